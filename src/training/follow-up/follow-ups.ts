import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import { type DateText, todayAt } from '../../platform/time.js';
import { TrainingCount } from '../count/training-count.js';
import type { Turnout } from '../count/turnout.policy.js';
import { FollowUp, type Step } from './follow-up.entity.js';
import {
  type FollowUpMonth,
  followUpMonths,
  NOBODY,
  type Reached,
  type StepDates,
  whyNoStep,
} from './follow-up.policy.js';

export interface NewStep {
  step: Step;
  date: DateText;
  note: string | null;
}

/** What became of people after their trainings: filled by the staff, and by rooms that know of work. */
@Injectable()
export class FollowUps {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly counts: TrainingCount,
    private readonly audit: Audit,
  ) {}

  /**
   * @param actorId none: a room, `source`, of itself, in a transaction of its own
   * @throws Refused at `date` or `step`, as `whyNoStep` says; not_found: she was in no training
   */
  async record(actorId: number | null, userId: number, given: NewStep, source = 'staff'): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'follow_up', userId);
      const now = this.clock.now();
      const today = todayAt(now);
      const [first] = await this.counts.ofMember(tx, userId, today);
      const dates = datesOf(await tx.findBy(FollowUp, { userId, withdrawnAt: IsNull() }));
      const why = whyNoStep(given.step, given.date, { today, firstTraining: first?.date, dates });
      if (why === 'not_trained') throw notFound();
      if (why === 'recorded') throw new Refused('conflict', 'followups.recorded');
      if (why) throw invalid('date', `followups.${why}`);
      const row = { ...given, userId, source, recordedAt: now, recordedBy: actorId };
      const { id } = await tx.save(tx.create(FollowUp, row));
      const detail = { id, step: given.step, date: given.date, source };
      const subject = { kind: 'user', id: userId };
      await this.audit.record(tx, { actorId, action: 'training.follow_up_recorded', subject, detail });
    });
  }

  /** Whoever has a later step keeps it only with the earlier one. @throws Refused not_found; followups.third_first */
  async withdraw(actorId: number, userId: number, id: number, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'follow_up', userId);
      const standing = await tx.findBy(FollowUp, { userId, withdrawnAt: IsNull() });
      const row = standing.find((one) => one.id === id);
      if (!row) throw notFound();
      if (row.step === 'first_work' && standing.length > 1) throw new Refused('conflict', 'followups.third_first');
      const withdrawn = { withdrawnAt: this.clock.now(), withdrawnBy: actorId, withdrawReason: reason };
      await tx.update(FollowUp, id, withdrawn);
      const subject = { kind: 'user', id: userId };
      const detail = { id, step: row.step, reason };
      await this.audit.record(tx, { actorId, action: 'training.follow_up_withdrawn', subject, detail });
    });
  }

  /** People by the month in which they got so far, up to a day. Two statements. */
  async months(manager: EntityManager, asOf: DateText): Promise<FollowUpMonth[]> {
    return this.monthsOf(manager, await this.counts.turnouts(manager, { asOf }), asOf);
  }

  /** How far those who came to these trainings got: in the month of a day, and in all up to it. One statement. */
  async reached(
    manager: EntityManager,
    trainings: readonly Turnout[],
    asOf: DateText,
  ): Promise<{ inMonth: Reached; sofar: Reached }> {
    const last = (await this.monthsOf(manager, trainings, asOf)).at(-1);
    if (!last) return { inMonth: NOBODY, sofar: NOBODY };
    const { month: _, cumulative, ...inMonth } = last;
    return { inMonth, sofar: cumulative };
  }

  private async monthsOf(
    manager: EntityManager,
    trainings: readonly Turnout[],
    asOf: DateText,
  ): Promise<FollowUpMonth[]> {
    return followUpMonths(firstTrainings(trainings), await manager.findBy(FollowUp, { withdrawnAt: IsNull() }), asOf);
  }
}

export function datesOf(rows: readonly Pick<FollowUp, 'step' | 'date'>[]): StepDates {
  return Object.fromEntries(rows.map(({ step, date }) => [step, date]));
}

/** By person, as turnouts name her. @param turnouts by date */
export function firstTrainings(turnouts: readonly Turnout[]): Map<number, DateText> {
  const first = new Map<number, DateText>();
  for (const { people, date } of turnouts) for (const person of people) if (!first.has(person)) first.set(person, date);
  return first;
}
