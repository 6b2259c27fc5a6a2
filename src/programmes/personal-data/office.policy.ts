/** What the audit trail tells of the officers of a city. Times are milliseconds since 1970. */
export interface OfficersChanged {
  cityId: number;
  at: number;
  /** None: the city is new. */
  before: readonly number[];
  after: readonly number[];
}

/**
 * The cities for which somebody worked at any time between two moments. In doubt she did: who was an officer before the trail
 * began stands in none of its entries as having become one.
 * @param held those for which she works today, with since when @param changes in the order of time
 */
export function citiesBetween(
  userId: number,
  held: readonly { cityId: number; since: number }[],
  changes: readonly OfficersChanged[],
  from: number,
  to: number,
): Set<number> {
  const cities = new Set(held.filter(({ since }) => since <= to).map(({ cityId }) => cityId));
  const began = new Map<number, number>();
  for (const { cityId, at, before, after } of changes) {
    const [was, is] = [before.includes(userId), after.includes(userId)];
    if (!was && is) began.set(cityId, at);
    if (was && !is && at >= from && (began.get(cityId) ?? -Infinity) <= to) cities.add(cityId);
  }
  return cities;
}
