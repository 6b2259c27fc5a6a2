import { groupBy } from '../platform/group-by.js';
import type { DateText } from '../platform/time.js';
import { barredBy, withoutBuffers } from './buffers.policy.js';
import { around, insideOf } from './nesting.policy.js';
import type { Occupancy } from './occupancy.entity.js';
import {
  closedHours,
  isActive,
  openingOf,
  type ClosedStretch,
  type ClosureFacts,
  type Opening,
  type VenueFacts,
} from './opening.policy.js';
import type { Resource } from './resource.entity.js';
import { subtract } from './stretches.policy.js';
import type { Stretch } from './venue-rules.js';
import type { Venue } from './venue.entity.js';

export interface DayResource extends Resource {
  /** When it could be used: opening hours without its closures and those of what it stands in. */
  open: Stretch[];
  /** When it, or something inside it, is in use. */
  used: Stretch[];
  /** When it can be used: open, and neither it nor anything inside it taken, its own buffers counted in. */
  free: Stretch[];
  /** Closures that touch it on the day. */
  closed: ClosedStretch[];
}

/** One venue on one date, with all that stands in it. */
export interface VenueDay {
  venue: Venue;
  date: DateText;
  opening: Opening;
  /** Those in use on the date, in the order of the house. */
  resources: DayResource[];
}

export type ResourceFacts = Pick<Resource, 'id' | 'parentId' | 'activeFrom' | 'activeUntil'>;

/** What decides when something is open. */
export interface Rules {
  venue: VenueFacts;
  closures: readonly ClosureFacts[];
  resources: readonly ResourceFacts[];
}

/** What stands in the timetable, as a plain row. */
export type StandingRow = Omit<Occupancy, 'id' | 'date'>;

export interface DayFacts {
  venue: Venue;
  closures: readonly ClosureFacts[];
  /** All of the venue, in the order of the house. */
  resources: readonly Resource[];
  /** Of the date. */
  occupancies: readonly StandingRow[];
  /** Leaves out all others. */
  only?: readonly number[];
}

/** Lays out the day: what is open, taken and free, for each resource (DESIGN §3). */
export function layOutDay(date: DateText, facts: DayFacts): VenueDay {
  const opening = openingOf(date, facts.venue, facts.closures);
  const takenBy = groupBy(facts.occupancies, ({ resourceId }) => resourceId);
  const resources = facts.resources
    .filter(({ id }) => !facts.only || facts.only.includes(id))
    .filter((resource) => isInUse(resource, date, facts.resources))
    .map((resource): DayResource => {
      const closed = closuresOf(resource, date, facts);
      const open = subtract(opening.stretches, closed);
      const things = [resource, ...insideOf(resource.id, facts.resources)];
      const taken = things
        .flatMap(({ id }) => takenBy.get(id) ?? [])
        .map(({ startMinute: start, endMinute: end, ...buffers }) => ({ start, end, ...buffers }));
      const used = taken.map((one) => withoutBuffers(one, one));
      const barred = taken.map((one) => barredBy(one, resource));
      return { ...resource, open, used, free: subtract(open, barred), closed };
    });
  return { venue: facts.venue, date, opening, resources };
}

/** What stands in something that is out of use is out of use. */
function isInUse(resource: ResourceFacts, date: DateText, all: readonly ResourceFacts[]): boolean {
  return isActive(resource, date) && around(resource, all).every((outer) => isActive(outer, date));
}

/** When the rules let a resource be used on a date, whoever has it: opening hours without closures; none out of use. */
export function openTo(resource: ResourceFacts, date: DateText, rules: Rules): Stretch[] {
  if (!isInUse(resource, date, rules.resources)) return [];
  return subtract(openingOf(date, rules.venue, rules.closures).stretches, closuresOf(resource, date, rules));
}

function closuresOf(resource: ResourceFacts, date: DateText, facts: Rules): ClosedStretch[] {
  const concerned = new Set([resource.id, ...around(resource, facts.resources).map(({ id }) => id)]);
  return facts.closures
    .filter(({ resourceId }) => resourceId !== null && concerned.has(resourceId))
    .flatMap((closure) => closedHours(date, closure));
}
