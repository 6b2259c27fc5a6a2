import { Clock } from '../../src/platform/clock.js';
import { momentAt, momentOf, type DateText, type Minute, type Moment } from '../../src/platform/time.js';

/** A clock that stands still until it is told otherwise. A Saturday: 2026-11-21, 9:00 at the place. */
export class FixedClock extends Clock {
  private moment = momentOf('2026-11-21T00:00:00Z');

  override now(): Moment {
    return this.moment;
  }

  set(moment: Moment): void {
    this.moment = moment;
  }

  /** Sets the wall clock of the place. */
  setTo(date: DateText, minute: Minute): void {
    this.moment = momentAt(date, minute);
  }

  advance(by: { hours?: number; minutes?: number; seconds?: number }): void {
    this.moment = this.moment.add(by);
  }
}
