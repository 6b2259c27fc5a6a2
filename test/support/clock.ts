import { Clock } from '../../src/platform/clock.js';
import { momentAt, momentOf, type DateText, type Minute, type Moment } from '../../src/platform/time.js';

/** A clock that stands still until it is told otherwise, at 9:00 at the place on a Saturday, 2026-11-21. */
export class FixedClock extends Clock {
  private moment = momentOf('2026-11-21T00:00:00Z');
  private runsSince?: number;

  override now(): Moment {
    if (this.runsSince === undefined) return this.moment;
    return this.moment.add({ milliseconds: Math.round(performance.now() - this.runsSince) });
  }

  /** From where it stands it goes as all clocks do. */
  run(): void {
    this.runsSince = performance.now();
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
