import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import type { Measurement, Scope } from '../../platform/indicators/indicator.js';
import { Indicators } from '../../platform/indicators/indicators.js';
import type { DateText, Moment } from '../../platform/time.js';
import { ProgrammeCourse } from '../contract/programme-course.entity.js';
import { ProgrammeVenue } from '../contract/programme-venue.entity.js';
import type { Programme } from '../contract/programme.entity.js';
import { type Milestone, type Standing, standingOf } from './standing.policy.js';
import { Target, TargetMilestone } from './target.entity.js';

export interface TargetLine {
  target: Target;
  /** By date. */
  milestones: Milestone[];
  measurement: Measurement;
  standing: Standing;
}

export interface AsOf {
  /** Itself taken. */
  asOf: DateText;
  /** What had been written down by then; none: all that is known. */
  knownBy?: Moment;
}

const NOTHING: Measurement = { total: 0, distinct: 0, months: [] };

/** Where targets stand. */
@Injectable()
export class TargetFigures {
  constructor(private readonly indicators: Indicators) {}

  /**
   * By programme, each in the order of its targets: counted from the first day of the programme to the day asked, at most
   * to its last. As many statements for one programme as for all.
   */
  async of(
    manager: EntityManager,
    programmes: readonly Programme[],
    { asOf, knownBy }: AsOf,
  ): Promise<Map<number, TargetLine[]>> {
    const byId = new Map(programmes.map((one) => [one.id, one]));
    const targets = await targetsOf(manager, [...byId.keys()]);
    const milestones = await milestonesOf(manager, targets);
    const scopes = await this.scopes(manager, programmes, { asOf, knownBy });
    const measured = await this.measure(manager, targets, scopes);
    const lines = targets.map((target): TargetLine => {
      const measurement = measured.get(target.id) ?? NOTHING;
      const own = milestones.get(target.id) ?? [];
      const { fromDate: from, toDate: to } = byId.get(target.programmeId)!;
      const facts = { from, to, asOf, measure: target.measure, measurement, milestones: own };
      return { target, milestones: own, measurement, standing: standingOf(facts) };
    });
    return groupBy(lines, ({ target }) => target.programmeId);
  }

  /** What each programme counts; its targets narrow it to their categories. Two statements. */
  async scopes(
    manager: EntityManager,
    programmes: readonly Programme[],
    { asOf, knownBy }: AsOf,
  ): Promise<Map<number, Scope>> {
    const programmeId = In([0, ...programmes.map(({ id }) => id)]);
    const venues = groupBy(await manager.findBy(ProgrammeVenue, { programmeId }), (one) => one.programmeId);
    const courses = groupBy(await manager.findBy(ProgrammeCourse, { programmeId }), (one) => one.programmeId);
    return new Map(
      programmes.map(({ id, fromDate, toDate }) => [
        id,
        {
          programmeId: id,
          venueIds: (venues.get(id) ?? []).map(({ venueId }) => venueId),
          courseIds: (courses.get(id) ?? []).map(({ courseId }) => courseId),
          from: fromDate,
          until: asOf < toDate ? asOf : toDate,
          categories: [],
          knownBy,
        },
      ]),
    );
  }

  private async measure(
    manager: EntityManager,
    targets: readonly Target[],
    scopes: ReadonlyMap<number, Scope>,
  ): Promise<Map<number, Measurement>> {
    const measured = new Map<number, Measurement>();
    for (const [name, of] of groupBy(targets, ({ indicator }) => indicator)) {
      const asked = of.map(({ programmeId, categories }) => ({ ...scopes.get(programmeId)!, categories }));
      const found = await this.indicators.find(name)?.measure(manager, asked);
      for (const [at, { id }] of of.entries()) measured.set(id, found?.[at] ?? NOTHING);
    }
    return measured;
  }
}

/** In their order. One statement. */
export function targetsOf(manager: EntityManager, programmeIds: readonly number[]): Promise<Target[]> {
  return manager.find(Target, {
    where: { programmeId: In([0, ...programmeIds]), withdrawnAt: IsNull() },
    order: { programmeId: 'ASC', position: 'ASC', id: 'ASC' },
  });
}

/** By target, by date. One statement. */
export async function milestonesOf(
  manager: EntityManager,
  targets: readonly Pick<Target, 'id'>[],
): Promise<Map<number, Milestone[]>> {
  const rows = await manager.find(TargetMilestone, {
    where: { targetId: In([0, ...targets.map(({ id }) => id)]) },
    order: { date: 'ASC' },
  });
  return groupBy(rows, ({ targetId }) => targetId);
}
