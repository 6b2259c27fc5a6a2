import { Injectable } from '@nestjs/common';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { VenueDays } from '../../venues/venue-days.js';
import type { Venue } from '../../venues/venue.entity.js';
import { Booking } from '../booking.entity.js';
import { DeskQuery } from './desk.query.js';
import { type DeskFilter, deskPage } from './desk.view.js';

/** Reads the pages of the front desk. */
@Injectable()
export class DeskPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly query: DeskQuery,
  ) {}

  /** Three statements. @throws Refused `not_found` where no venue is open to the public on the date */
  async day(filter: DeskFilter): Promise<object> {
    const { venues, venue } = await this.venueOn(filter);
    const rows = await this.query.rows(venue.id, filter.date, filter.q);
    return deskPage({ filter, venues, venue, rows }, this.clock.now());
  }

  /** The venue asked for, else the first. One statement. @throws Refused `not_found` */
  async venueOn({ date, venueId }: DeskFilter): Promise<{ venues: Venue[]; venue: Venue }> {
    const venues = await this.venueDays.venuesOn(this.database.reader, date);
    const venue = venues.find(({ id }) => id === venueId) ?? venues[0];
    if (!venue) throw notFound();
    return { venues, venue };
  }

  /** What was done, with the name: two of the same minute are easily taken for each other. */
  async told(what: string, bookingId: number): Promise<Phrase> {
    const member = await this.database.reader
      .createQueryBuilder(User, 'member')
      .innerJoin(Booking, 'booking', 'booking.member_id = member.id')
      .where('booking.id = :bookingId', { bookingId })
      .getOneOrFail();
    return { key: `desk:done.${what}_named`, name: member.name };
  }
}
