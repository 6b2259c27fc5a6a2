import { momentAt, type DateText, type Moment } from '../../src/platform/time.js';
import type { Wish } from './wish.js';

/** Who came and when; and who never did. */
export interface Arrival {
  /** Nothing: she is to come, or nobody checked her in. */
  at?: Moment;
  by: 'staff' | 'self';
  /** Nobody came, and the place was given free. */
  missed: boolean;
}

const NOT_YET_MINUTES = 20;
/** Every so many-th is forgotten at the desk, as it goes. */
const FORGOTTEN = 12;

/** Nearly everybody who was due has come, ten minutes early to fifteen late; one of the last days nobody came. */
export function arrivalsOf(wishes: readonly Wish[], today: DateText, now: Moment): Arrival[] {
  const missed = wishes.findLastIndex(
    ({ slot, cancelled, memberId, createdBy }) => slot.date < today && !cancelled && memberId === createdBy,
  );
  return wishes.map((wish, at) => {
    const by = wish.hoursAhead % 3 === 0 ? 'staff' : 'self';
    if (at === missed) return { by, missed: true };
    if (wish.cancelled || wish.hoursAhead % FORGOTTEN === 0) return { by, missed: false };
    const { date, start } = wish.slot;
    const due = momentAt(date, start).add({ minutes: NOT_YET_MINUTES });
    if (due.epochMilliseconds > now.epochMilliseconds) return { by, missed: false };
    return { at: momentAt(date, start).add({ minutes: ((wish.hoursAhead * 7) % 26) - 10 }), by, missed: false };
  });
}
