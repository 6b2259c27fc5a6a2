import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { UsageQuery } from '../../bookings/usage/usage.query.js';
import { Figures } from '../../childcare/figures/care-figures.js';
import { type CareFigures, countCare } from '../../childcare/figures/figures.policy.js';
import { Incidents } from '../../childcare/incidents/incidents.js';
import { MEASURES } from '../../platform/indicators/indicator.js';
import { addDays, addMonths, type DateText, firstOfMonth, type Moment, todayAt } from '../../platform/time.js';
import { monthly, SessionFigures } from '../../training/count/session-figures.js';
import type { Turnout } from '../../training/count/turnout.policy.js';
import { FollowUps } from '../../training/follow-up/follow-ups.js';
import { Venue } from '../../venues/venue.entity.js';
import type { Programme } from '../contract/programme.entity.js';
import { idsOf, type ProgrammeWithCity } from '../contract/readable.js';
import { curveOf } from '../targets/burn-up.js';
import { TargetFigures, type TargetLine } from '../targets/target-figures.js';
import { AttendanceFixes } from './attendance-fixes.js';
import { correctionsOf, lastTold, type Sums } from './corrections.policy.js';
import type { Correction, ReportFigures, TargetFigure } from './report-content.js';
import { type Told, toldContents } from './told-contents.js';

/** What was read of the rooms, for a month and for those told before. */
interface Rooms {
  /** By the first day of the month. */
  care: ReadonlyMap<DateText, CareFigures>;
  /** By date. */
  came: readonly Turnout[];
}

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
  async read(manager: EntityManager, programme: ProgrammeWithCity, month: string, now: Moment): Promise<ReportFigures> {
    const { from, to } = daysOf(programme, month, todayAt(now));
    const { venueIds, courseIds } = idsOf(programme);
    const lines = await this.lines(manager, programme, to);
    const venues = await manager.find(Venue, { where: { id: In([0, ...venueIds]) } });
    const told = await toldContents(manager, programme.id);
    const since = { month, courseIds, from: programme.fromDate, to, now };
    const came = await this.sessions.attended(manager, courseIds, programme.fromDate, to);
    const toldBefore = toldSums(told).filter(([of]) => of < month);
    const care = await this.care.monthly(manager, venueIds, earlier(from, firstDay(programme, toldBefore)), to);
    const rooms = { care, came };
    return {
      from,
      to,
      targets: lines.map((line) => targetFigure(line, programme, to)),
      space: await this.usage.between(manager, venues, from, to),
      care: care.get(firstOfMonth(from)) ?? countCare([], [], []),
      trainings: await this.sessions.between(manager, courseIds, from, to, came),
      followUps: await this.followUps.reached(manager, came, to),
      incidents: await this.incidents.grades(manager, venueIds, from, to),
      corrections: await this.corrections(manager, programme, toldBefore, lines, rooms),
      attendance: await this.fixes.since(manager, told, since),
    };
  }

  /** What a report that was submitted would say differently today. */
  async changesSince(
    manager: EntityManager,
    programme: ProgrammeWithCity,
    month: string,
    today: DateText,
  ): Promise<Correction[]> {
    const { from, to } = daysOf(programme, month, today);
    const { venueIds, courseIds } = idsOf(programme);
    const lines = await this.lines(manager, programme, to);
    const told = toldSums(await toldContents(manager, programme.id)).filter(([of]) => of === month);
    const care = await this.care.monthly(manager, venueIds, from, to);
    const came = await this.sessions.attended(manager, courseIds, from, to);
    return this.corrections(manager, programme, told, lines, { care, came });
  }

  /** Where what was told of months differs from what it comes to now. One statement. @param told by month */
  private async corrections(
    manager: EntityManager,
    programme: ProgrammeWithCity,
    told: readonly [month: string, Sums][],
    lines: readonly TargetLine[],
    { care, came }: Rooms,
  ): Promise<Correction[]> {
    const from = firstDay(programme, told) ?? programme.fromDate;
    const to = earlier(programme.toDate, told.length > 0 ? lastDayOf(told.at(-1)![0]) : from);
    const now = new Map<string, Sums>();
    const add = (month: DateText, sums: Sums): void => {
      now.set(month.slice(0, 7), { ...now.get(month.slice(0, 7)), ...sums });
    };
    const { venueIds } = idsOf(programme);
    for (const { month, bookings, minutes, people } of await this.usage.monthly(manager, venueIds, from, to))
      add(month, { bookings, booking_minutes: minutes, booking_people: people });
    for (const [month, { visits, children, minutes }] of care)
      add(month, { care_visits: visits, care_children: children, care_minutes: minutes });
    for (const { month, attendances, people } of monthly(came, from, to))
      add(month, { attendances, attendance_people: people });
    for (const { target, measurement } of lines) {
      for (const { month, total, distinct } of measurement.months)
        add(month, { [`target.${target.id}.total`]: total, [`target.${target.id}.distinct`]: distinct });
    }
    const titles = lines.flatMap(({ target: { id, title } }) =>
      MEASURES.map((measure) => [`target.${id}.${measure}`, title] as const),
    );
    return correctionsOf(new Map(told), now, new Map(titles));
  }

  private async lines(manager: EntityManager, programme: ProgrammeWithCity, asOf: DateText): Promise<TargetLine[]> {
    return (await this.targets.of(manager, [programme], { asOf })).get(programme.id) ?? [];
  }
}

/** By month, what the city was told last. */
function toldSums(told: readonly Told[]): [month: string, Sums][] {
  return [...lastTold(told.map(({ content }) => content))];
}

/** On which what was told begins. */
function firstDay({ fromDate }: Programme, told: readonly [month: string, Sums][]): DateText | undefined {
  return told[0] && later(fromDate, `${told[0][0]}-01`);
}

function earlier(a: DateText, b: DateText | undefined): DateText {
  return b !== undefined && b < a ? b : a;
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
