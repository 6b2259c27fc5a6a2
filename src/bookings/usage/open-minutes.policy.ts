import type { DateText } from '../../platform/time.js';
import { groupBy } from '../../platform/group-by.js';
import { closedHours, type ClosureFacts, isActive, openingOf, type VenueFacts } from '../../venues/opening.policy.js';
import type { Resource, ResourceKind } from '../../venues/resource.entity.js';
import { subtract } from '../../venues/stretches.policy.js';
import type { Stretch } from '../../venues/venue-rules.js';

export type Thing = Pick<Resource, 'id' | 'parentId' | 'kind' | 'bookableBy' | 'activeFrom' | 'activeUntil'>;

export interface VenueOnDays {
  venue: VenueFacts;
  closures: readonly ClosureFacts[];
  things: readonly Thing[];
}

/** How long all things of each kind together could be used on these dates: opening hours without closures, of what is in use and can be booked. */
export function openMinutes(
  { venue, closures, things }: VenueOnDays,
  dates: readonly DateText[],
): Map<ResourceKind, number> {
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  const closuresOf = groupBy(closures, ({ resourceId }) => resourceId);
  const bookable = things
    .filter(({ bookableBy }) => bookableBy !== 'nobody')
    .map((thing) => ({ kind: thing.kind, standsIn: chain(thing, byId) }));
  const minutes = new Map<ResourceKind, number>();
  for (const date of dates) {
    const { stretches } = openingOf(date, venue, closures);
    if (stretches.length === 0) continue;
    for (const { kind, standsIn } of bookable) {
      if (!standsIn.every((one) => isActive(one, date))) continue;
      const shut = standsIn.flatMap(({ id }) => (closuresOf.get(id) ?? []).flatMap((one) => closedHours(date, one)));
      minutes.set(kind, (minutes.get(kind) ?? 0) + lengthOf(shut.length > 0 ? subtract(stretches, shut) : stretches));
    }
  }
  return minutes;
}

/** The thing and what it stands in. */
function chain(thing: Thing, byId: ReadonlyMap<number, Thing>): Thing[] {
  const found = [thing];
  for (let outer = byId.get(thing.parentId ?? 0); outer; outer = byId.get(outer.parentId ?? 0)) found.push(outer);
  return found;
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { start, end }) => sum + end - start, 0);
}
