import type { Moment } from '../time.js';

/** When a job is due, on the clock of the place: `at` is HH:MM; minutes count from midnight. */
export type Schedule =
  | { every: 'minutes'; minutes: number }
  | { every: 'day'; at: string }
  /** A day beyond the end of the month is its last. */
  | { every: 'month'; day: number; at: string };

/** Work that the system does by itself. Each due time runs once across all processes, and is caught up after downtime. */
export interface Job {
  /** Room and name, `mail.sweep`. */
  name: `${string}.${string}`;
  schedule: Schedule;
  /** After downtime: run for each time that was missed, or once for the latest. */
  catchUp: 'each' | 'latest';
  /**
   * It does no harm to run it again for the same due time. A run that a crash cut off is then run again; without this
   * it is put down as failed, for a person to look at.
   */
  repeatable?: boolean;
  /** Who has not finished after these many minutes has crashed. An hour unless given. */
  minutesAtMost?: number;
  /** @param dueAt the moment that this run stands for, not now. */
  run(dueAt: Moment): Promise<void>;
}
