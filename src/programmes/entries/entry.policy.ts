import { type FieldProblem } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';
import type { EntryForm } from './entry-form.js';

interface Facts {
  today: DateText;
  from: DateText;
  to: DateText;
  /** A target of the programme counts distinct people, or visits. */
  needsDistinct: boolean;
}

/** What is wrong with a figure that was entered by hand. */
export function problemsOf(
  { date, total, distinctCount }: EntryForm,
  { today, from, to, needsDistinct }: Facts,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (date > today) problems.push({ field: 'date', code: 'programmes.entry_in_future' });
  else if (date < from || date > to)
    problems.push({ field: 'date', code: 'programmes.entry_outside', params: { from, to } });
  if (distinctCount === null && needsDistinct) {
    problems.push({ field: 'distinctCount', code: 'programmes.entry_distinct_missing' });
  }
  if (distinctCount !== null && distinctCount > total) {
    problems.push({ field: 'distinctCount', code: 'programmes.entry_distinct_more' });
  }
  return problems;
}
