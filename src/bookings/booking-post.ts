import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recipient } from '../accounts/letters.js';
import { User } from '../accounts/user.entity.js';
import { Mailer } from '../platform/mail/mailer.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import type { Venue } from '../venues/venue.entity.js';
import { askedOf } from './approval/approval.letters.js';
import { ManagersPost } from './approval/managers-post.js';
import { type Booking, isStanding } from './booking.entity.js';
import { bookingLetter, type BookingNews } from './booking.letters.js';
import { invitation } from './calendar/invitation.js';
import { CheckInCodes } from './check-in/check-in-codes.js';
import { counts } from './fees/fee.policy.js';
import { mendableUntil } from './mending.policy.js';

export interface News {
  what: BookingNews;
  booking: Booking;
  venue: Venue;
  resources: readonly { name: string }[];
  byStaff: boolean;
  reason?: string | null;
  /** None: she is looked up. */
  member?: Addressee;
}

/** A member, as far as a letter needs to know her. Of the moments only whether they are there. */
export type Addressee = Pick<User, 'id' | 'email' | 'name' | 'language'> &
  Record<'emailConfirmedAt' | 'deactivatedAt', unknown>;

/** Of the member. */
const TOLD = {
  id: true,
  email: true,
  name: true,
  language: true,
  emailConfirmedAt: true,
  deactivatedAt: true,
} as const;

/** Tells a member by mail what became of her booking, and the managers of what waits for their answer, in the transaction of the deed. */
@Injectable()
export class BookingPost {
  constructor(
    private readonly mailer: Mailer,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly codes: CheckInCodes,
    private readonly managers: ManagersPost,
  ) {}

  /** Nothing goes to an address that nobody has confirmed, nor to somebody who has left. */
  async tell(tx: EntityManager, news: News): Promise<void> {
    const { what, booking, venue, resources, byStaff, reason } = news;
    const member = news.member ?? (await tx.findOneOrFail(User, { select: TOLD, where: { id: booking.memberId } }));
    if (what === 'requested') await this.managers.tell(tx, member, askedOf(booking, venue, resources));
    if (!member.emailConfirmedAt || member.deactivatedAt) return;
    const to = recipient(member);
    const { id, date, startMinute: start, endMinute: end } = booking;
    const { careCount } = booking;
    const told = { id, date, start, end, venue, careCount, resources: resources.map(({ name }) => name) };
    const letter = bookingLetter(what, byStaff, {
      ...told,
      fee: counts(booking) ? booking.fee : null,
      checkInCode: booking.status === 'booked' ? this.codes.codeOf(booking.id) : undefined,
      reason: reason ?? undefined,
      lapsesAt: booking.status === 'requested' ? booking.lapsesAt : null,
      mendable: isStanding(booking)
        ? { key: 'bookings:mendable.until', until: mendableUntil(booking, venue) }
        : undefined,
    });
    const attachments = [invitation({ ...booking, ...told }, to, this.settings)];
    await this.mailer.send(tx, to, { ...letter, attachments });
  }
}
