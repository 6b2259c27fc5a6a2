import { addMonths, type DateText, firstOfMonth } from '../../platform/time.js';
import { groupBy } from '../../platform/group-by.js';
import type { Step } from './follow-up.entity.js';

/** That stand, of one person. */
export type StepDates = Partial<Record<Step, DateText>>;

export type StepRefusal = 'not_trained' | 'in_future' | 'before_training' | 'recorded' | 'no_first' | 'before_first';

interface Facts {
  today: DateText;
  /** None: was in no training yet. */
  firstTraining: DateText | undefined;
  dates: StepDates;
}

/** Training, then the first work, then the third (K6, K9). The same day will do. */
export function whyNoStep(step: Step, date: DateText, { today, firstTraining, dates }: Facts): StepRefusal | undefined {
  if (firstTraining === undefined) return 'not_trained';
  if (dates[step] !== undefined) return 'recorded';
  if (date > today) return 'in_future';
  if (date < firstTraining) return 'before_training';
  if (step !== 'third_work') return undefined;
  if (dates.first_work === undefined) return 'no_first';
  return date < dates.first_work ? 'before_first' : undefined;
}

export type Reached = Record<'trained' | Step, number>;
export const NOBODY: Readonly<Reached> = { trained: 0, first_work: 0, third_work: 0 };

export interface FollowUpMonth extends Reached {
  /** Its first day. */
  month: DateText;
  cumulative: Reached;
}

/**
 * People by the month in which they got so far: came for the first time, worked for the first time, for the third.
 * @param trained the first training of each person, members by their id; what she did before, or without one, is not told
 */
export function followUpMonths(
  trained: ReadonlyMap<number, DateText>,
  steps: readonly { userId: number; step: Step; date: DateText }[],
  asOf: DateText,
): FollowUpMonth[] {
  const after = steps.filter(({ userId, date }) => {
    const first = trained.get(userId);
    return first !== undefined && first <= date;
  });
  const events = [...[...trained.values()].map((date) => ({ step: 'trained' as const, date })), ...after];
  const byMonth = groupBy(
    events.filter(({ date }) => date <= asOf),
    ({ date }) => firstOfMonth(date),
  );
  const months: FollowUpMonth[] = [];
  let cumulative: Reached = NOBODY;
  const first = [...byMonth.keys()].toSorted()[0];
  for (let month = first; month !== undefined && month <= asOf; month = addMonths(month, 1)) {
    const reached: Reached = { ...NOBODY };
    for (const { step } of byMonth.get(month) ?? []) reached[step] += 1;
    cumulative = {
      trained: cumulative.trained + reached.trained,
      first_work: cumulative.first_work + reached.first_work,
      third_work: cumulative.third_work + reached.third_work,
    };
    months.push({ month, ...reached, cumulative });
  }
  return months;
}
