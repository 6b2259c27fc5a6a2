import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { User } from '../../accounts/user.entity.js';
import type { Slot } from '../../platform/time.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import type { Venue } from '../../venues/venue.entity.js';
import { ManagersPost } from '../approval/managers-post.js';
import { BookingRows } from '../booking-rows.js';
import { Booking } from '../booking.entity.js';
import { invitations } from '../calendar/invitation.js';
import type { Wanted } from '../booking.policy.js';
import type { Fee } from '../fees/fee.policy.js';
import type { Stood } from './series-rows.js';
import { isRequest } from './series-standing.js';
import { seriesLetter, type SeriesNews } from './series.letters.js';
import type { BookingSeries } from './series.entity.js';

/** One of the bookings that are told about. */
type Told = Wanted & { id: number; fee?: Fee | null };

export interface SeriesEvent {
  what: SeriesNews;
  series: Pick<BookingSeries, 'id' | 'memberId'>;
  venue: Venue;
  slots: readonly Told[];
  byStaff: boolean;
  reason?: string | null;
}

/** Nothing is owed any more. */
const ENDS = new Set<SeriesNews>(['cancelled', 'refused', 'lapsed']);

/** Tells a member in one mail what became of many bookings, in the transaction of the deed. Four statements. */
@Injectable()
export class SeriesPost {
  constructor(
    private readonly mailer: Mailer,
    private readonly rows: BookingRows,
    private readonly managers: ManagersPost,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** What was made or moved, in one mail; what of it waits for approval, in one of its own, and in one to each manager. */
  async tellStanding(
    tx: EntityManager,
    what: 'booked' | 'changed',
    event: Omit<SeriesEvent, 'what' | 'slots'> & { slots: readonly Stood[]; ids: readonly number[] },
  ): Promise<void> {
    const slots = event.slots.map((one, at) => ({ ...one, id: event.ids[at]! }));
    const standing = slots.filter((one) => !isRequest(one));
    const asked = slots.filter(isRequest);
    if (standing.length > 0) await this.tell(tx, { ...event, what, slots: standing });
    if (asked.length === 0) return;
    await this.tell(tx, { ...event, what: 'requested', slots: asked });
    const member = await tx.findOneByOrFail(User, { id: event.series.memberId });
    const lapses = asked.flatMap(({ standing: { lapsesAt } }) => lapsesAt ?? []);
    await this.managers.tell(tx, member, {
      id: asked[0]!.id,
      venue: event.venue,
      slots: await this.named(tx, asked, await this.bookings(tx, asked)),
      lapsesAt: lapses.reduce((a, b) => (a.epochMilliseconds <= b.epochMilliseconds ? a : b)),
    });
  }

  /** Nothing goes to an address that nobody has confirmed, nor to somebody who has left. */
  async tell(tx: EntityManager, { what, series, venue, slots, byStaff, reason }: SeriesEvent): Promise<void> {
    const member = await tx.findOneByOrFail(User, { id: series.memberId });
    if (!member.emailConfirmedAt || member.deactivatedAt) return;
    const to = recipient(member);
    const bookings = await this.bookings(tx, slots);
    const told = await this.named(tx, slots, bookings);
    const letter = seriesLetter(what, byStaff, {
      id: series.id,
      venue,
      slots: told,
      total: ENDS.has(what) ? undefined : totalOf(slots),
      reason: reason ?? undefined,
    });
    const namesOf = new Map(slots.map(({ id }, at) => [id, told[at]!.names]));
    const facts = bookings.map((booking) => {
      const { id, startMinute: start, endMinute: end } = booking;
      return { ...booking, start, end, venue, resources: namesOf.get(id)! };
    });
    const attachments = [invitations(facts, to, this.settings, series.id)];
    await this.mailer.send(tx, to, { ...letter, attachments });
  }

  private bookings(tx: EntityManager, slots: readonly Told[]): Promise<Booking[]> {
    return tx.find(Booking, { where: { id: In(slots.map(({ id }) => id)) }, order: { date: 'ASC', id: 'ASC' } });
  }

  private async named(
    tx: EntityManager,
    slots: readonly Told[],
    bookings: readonly Booking[],
  ): Promise<(Slot & { names: string[]; careCount?: number })[]> {
    const cared = new Map(bookings.map(({ id, careCount }) => [id, careCount]));
    const resources = await this.rows.resources(tx, [...new Set(slots.flatMap(({ resourceIds }) => resourceIds))]);
    return slots.map(({ id, date, start, end, resourceIds }) => ({
      date,
      start,
      end,
      careCount: cared.get(id),
      names: resources.filter(({ id }) => resourceIds.includes(id)).map(({ name }) => name),
    }));
  }
}

function totalOf(slots: readonly Told[]): number | undefined {
  const amounts = slots.flatMap(({ fee }) => fee?.amount ?? []);
  return amounts.length > 0 ? amounts.reduce((sum, amount) => sum + amount, 0) : undefined;
}
