import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DateText, fiscalYearOf } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { SKILL_UP } from '../courses/course.entity.js';
import type { Target } from './progress.policy.js';

/** Who knows what was promised. @param viewer who sees what is hers alone; none: all of it */
export type TargetSource = (manager: EntityManager, today: DateText, viewer?: Viewer) => Promise<readonly Target[]>;

/** スキルアップ研修の受講者 (K11). */
const PROMISED = 200;

/**
 * What trainings count toward. A room further down the stream knows the programmes and says so with `fillFrom`; where none
 * stands it is K11's target of 200 by the end of the fiscal year, counted 延べ.
 */
@Injectable()
export class Targets {
  private source: TargetSource | undefined;

  fillFrom(source: TargetSource): void {
    this.source = source;
  }

  /** Those that stand on that day. @param viewer who sees what is hers alone; none: all of them */
  async all(manager: EntityManager, today: DateText, viewer?: Viewer): Promise<readonly Target[]> {
    const told = (await this.source?.(manager, today, viewer)) ?? [];
    return told.length > 0 || viewer ? told : [withoutProgramme(today)];
  }
}

function withoutProgramme(today: DateText): Target {
  const milestones = [{ date: `${fiscalYearOf(today) + 1}-03-31`, value: PROMISED }];
  return { name: SKILL_UP, title: 'count:targets.skill_up', counted: 'attendances', milestones };
}
