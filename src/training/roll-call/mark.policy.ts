import { type DateText, type Moment, todayAt } from '../../platform/time.js';
import type { AttendanceStatus } from '../count/record.policy.js';

/** What somebody wants to write down of a person. */
export interface Mark {
  /** None: what was said is taken back. */
  status: AttendanceStatus | null;
  /** When it was tapped. */
  at: Moment;
  /** Of a correction. */
  reason: string | null;
}

export interface MarkFacts {
  date: DateText;
  cancelled: boolean;
  /** The report on its month was accepted. */
  locked: boolean;
  /** Who writes may put right what was accepted. */
  mayCorrect: boolean;
}

export type MarkRefusal = 'cancelled' | 'too_early' | 'locked' | 'no_reason';

/**
 * Why it cannot be written down. Who sends word that she will not come does so before the day; nobody has come before it.
 * Once the month's report is accepted, only a manager puts right what is wrong, and says why (DOMAIN, Rules of trainings).
 */
export function whyNotMarked({ status, at, reason }: Mark, facts: MarkFacts): MarkRefusal | undefined {
  if (facts.cancelled) return 'cancelled';
  if (facts.locked && !facts.mayCorrect) return 'locked';
  if (facts.locked && reason === null) return 'no_reason';
  const ahead = status === null || status === 'absent_notified';
  return !ahead && todayAt(at) < facts.date ? 'too_early' : undefined;
}
