import { invalid, type Refused } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';

export const OUTCOMES = ['accepted', 'returned'] as const;

/** What the city says to something that was handed in. */
export interface Answer {
  outcome: (typeof OUTCOMES)[number];
  comment: string | null;
  /** The day that stands on the city's paper, which a manager writes down; none: an officer answered here. */
  onPaper: DateText | null;
}

export function whyNotAnswer({ outcome, comment, onPaper }: Answer, today: DateText): Refused | undefined {
  if (outcome === 'returned' && !comment) return invalid('comment', 'answers.comment_missing');
  return onPaper !== null && onPaper > today ? invalid('answeredOn', 'answers.in_future') : undefined;
}
