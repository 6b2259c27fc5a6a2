import type { Moment } from '../time.js';

/** When a job is due, on the clock of the place. */
export type Schedule =
  { every: 'minutes'; minutes: number } | { every: 'day'; at: string } | { every: 'month'; day: number; at: string };

/** Work that the system does by itself. Each due time runs once across all processes, and is caught up after downtime. */
export interface Job {
  /** Room and name, `mail.sweep`. */
  name: `${string}.${string}`;
  schedule: Schedule;
  /** After downtime: run for each time that was missed, or once for the latest. */
  catchUp: 'each' | 'latest';
  /** @param dueAt the moment that this run stands for, not now. */
  run(dueAt: Moment): Promise<void>;
}
