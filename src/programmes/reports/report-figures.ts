import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { UsageQuery } from '../../bookings/usage/usage.query.js';
import { Figures } from '../../childcare/figures/care-figures.js';
import { Incidents } from '../../childcare/incidents/incidents.js';
import type { Scope } from '../../platform/indicators/indicator.js';
import { addDays, addMonths, type DateText, firstOfMonth, type Moment, todayAt } from '../../platform/time.js';
import { SessionFigures } from '../../training/count/session-figures.js';
import { FollowUps } from '../../training/follow-up/follow-ups.js';
import { Venue } from '../../venues/venue.entity.js';
import type { Programme } from '../contract/programme.entity.js';
import { curveOf } from '../targets/burn-up.js';
import { TargetFigures, type TargetLine } from '../targets/target-figures.js';
import { AttendanceFixes } from './attendance-fixes.js';
import { correctionsOf, lastTold, type Sums } from './corrections.policy.js';
import type { Correction, ReportFigures, TargetFigure } from './report-content.js';
import { type Told, toldContents } from './told-contents.js';

/** Counts what a report says, from the rows of the rooms (DOMAIN, Rules of trainings and counting). */
@Injectable()
export class MonthFigures {
  constructor(
    private readonly targets: TargetFigures,
    private readonly usage: UsageQuery,
    private readonly care: Figures,
    private readonly incidents: Incidents,
    private readonly sessions: SessionFigures,
    private readonly fixes: AttendanceFixes,
    private readonly followUps: FollowUps,
  ) {}

  /** As many statements for a month as for five years of them. @param month `2026-10` @param now what is still to come is left out */
  async read(manager: EntityManager, programme: Programme, month: string, now: Moment): Promise<ReportFigures> {
    const { from, to } = daysOf(programme, month, todayAt(now));
    const lines = await this.lines(manager, programme, to);
    const { venueIds, courseIds } = await this.scope(manager, programme, to);
    const venues = await manager.find(Venue, { where: { id: In([0, ...venueIds]) } });
    const told = await toldContents(manager, programme.id);
    const since = { month, courseIds, from: programme.fromDate, to, now };
    return {
      from,
      to,
      targets: lines.map((line) => targetFigure(line, programme, to)),
      space: await this.usage.between(manager, venues, from, to),
      care: await this.care.between(manager, venueIds, from, to),
      trainings: await this.sessions.between(manager, courseIds, from, to),
      followUps: await this.followUps.reached(manager, to, { courseIds, from: programme.fromDate }),
      incidents: await this.incidents.grades(manager, venueIds, from, to),
      corrections: await this.corrections(manager, programme, { told, before: month }, lines),
      attendance: await this.fixes.since(manager, told, since),
    };
  }

  /** What a report that was submitted would say differently today. */
  async changesSince(
    manager: EntityManager,
    programme: Programme,
    month: string,
    today: DateText,
  ): Promise<Correction[]> {
    const lines = await this.lines(manager, programme, daysOf(programme, month, today).to);
    const told = await toldContents(manager, programme.id);
    return this.corrections(manager, programme, { told, only: month }, lines);
  }

  private async corrections(
    manager: EntityManager,
    programme: Programme,
    { told, ...which }: { told: readonly Told[] } & ({ before: string } | { only: string }),
    lines: readonly TargetLine[],
  ): Promise<Correction[]> {
    const sums = lastTold(told.map(({ content }) => content));
    const asked = [...sums].filter(([month]) => ('only' in which ? month === which.only : month < which.before));
    const [first, last] = [asked[0]?.[0] ?? '2000-01', asked.at(-1)?.[0] ?? '2000-01'];
    const scope = await this.scope(manager, programme, lastDayOf(last));
    const range = { ...scope, from: later(scope.from, `${first}-01`) };
    const now = await this.monthly(manager, range, lines);
    const titles = lines.flatMap(({ target: { id, title } }) => [
      [`target.${id}.total`, title] as const,
      [`target.${id}.distinct`, title] as const,
    ]);
    return correctionsOf(new Map(asked), now, new Map(titles));
  }

  /** The sums of each month, by month. Nine statements. */
  private async monthly(
    manager: EntityManager,
    { venueIds, courseIds, from, until }: Scope,
    lines: readonly TargetLine[],
  ): Promise<Map<string, Sums>> {
    const months = new Map<string, Sums>();
    const add = (month: DateText, sums: Sums): void => {
      months.set(month.slice(0, 7), { ...months.get(month.slice(0, 7)), ...sums });
    };
    for (const { month, bookings, minutes, people } of await this.usage.monthly(manager, venueIds, from, until))
      add(month, { bookings, booking_minutes: minutes, booking_people: people });
    for (const [month, { visits, children, minutes }] of await this.care.monthly(manager, venueIds, from, until))
      add(month, { care_visits: visits, care_children: children, care_minutes: minutes });
    for (const { month, attendances, people } of await this.sessions.monthly(manager, courseIds, from, until))
      add(month, { attendances, attendance_people: people });
    for (const { target, measurement } of lines) {
      for (const { month, total, distinct } of measurement.months)
        add(month, { [`target.${target.id}.total`]: total, [`target.${target.id}.distinct`]: distinct });
    }
    return months;
  }

  private async lines(manager: EntityManager, programme: Programme, asOf: DateText): Promise<TargetLine[]> {
    return (await this.targets.of(manager, [programme], { asOf })).get(programme.id) ?? [];
  }

  private async scope(manager: EntityManager, programme: Programme, asOf: DateText): Promise<Scope> {
    return (await this.targets.scopes(manager, [programme], { asOf })).get(programme.id)!;
  }
}

/** The days of a month that belong to the programme and are not still to come; both taken. */
export function daysOf(
  { fromDate, toDate }: Pick<Programme, 'fromDate' | 'toDate'>,
  month: string,
  today: DateText,
): { from: DateText; to: DateText } {
  return { from: later(`${month}-01`, fromDate), to: [lastDayOf(month), toDate, today].toSorted()[0]! };
}

export function lastDayOf(month: string): DateText {
  return addDays(addMonths(`${month}-01`, 1), -1);
}

function later(a: DateText, b: DateText): DateText {
  return a > b ? a : b;
}

function targetFigure(line: TargetLine, programme: Programme, asOf: DateText): TargetFigure {
  const { target, measurement, standing } = line;
  const { id, title, indicator, measure } = target;
  const inMonth = measurement.months.find((one) => one.month === firstOfMonth(asOf));
  const { months: _, ...sofar } = measurement;
  return {
    ...standing,
    id,
    title,
    indicator,
    measure,
    inMonth: { total: inMonth?.total ?? 0, distinct: inMonth?.distinct ?? 0, ...(inMonth?.gaps && { gaps: true }) },
    sofar,
    curve: curveOf(line, programme, asOf),
  };
}
