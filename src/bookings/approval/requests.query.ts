import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { forSql, fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import type { Moment, Slot } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { resourceNames } from '../booking-lists.js';
import { Booking } from '../booking.entity.js';

/** A request that waits for an answer. */
export interface RequestRow extends Slot {
  id: number;
  seriesId: number | null;
  venueName: string;
  memberName: string;
  memberKana: string;
  purpose: string | null;
  requestedAt: Moment;
  lapsesAt: Moment;
  names: string[];
}

/** Requests that can still be answered. */
@Injectable()
export class RequestsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One statement. */
  count(): Promise<number> {
    return this.open().getCount();
  }

  /** The one that lapses first comes first. Two statements. @param seriesId none: all of the house */
  async list(seriesId?: number): Promise<RequestRow[]> {
    const query = this.open()
      .innerJoin(User, 'member', 'member.id = booking.member_id')
      .innerJoin(Venue, 'venue', 'venue.id = booking.venue_id')
      .select('booking.id', 'id')
      .addSelect('booking.series_id', 'seriesId')
      .addSelect('booking.date', 'date')
      .addSelect('booking.start_minute', 'start')
      .addSelect('booking.end_minute', 'end')
      .addSelect('booking.purpose', 'purpose')
      .addSelect('booking.requested_at', 'requestedAt')
      .addSelect('booking.lapses_at', 'lapsesAt')
      .addSelect('venue.name', 'venueName')
      .addSelect('member.name', 'memberName')
      .addSelect('member.kana', 'memberKana')
      .orderBy('booking.lapses_at')
      .addOrderBy('booking.date')
      .addOrderBy('booking.id');
    if (seriesId !== undefined) query.andWhere('booking.series_id = :seriesId', { seriesId });
    const raw = await query.getRawMany<Raw<Omit<RequestRow, 'names'>>>();
    const names = await resourceNames(
      this.database.reader,
      raw.map(({ id }) => id),
    );
    return raw.map((row) => ({
      ...row,
      requestedAt: fromSql(row.requestedAt),
      lapsesAt: fromSql(row.lapsesAt),
      names: names.get(row.id) ?? [],
    }));
  }

  private open(): SelectQueryBuilder<Booking> {
    return this.database.reader
      .createQueryBuilder(Booking, 'booking')
      .where("booking.status = 'requested' AND booking.lapses_at > :now", { now: forSql(this.clock.now()) });
  }
}
