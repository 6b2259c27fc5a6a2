import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Venue } from '../../venues/venue.entity.js';
import { BookingPost } from '../booking-post.js';
import { BookingRows } from '../booking-rows.js';
import type { Booking, Decision } from '../booking.entity.js';
import { SeriesPost } from '../series/series-post.js';

/** Requests of one member that had the same answer; at least one, and several only of one series. */
export interface Answered {
  venue: Venue;
  bookings: { booking: Booking; resourceIds: readonly number[] }[];
}

/** Tells the member the answer: one mail, also for a whole series. */
@Injectable()
export class AnswerPost {
  constructor(
    private readonly rows: BookingRows,
    private readonly one: BookingPost,
    private readonly many: SeriesPost,
  ) {}

  async tell(tx: EntityManager, what: Decision, { venue, bookings }: Answered, reason: string | null): Promise<void> {
    const [{ booking, resourceIds }] = bookings as [Answered['bookings'][number]];
    const news = { what, venue, byStaff: true, reason };
    if (bookings.length === 1 || booking.seriesId === null) {
      await this.one.tell(tx, { ...news, booking, resources: await this.rows.resources(tx, resourceIds) });
      return;
    }
    const slots = bookings.map(
      ({ booking: { id, date, startMinute: start, endMinute: end, fee }, resourceIds: held }) => {
        return { id, date, start, end, fee, resourceIds: held };
      },
    );
    await this.many.tell(tx, { ...news, series: { id: booking.seriesId, memberId: booking.memberId }, slots });
  }
}
