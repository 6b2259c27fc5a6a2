import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { invalid } from '../platform/errors.js';
import { type DateText, todayAt } from '../platform/time.js';
import { KeptHouses } from '../venues/kept-houses.js';
import { VenueDays } from '../venues/venue-days.js';
import type { Venue } from '../venues/venue.entity.js';
import { type Wanted, whyRefused } from './booking.policy.js';
import { BookingRows, type ChosenResource, type HeldBooking } from './booking-rows.js';
import { weekOf, whyOverLimit } from './limits.policy.js';
import { isSame } from './same-wish.policy.js';

/** A wish for resources, and for whom. */
export interface Wish extends Wanted {
  memberId: number;
  byStaff: boolean;
  /** Who grants at once what needs approval; none: it becomes a request. */
  approverId?: number;
  /** A manager lets the member have more than the limits say. */
  overLimits: boolean;
}

export interface Checked {
  venue: Venue;
  chosen: ChosenResource[];
  /** A booking of the member that is this very wish already: the form was sent twice. */
  twin?: HeldBooking;
}

/** Gathers the facts of a wish, in the transaction that decides it, and asks the rules. */
@Injectable()
export class BookingCheck {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly houses: KeptHouses,
    private readonly rows: BookingRows,
  ) {}

  /**
   * Locks, always in this order: the venue's rules stand still (shared: bookings do not wait for each other), and two use
   * cases of one member wait for each other, so that the limits are counted right.
   */
  async lock(tx: EntityManager, venueId: number, memberId: number): Promise<void> {
    await this.database.lock(tx, 'venue', venueId, 'shared');
    await this.database.lock(tx, 'member', memberId);
  }

  /**
   * The third lock: one after the other for each day, so that what is read then stays so until the end of the transaction.
   * The timetable alone would do, but two who collide there both wait until the database notices that they wait for each
   * other.
   */
  async lockDay(tx: EntityManager, venueId: number, date: DateText): Promise<void> {
    await this.lockDays(tx, venueId, [date]);
  }

  /** As `lockDay`, for many days in one statement. */
  async lockDays(tx: EntityManager, venueId: number, dates: readonly DateText[]): Promise<void> {
    await this.database.lockAll(
      tx,
      'booking-day',
      dates.map((date) => `${venueId}:${date}`),
    );
  }

  /** Of which venue the wish is. @throws Refused where nothing of it is there. */
  async venueOf(tx: EntityManager, wanted: Wanted): Promise<number> {
    if (wanted.resourceIds.length === 0) throw invalid('resourceIds', 'bookings.none_chosen');
    const [first] = await this.rows.resources(tx, wanted.resourceIds);
    if (!first) throw invalid('resourceIds', 'bookings.unknown_resource');
    return first.venueId;
  }

  /**
   * Checks a wish for a venue under its locks.
   * @param before the booking as it was, where it is being changed; it has let go of the timetable already.
   * @throws Refused whatever the rules say.
   */
  async check(tx: EntityManager, venueId: number, wish: Wish, before?: HeldBooking): Promise<Checked> {
    const now = this.clock.now();
    const { venue, resources, closures, everywhere } = await this.houses.within(tx, venueId, wish.date);
    const chosen = everywhere.filter(({ id }) => wish.resourceIds.includes(id));
    const from = [todayAt(now), weekOf(wish.date)[0]].toSorted()[0]!;
    const held = await this.rows.heldBy(tx, { memberId: wish.memberId, venueId }, from);
    const twin = before ? undefined : held.find((one) => isSame(one, wish));
    if (twin) return { venue, chosen, twin };

    await this.lockDay(tx, venueId, wish.date);
    const day = await this.venueDays.day(tx, venue, wish.date, { resources, closures, only: wish.resourceIds });
    const approved = wish.approverId !== undefined || (before !== undefined && isSame(before, wish));
    const refused = whyRefused(wish, { now, day, chosen, byStaff: wish.byStaff, approved, before });
    if (refused) throw refused;
    if (!wish.overLimits) {
      const others = held.filter(({ id }) => id !== before?.id);
      const use = { ...wish, kinds: chosen.map(({ kind }) => kind) };
      const over = whyOverLimit(use, { now, limits: venue.bookingLimits, others, before });
      if (over) throw over;
    }
    return { venue, chosen };
  }
}
