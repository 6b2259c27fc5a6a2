import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ReleasedBy } from '../childcare/places/care-place-rows.js';
import { CarePlaces } from '../childcare/places/care-places.js';
import { Freed } from '../venues/freed.js';
import { Timetable } from '../venues/timetable.js';
import { BookingCheck } from './booking-check.js';
import type { Wanted } from './booking.policy.js';

/** A booking with what it holds: things in the timetable, and childcare for so many. */
export interface Holding extends Wanted {
  id: number;
  careCount: number;
}

/** Where a booking stops holding what it holds, whatever ends it. */
@Injectable()
export class BookingHolds {
  constructor(
    private readonly timetable: Timetable,
    private readonly freed: Freed,
    private readonly places: CarePlaces,
    private readonly check: BookingCheck,
  ) {}

  /**
   * Gives all of it free, and tells those who wait. Called after the bookings were written as ended, under the locks of
   * the venue and the member. Statements do not grow with the bookings; those without childcare cost none for it.
   */
  async letGo(tx: EntityManager, venueId: number, bookings: readonly Holding[], by: ReleasedBy): Promise<void> {
    const cared = bookings.filter(({ careCount }) => careCount > 0);
    const dates = bookings.map(({ date }) => date);
    if (cared.length > 0) await this.check.lockDays(tx, venueId, dates);
    const ids = bookings.map(({ id }) => id);
    await this.timetable.releaseAll(tx, 'booking', ids);
    const sources = cared.map(({ id }) => ({ kind: 'booking', id }));
    if (sources.length > 0) await this.places.releaseAll(tx, sources, by);
    const places = bookings.map(({ date, start, end, resourceIds }) => ({ venueId, date, start, end, resourceIds }));
    await this.freed.tell(tx, ...places);
  }
}
