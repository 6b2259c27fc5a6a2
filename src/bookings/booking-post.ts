import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../accounts/user.entity.js';
import { Mailer } from '../platform/mail/mailer.js';
import type { Venue } from '../venues/venue.entity.js';
import type { Booking } from './booking.entity.js';
import { bookingLetter, type BookingNews } from './booking.letters.js';
import { mendableUntil } from './mending.policy.js';

export interface News {
  what: BookingNews;
  booking: Booking;
  venue: Venue;
  resources: readonly { name: string }[];
  byStaff: boolean;
  reason?: string | null;
}

/** Tells a member by mail what became of her booking, in the transaction of the deed. */
@Injectable()
export class BookingPost {
  constructor(private readonly mailer: Mailer) {}

  /** Nothing goes to an address that nobody has confirmed, nor to somebody who has left. */
  async tell(tx: EntityManager, { what, booking, venue, resources, byStaff, reason }: News): Promise<void> {
    const member = await tx.findOneByOrFail(User, { id: booking.memberId });
    if (!member.emailConfirmedAt || member.deactivatedAt) return;
    const letter = bookingLetter(what, byStaff, {
      id: booking.id,
      date: booking.date,
      start: booking.startMinute,
      end: booking.endMinute,
      venue,
      resources: resources.map(({ name }) => name),
      reason: reason ?? undefined,
      mendable:
        booking.status === 'cancelled'
          ? undefined
          : { key: 'bookings:mendable.until', until: mendableUntil(booking, venue) },
    });
    await this.mailer.send(tx, { address: member.email, name: member.name, language: member.language }, letter);
  }
}
