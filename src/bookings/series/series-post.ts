import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import type { Slot } from '../../platform/time.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Venue } from '../../venues/venue.entity.js';
import { ManagersPost } from '../approval/managers-post.js';
import { BookingRows } from '../booking-rows.js';
import type { Wanted } from '../booking.policy.js';
import type { Fee } from '../fees/fee.policy.js';
import type { Stood } from './series-rows.js';
import { isRequest } from './series-standing.js';
import { seriesLetter, type SeriesNews } from './series.letters.js';
import type { BookingSeries } from './series.entity.js';

type Priced = Wanted & { fee?: Fee | null };

export interface SeriesEvent {
  what: SeriesNews;
  series: Pick<BookingSeries, 'id' | 'memberId'>;
  venue: Venue;
  slots: readonly Priced[];
  byStaff: boolean;
  reason?: string | null;
}

/** Nothing is owed any more. */
const ENDS = new Set<SeriesNews>(['cancelled', 'refused', 'lapsed']);

/** Tells a member in one mail what became of many bookings, in the transaction of the deed. Three statements. */
@Injectable()
export class SeriesPost {
  constructor(
    private readonly mailer: Mailer,
    private readonly rows: BookingRows,
    private readonly managers: ManagersPost,
  ) {}

  /** What was made or moved, in one mail; what of it waits for approval, in one of its own, and in one to each manager. */
  async tellStanding(
    tx: EntityManager,
    what: 'booked' | 'changed',
    { slots, ids, ...event }: Omit<SeriesEvent, 'what' | 'slots'> & { slots: readonly Stood[]; ids: readonly number[] },
  ): Promise<void> {
    const standing = slots.filter((one) => !isRequest(one));
    const asked = slots.filter(isRequest);
    if (standing.length > 0) await this.tell(tx, { ...event, what, slots: standing });
    if (asked.length === 0) return;
    await this.tell(tx, { ...event, what: 'requested', slots: asked });
    const member = await tx.findOneByOrFail(User, { id: event.series.memberId });
    const lapses = asked.flatMap(({ standing: { lapsesAt } }) => lapsesAt ?? []);
    await this.managers.tell(tx, member, {
      id: ids[slots.indexOf(asked[0]!)]!,
      venue: event.venue,
      slots: await this.named(tx, asked),
      lapsesAt: lapses.reduce((a, b) => (a.epochMilliseconds <= b.epochMilliseconds ? a : b)),
    });
  }

  /** Nothing goes to an address that nobody has confirmed, nor to somebody who has left. */
  async tell(tx: EntityManager, { what, series, venue, slots, byStaff, reason }: SeriesEvent): Promise<void> {
    const member = await tx.findOneByOrFail(User, { id: series.memberId });
    if (!member.emailConfirmedAt || member.deactivatedAt) return;
    const letter = seriesLetter(what, byStaff, {
      id: series.id,
      venue,
      slots: await this.named(tx, slots),
      total: ENDS.has(what) ? undefined : totalOf(slots),
      reason: reason ?? undefined,
    });
    await this.mailer.send(tx, { address: member.email, name: member.name, language: member.language }, letter);
  }

  private async named(tx: EntityManager, slots: readonly Wanted[]): Promise<(Slot & { names: string[] })[]> {
    const resources = await this.rows.resources(tx, [...new Set(slots.flatMap(({ resourceIds }) => resourceIds))]);
    return slots.map(({ date, start, end, resourceIds }) => ({
      date,
      start,
      end,
      names: resources.filter(({ id }) => resourceIds.includes(id)).map(({ name }) => name),
    }));
  }
}

function totalOf(slots: readonly Priced[]): number | undefined {
  const amounts = slots.flatMap(({ fee }) => fee?.amount ?? []);
  return amounts.length > 0 ? amounts.reduce((sum, amount) => sum + amount, 0) : undefined;
}
