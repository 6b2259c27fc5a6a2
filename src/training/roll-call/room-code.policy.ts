import { momentAt, type Moment, type Slot } from '../../platform/time.js';

/** People come a little early, and some show it at the very end. */
const EARLY_MINUTES = 15;
const AFTER_MINUTES = 5;
/** Who has typed slowly is not refused: the code of the minute before works too. */
const GOOD_MINUTES = 2;
/** So long a code is known to be an old one of this session. */
const KNOWN_MINUTES = 60;

const MINUTE_MS = 60_000;

/** Minutes since 1970: what a code is made for. */
export function codeMinute(now: Moment): number {
  return Math.floor(now.epochMilliseconds / MINUTE_MS);
}

/** Until the next code. */
export function secondsLeft(now: Moment): number {
  return 60 - Math.floor((now.epochMilliseconds % MINUTE_MS) / 1000);
}

/** The minutes of which a code may be, the present one first. */
export function codeMinutes(now: Moment): { minute: number; good: boolean }[] {
  const present = codeMinute(now);
  return Array.from({ length: KNOWN_MINUTES }, (_, back) => ({ minute: present - back, good: back < GOOD_MINUTES }));
}

/** The screen of a session shows a code, and the code works. */
export function isCodeTime({ date, start, end }: Slot, now: Moment): boolean {
  const from = momentAt(date, start).subtract({ minutes: EARLY_MINUTES }).epochMilliseconds;
  const to = momentAt(date, end).add({ minutes: AFTER_MINUTES }).epochMilliseconds;
  return from <= now.epochMilliseconds && now.epochMilliseconds < to;
}

export interface SelfArrival {
  /** She has a seat, or is on the roll. */
  expected: boolean;
  /** The course is for people like her (DOMAIN K6). */
  eligible: boolean;
  /** Seats that nobody has, less those who came without one. */
  free: number;
}

/** Why somebody cannot take herself in. */
export function whyNotBySelf({ expected, eligible, free }: SelfArrival): 'not_for_you' | 'full' | undefined {
  if (expected) return undefined;
  if (!eligible) return 'not_for_you';
  return free <= 0 ? 'full' : undefined;
}
