import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CareArrivals } from '../../childcare/day/arrivals.js';
import { Clock } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { type DateText, todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Resource, ResourceKind } from '../../venues/resource.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingCheck } from '../booking-check.js';
import { BookingRows, type HeldBooking } from '../booking-rows.js';
import { isManaging, whyNotTouched } from '../booking-who.policy.js';
import { type Booking, isStanding } from '../booking.entity.js';
import type { Fee } from '../fees/fee.policy.js';
import { whyNotMended } from '../mending.policy.js';
import { meant, type Scope, whyNoScope } from './scope.policy.js';
import { type BookingHeld, SeriesRows } from './series-rows.js';
import { BookingSeries } from './series.entity.js';

/** A booking of a series with what it holds. */
export interface SeriesHeld extends HeldBooking {
  occurrence: DateText;
  fee: Fee | null;
  careCount: number;
  /** Who is looked after meanwhile. */
  childIds: number[];
}

/** What a scope comes to. */
export interface ScopedSeries {
  series: BookingSeries;
  venue: Venue;
  /** Can be changed and cancelled. */
  mendable: SeriesHeld[];
  /** Booked and meant, but over or past the deadline: these stay. */
  staying: Booking[];
  /** Another one, when any booking of the series was added, changed or cancelled. */
  stamp: string;
}

/** What is at hand already. */
interface Given {
  venue?: Venue;
  /** All of the venue. */
  resources?: readonly Resource[];
}

/** Reads which bookings of a series are meant, and which of them can still be mended. */
@Injectable()
export class SeriesHolds {
  constructor(
    private readonly clock: Clock,
    private readonly arrivals: CareArrivals,
    private readonly check: BookingCheck,
    private readonly bookingRows: BookingRows,
    private readonly rows: SeriesRows,
  ) {}

  /** Under the locks of the venue and the member. @throws Refused for those who may not touch it */
  async locked(
    tx: EntityManager,
    viewer: Viewer,
    id: number,
    scope: Scope,
    reason: string | null,
  ): Promise<ScopedSeries> {
    const seen = await tx.findOneBy(BookingSeries, { id });
    if (!seen) throw notFound();
    const barred = whyNotTouched(viewer, seen, reason) ?? whyNoScope(scope);
    if (barred) throw barred;
    await this.check.lock(tx, seen.venueId, seen.memberId);
    return this.read(tx, viewer, await tx.findOneByOrFail(BookingSeries, { id }), scope);
  }

  /** Three statements, one less for each thing that is at hand. */
  async read(
    manager: EntityManager,
    viewer: Viewer,
    series: BookingSeries,
    scope: Scope,
    given: Given = {},
  ): Promise<ScopedSeries> {
    const venue = given.venue ?? (await manager.findOneByOrFail(Venue, { id: series.venueId }));
    const all = await this.rows.bookingsHeld(manager, series.id);
    const booked = meant(scope, all.filter(isStanding));
    const facts = { now: this.clock.now(), rules: venue, byStaff: isManaging(viewer, series) };
    const today = todayAt(this.clock.now());
    const cared = booked.filter(({ date, childIds }) => date === today && childIds.length > 0);
    // Whose child is in the house, waits until she is handed over.
    const inside = await this.arrivals.inside(
      manager,
      cared.map(({ id }) => ({ kind: 'booking', id })),
    );
    const isInside = ({ id }: Booking): boolean => inside.some(({ forId }) => forId === id);
    const mendable = booked.filter((one) => !whyNotMended(one, facts) && !isInside(one));
    const ids = [...new Set(mendable.flatMap(({ resourceIds }) => resourceIds))];
    const things = given.resources ?? (await this.bookingRows.resources(manager, ids));
    const kinds = new Map(things.map(({ id, kind }) => [id, kind]));
    return {
      series,
      venue,
      mendable: mendable.map((one) => heldOf(one, kinds)),
      staying: booked.filter((one) => !mendable.includes(one)),
      stamp: `${all.length}.${all.reduce((sum, { revision }) => sum + revision, 0)}`,
    };
  }
}

function heldOf(
  { id, date, startMinute: start, endMinute: end, occurrenceDate, fee, careCount, resourceIds, childIds }: BookingHeld,
  kinds: ReadonlyMap<number, ResourceKind>,
): SeriesHeld {
  const of = resourceIds.map((one) => kinds.get(one)!);
  return { id, date, start, end, resourceIds, kinds: of, occurrence: occurrenceDate ?? date, fee, careCount, childIds };
}
