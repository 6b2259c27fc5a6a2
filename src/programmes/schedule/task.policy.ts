import { type DateText, daysBetween } from '../../platform/time.js';
import type { Task } from './task.entity.js';

export type Dates = Pick<Task, 'planFrom' | 'planTo' | 'actualFrom' | 'actualTo'>;

export interface TaskStanding {
  /** `unrecorded`: the programme is closed, and nobody wrote down when it was done. */
  state: 'done' | 'late' | 'late_start' | 'under_way' | 'coming' | 'unrecorded';
  /** Days past the plan; 0 while it keeps to it. */
  late: number;
}

/** How a line of the schedule stands on a day. What is planned for that day is not late yet. */
export function taskStanding(
  { planFrom, planTo, actualFrom, actualTo }: Dates,
  today: DateText,
  closed: boolean,
): TaskStanding {
  const past = (date: DateText, by: DateText): number => Math.max(0, daysBetween(date, by));
  if (actualTo !== null) return { state: 'done', late: past(planTo, actualTo) };
  if (closed) return { state: 'unrecorded', late: 0 };
  if (past(planTo, today) > 0) return { state: 'late', late: past(planTo, today) };
  if (actualFrom !== null) return { state: 'under_way', late: past(planFrom, actualFrom) };
  if (past(planFrom, today) > 0) return { state: 'late_start', late: past(planFrom, today) };
  return { state: 'coming', late: 0 };
}

export function isLate({ state }: TaskStanding): boolean {
  return state === 'late' || state === 'late_start';
}

export interface Bar {
  /** Of the whole stretch, in parts of 1: where it begins, and how long it is. */
  at: number;
  length: number;
}

/** Where a stretch of days lies in the months of a chart. @param first the first day of the first month @param days of all months */
export function barOf(from: DateText, to: DateText, first: DateText, days: number): Bar {
  const start = Math.min(days, Math.max(0, daysBetween(first, from)));
  const end = Math.min(days, Math.max(start, daysBetween(first, to) + 1));
  return { at: start / days, length: (end - start) / days };
}
