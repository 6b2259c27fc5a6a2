import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import type { Measurement, Scope } from '../../platform/indicators/indicator.js';
import { Indicators } from '../../platform/indicators/indicators.js';
import type { DateText, Moment } from '../../platform/time.js';
import { idsOf, type ProgrammeWithCity } from '../contract/readable.js';
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

/** Where targets stand. */
@Injectable()
export class TargetFigures {
  constructor(private readonly indicators: Indicators) {}

  /**
   * By programme, each in the order of its targets: counted from the first day of the programme to the day asked, at most
   * to its last. Three statements for one programme as for all: the targets, and the rows of each room that counts for them.
   */
  async of(
    manager: EntityManager,
    programmes: readonly ProgrammeWithCity[],
    { asOf, knownBy }: AsOf,
  ): Promise<Map<number, TargetLine[]>> {
    const byId = new Map(programmes.map((one) => [one.id, one]));
    const targets = await targetsOf(manager, [...byId.keys()]);
    const scopes = targets.map(({ target }) => scopeOf(byId.get(target.programmeId)!, { asOf, knownBy }, target));
    const measured = await this.indicators.measure(manager, scopes);
    const lines = targets.map(({ target, milestones }, at): TargetLine => {
      const measurement = measured.get(scopes[at]!)!;
      const { fromDate: from, toDate: to } = byId.get(target.programmeId)!;
      const facts = { from, to, asOf, measure: target.measure, measurement, milestones };
      return { target, milestones, measurement, standing: standingOf(facts) };
    });
    return groupBy(lines, ({ target }) => target.programmeId);
  }
}

/** What a target of a programme counts. */
export function scopeOf(
  programme: ProgrammeWithCity,
  { asOf, knownBy }: AsOf,
  { indicator, categories }: Pick<Target, 'indicator' | 'categories'>,
): Scope {
  const { id: programmeId, fromDate: from, toDate } = programme;
  const until = asOf < toDate ? asOf : toDate;
  return { indicator, programmeId, ...idsOf(programme), from, until, categories, knownBy };
}

/** In their order; those that were withdrawn are left out. One statement. @param id only this one */
export async function targetsOf(
  manager: EntityManager,
  programmeIds: readonly number[],
  id?: number,
): Promise<{ target: Target; milestones: Milestone[] }[]> {
  const query = manager
    .createQueryBuilder(Target, 'target')
    .leftJoinAndMapMany('target.milestones', TargetMilestone, 'milestone', 'milestone.target_id = target.id')
    .where('target.programme_id IN (:...programmeIds)', { programmeIds: [0, ...programmeIds] })
    .andWhere('target.withdrawn_at IS NULL')
    .orderBy({ 'target.programme_id': 'ASC', 'target.position': 'ASC', 'target.id': 'ASC', 'milestone.date': 'ASC' });
  if (id !== undefined) query.andWhere('target.id = :id', { id });
  const found = (await query.getMany()) as (Target & { milestones: TargetMilestone[] })[];
  return found.map(({ milestones, ...target }) => ({ target, milestones }));
}
