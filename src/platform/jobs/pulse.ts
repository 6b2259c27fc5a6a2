/** A clock that goes a little wrong, or a process that was held up, is no leap. */
const LEAP_MINUTES = 10;
/** Whoever set the clock wrong has so long to set it right. */
export const CALM_MINUTES = 5;

const MINUTE_MS = 60_000;

/**
 * Notices when the clock on the wall leaps: it is held against one that only ever goes on, and knows no hour. A machine that
 * slept looks the same, and waits a little after it woke.
 */
export class Pulse {
  private ahead?: number;
  private calmFrom = -Infinity;

  /**
   * @param wall milliseconds since 1970 @param steady milliseconds since any moment, never set
   * @returns by how many minutes it has leapt since the last time, if it has; less than nothing: back
   */
  leapAt(wall: number, steady: number): number | undefined {
    const ahead = wall - steady;
    const leap = Math.round((ahead - (this.ahead ?? ahead)) / MINUTE_MS);
    this.ahead = ahead;
    if (Math.abs(leap) < LEAP_MINUTES) return undefined;
    this.calmFrom = steady + CALM_MINUTES * MINUTE_MS;
    return leap;
  }

  isCalm(steady: number): boolean {
    return steady >= this.calmFrom;
  }
}
