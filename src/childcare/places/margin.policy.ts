import type { DateText } from '../../platform/time.js';
import type { CareRules } from '../staffing/care-rules.policy.js';
import { firstLack } from '../staffing/sweep.policy.js';
import { keptFree } from '../set-aside/set-aside.policy.js';
import type { DaySlot } from './placing.policy.js';
import { type Standing, stayIn } from './stay.policy.js';

interface Board {
  rulesOf: (venueId: number) => CareRules;
  slots: readonly DaySlot[];
  /** Without what has gone. */
  standing: readonly Standing[];
}

/**
 * Where two things that a guardian does touched, each stay gave up the minutes around it (stay.policy.ts, `yieldTo`). Where
 * one of the two has gone, the other gets its minutes back, as far as there is room and the roster suffices.
 *
 * @param gone whose places were let go, on which days
 * @returns the stays that are longer from now on
 */
export function regrownAfter(board: Board, gone: readonly { childId: number; date: DateText }[]): Standing[] {
  const grown = new Map<number, Standing>();
  let standing = board.standing;
  for (const one of board.standing) {
    const slot = board.slots.find(({ id }) => id === one.slotId);
    if (!slot || !gone.some(({ childId, date }) => childId === one.childId && date === one.date)) continue;
    const rules = board.rulesOf(slot.venueId);
    const whole = inFull(one, slot, rules, standing);
    if (!whole) continue;
    const then = standing.map((other) => (other === one ? whole : other));
    const there = then.filter(({ slotId }) => slotId === slot.id);
    if (firstLack(whole, [...there, ...keptFree(slot, there)], { ...slot, rules })) continue;
    standing = then;
    grown.set(one.placeId!, whole);
  }
  return [...grown.values()];
}

/** @returns nothing where it is so already */
function inFull(one: Standing, slot: DaySlot, rules: CareRules, standing: readonly Standing[]): Standing | undefined {
  const others = standing.filter((other) => other !== one && other.childId === one.childId && other.date === one.date);
  const { start, end } = stayIn(slot, one.core, rules, others);
  if (start >= one.start && end <= one.end) return undefined;
  return { ...one, start: Math.min(start, one.start), end: Math.max(end, one.end) };
}
