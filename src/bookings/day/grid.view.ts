import { groupBy } from '../../platform/group-by.js';
import { DAY_MINUTES, type Minute, weekdayOf } from '../../platform/time.js';
import { around } from '../../venues/nesting.policy.js';
import { type Attribute, type BookableBy, RESOURCE_KINDS, type ResourceKind } from '../../venues/resource.entity.js';
import { subtract } from '../../venues/stretches.policy.js';
import type { DayResource, VenueDay } from '../../venues/venue-day.policy.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { clip, onGrid, paint, type Run } from './runs.js';

/**
 * The timetable of a day as everybody sees it who may book the same things: nothing in it depends on who looks. So it
 * can be kept per venue, date, audience and first start, until something of the day changes; what this viewer may know
 * beyond it is laid over, row by row (overlay.view.ts).
 */
export interface Grid extends Stretch {
  /** Bookings start and end on this grid. */
  slot: Minute;
  /** The width of a column: the longest step that all boundaries of the day stand on. */
  unit: Minute;
  groups: GridGroup[];
}

export interface GridGroup {
  kind: ResourceKind;
  /** The room in which they stand. */
  room?: string;
  /** What all of them have. */
  attributes: readonly Attribute[];
  rows: GridRow[];
  /** How many there are, before anything was filtered out. */
  total: number;
}

export interface GridRow {
  id: number;
  name: string;
  kind: ResourceKind;
  attributes: readonly Attribute[];
  needsApproval: boolean;
  /** Without gaps from the grid's start to its end. */
  runs: Run[];
}

export interface GridFacts {
  day: VenueDay;
  /** Who may book what is shown. */
  bookableBy: readonly BookableBy[];
  /** Nothing before this minute can be booked any more: 0 on days to come, 1440 on days gone by. */
  firstStart: Minute;
}

/** @returns nothing for a day on which the venue is shut. */
export function gridOf({ day, bookableBy, firstStart }: GridFacts): Grid | undefined {
  const extent = extentOf(day);
  if (!extent) return undefined;
  const shown = day.resources.filter((resource) => bookableBy.includes(resource.bookableBy));
  const roomOf = (resource: DayResource): string | undefined =>
    around(resource, day.resources).find(({ kind }) => kind === 'room')?.name;
  const groups = [...groupBy(shown, (one) => `${one.kind} ${roomOf(one) ?? ''}`).values()].map((of): GridGroup => ({
    kind: of[0]!.kind,
    room: roomOf(of[0]!),
    total: of.length,
    attributes: of[0]!.attributes.filter((one) => of.every(({ attributes }) => attributes.includes(one))),
    rows: of.map((resource) => {
      const { id, name, kind, attributes, needsApproval } = resource;
      return { id, name, kind, attributes, needsApproval, runs: runsOf(resource, day, extent, firstStart) };
    }),
  }));
  const place = ({ kind }: GridGroup): number => RESOURCE_KINDS.indexOf(kind);
  return {
    ...extent,
    slot: day.venue.slotMinutes,
    unit: unitOf(day, groups),
    groups: groups.toSorted((a, b) => place(a) - place(b)),
  };
}

/** From the first to the last hour of the weekday, also where a closure shuts part of it. */
function extentOf({ date, venue, opening }: VenueDay): Stretch | undefined {
  if (opening.stretches.length === 0) return undefined;
  const weekday = weekdayOf(date);
  const hours = [...venue.openingHours.filter((one) => one.weekday === weekday), ...opening.stretches];
  return { start: Math.min(...hours.map(({ start }) => start)), end: Math.max(...hours.map(({ end }) => end)) };
}

function runsOf(resource: DayResource, day: VenueDay, extent: Stretch, firstStart: Minute): Run[] {
  const free = resource.free
    .map((one) => clip(one, { start: firstStart, end: DAY_MINUTES }))
    .map((one) => one && onGrid(one, day.venue.slotMinutes))
    .filter((one) => one !== undefined);
  const shut = subtract([extent], resource.open);
  const reasons = [...day.opening.partly, ...resource.closed].flatMap((closure) =>
    shut.map((hours) => clip({ ...closure, state: 'closed' as const }, hours)).filter((run) => run !== undefined),
  );
  return paint(
    [{ ...extent, state: 'taken' }],
    [
      ...keptOf(resource).map((one): Run => ({ ...one, state: 'buffer' })),
      ...shut.map((one): Run => ({ ...one, state: 'closed' })),
      ...reasons,
      { start: 0, end: firstStart, state: 'past' },
      ...free.map((one): Run => ({ ...one, state: 'free' })),
    ],
  );
}

/** Neither in use nor to be had. Where there is any such time, what is left off the grid beside it counts with it. */
function keptOf({ open, used, free }: DayResource): Stretch[] {
  const unused = subtract(open, used);
  return subtract(unused, free).length > 0 ? unused : [];
}

/** What is taken counts with all its boundaries: the rows only show where it begins and ends as a whole. */
function unitOf(day: VenueDay, groups: readonly GridGroup[]): Minute {
  const runs = groups.flatMap(({ rows }) => rows.flatMap((row) => row.runs));
  const stretches: Stretch[] = [...runs, ...day.resources.flatMap(({ used }) => used)];
  const boundaries = new Set(stretches.flatMap(({ start, end }) => [start, end]));
  return [...boundaries].reduce(commonDivisor, Math.min(day.venue.slotMinutes, 60));
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
