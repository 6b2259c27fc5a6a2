import { type CareWish, placing, type PlacingFacts } from './placing.policy.js';
import type { Standing } from './stay.policy.js';

/** Tries wishes one after the other, each beside those that were taken before it; nothing is written. */
export class CareTrial {
  constructor(
    private readonly facts: PlacingFacts,
    private standing: readonly Standing[],
  ) {}

  fits(wish: CareWish): boolean {
    return 'seats' in placing(wish, this.facts, this.standing);
  }

  take(wish: CareWish): void {
    const found = placing(wish, this.facts, this.standing);
    if (!('seats' in found)) return;
    const { date, start, end } = wish;
    const seats = found.seats.map((seat) => ({
      ...seat,
      date,
      core: { start, end },
      for: wish.for,
      share: wish.share,
      placeId: null,
    }));
    this.standing = [...found.standing, ...seats];
  }
}
