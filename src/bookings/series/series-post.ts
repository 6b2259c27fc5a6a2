import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Venue } from '../../venues/venue.entity.js';
import { BookingRows } from '../booking-rows.js';
import type { Wanted } from '../booking.policy.js';
import { seriesLetter, type SeriesNews } from './series.letters.js';
import type { BookingSeries } from './series.entity.js';

export interface SeriesEvent {
  what: SeriesNews;
  series: Pick<BookingSeries, 'id' | 'memberId'>;
  venue: Venue;
  slots: readonly Wanted[];
  byStaff: boolean;
  reason?: string | null;
}

/** Tells a member in one mail what became of many bookings, in the transaction of the deed. Three statements. */
@Injectable()
export class SeriesPost {
  constructor(
    private readonly mailer: Mailer,
    private readonly rows: BookingRows,
  ) {}

  /** Nothing goes to an address that nobody has confirmed, nor to somebody who has left. */
  async tell(tx: EntityManager, { what, series, venue, slots, byStaff, reason }: SeriesEvent): Promise<void> {
    const member = await tx.findOneByOrFail(User, { id: series.memberId });
    if (!member.emailConfirmedAt || member.deactivatedAt) return;
    const resources = await this.rows.resources(tx, [...new Set(slots.flatMap(({ resourceIds }) => resourceIds))]);
    const told = slots.map(({ date, start, end, resourceIds }) => ({
      date,
      start,
      end,
      names: resources.filter(({ id }) => resourceIds.includes(id)).map(({ name }) => name),
    }));
    const letter = seriesLetter(what, byStaff, { id: series.id, venue, slots: told, reason: reason ?? undefined });
    await this.mailer.send(tx, { address: member.email, name: member.name, language: member.language }, letter);
  }
}
