import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recipient } from '../accounts/letters.js';
import { User } from '../accounts/user.entity.js';
import { Mailer } from '../platform/mail/mailer.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import type { Venue } from '../venues/venue.entity.js';
import type { Booking } from './booking.entity.js';
import { bookingLetter, type BookingNews } from './booking.letters.js';
import { invitation } from './calendar/invitation.js';
import { CheckInCodes } from './check-in/check-in-codes.js';
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
  constructor(
    private readonly mailer: Mailer,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly codes: CheckInCodes,
  ) {}

  /** Nothing goes to an address that nobody has confirmed, nor to somebody who has left. */
  async tell(tx: EntityManager, { what, booking, venue, resources, byStaff, reason }: News): Promise<void> {
    const member = await tx.findOneByOrFail(User, { id: booking.memberId });
    if (!member.emailConfirmedAt || member.deactivatedAt) return;
    const to = recipient(member);
    const { id, date, startMinute: start, endMinute: end } = booking;
    const told = { id, date, start, end, venue, resources: resources.map(({ name }) => name) };
    const letter = bookingLetter(what, byStaff, {
      ...told,
      fee: booking.status === 'booked' ? booking.fee : null,
      checkInCode: booking.status === 'booked' ? this.codes.codeOf(booking.id) : undefined,
      reason: reason ?? undefined,
      mendable:
        booking.status !== 'booked'
          ? undefined
          : { key: 'bookings:mendable.until', until: mendableUntil(booking, venue) },
    });
    const attachments = [invitation({ ...booking, ...told }, to, this.settings)];
    await this.mailer.send(tx, to, { ...letter, attachments });
  }
}
