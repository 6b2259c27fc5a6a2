import type { Refused } from '../../platform/errors.js';
import type { RefusalReason } from './care-refusal.entity.js';
import { type CareWish, type NotPlaced, placing, type PlacingFacts, type Seat } from './placing.policy.js';
import { sameSource, type Standing } from './stay.policy.js';

/** A place that is held, or found for one of the wishes. */
type Held<W> = Standing & { wish?: W };

/** A wish with what became of it. */
export type Planned<W extends CareWish> = { wish: W } & (
  { seats: Seat[] } | { refused: Refused; reason?: RefusalReason }
);

export interface Plan<W extends CareWish> {
  planned: Planned<W>[];
  /** Places of others of the same child that give up a part of their margin, as they are then. */
  cut: Standing[];
}

/**
 * Many wishes, one after the other, each beside those before it. A wish that is refused keeps the places that it had, and
 * where those stand in the way of others, they are refused too.
 *
 * @param standing who has places already, those of the wishes too
 */
export function planAll<W extends CareWish>(
  wishes: readonly W[],
  facts: PlacingFacts,
  standing: readonly Standing[],
): Plan<W> {
  const refusals = new Map<W, NotPlaced>();
  for (;;) {
    const tried = wishes.filter((wish) => !refusals.has(wish));
    let now: Held<W>[] = standing.filter((one) => !tried.some((wish) => sameSource(wish.for, one.for)));
    const before = refusals.size;
    for (const wish of tried) {
      const found = placing(wish, facts, now);
      if ('refused' in found) {
        refusals.set(wish, found);
      } else {
        const { date, start, end } = wish;
        const core = { start, end };
        now = [
          ...found.standing,
          ...found.seats.map((seat) => ({
            ...seat,
            date,
            core,
            for: wish.for,
            share: wish.share,
            placeId: null,
            wish,
          })),
        ];
      }
    }
    // Only who had places before can be in the way of those that were found room for.
    const stay = [...refusals.keys()].some((wish) => standing.some((one) => sameSource(wish.for, one.for)));
    if (refusals.size > before && stay) continue;
    const planned = wishes.map((wish) => ({
      wish,
      ...(refusals.get(wish) ?? { seats: now.filter((one) => one.wish === wish) }),
    }));
    return { planned, cut: changed(standing, now) };
  }
}

function changed(before: readonly Standing[], now: readonly Standing[]): Standing[] {
  const known = new Map(before.map((one) => [one.placeId, one]));
  return now.filter((one) => {
    const was = known.get(one.placeId);
    return was && (was.start !== one.start || was.end !== one.end);
  });
}
