import { Injectable } from '@nestjs/common';
import { searchPattern } from '../../accounts/search-text.js';
import { User } from '../../accounts/user.entity.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';
import { resourceNames } from '../booking-lists.js';
import { Booking, careCountSql } from '../booking.entity.js';
import { DeskNote } from './desk-note.entity.js';

/** One booking of a day, as the front desk sees it. */
export interface DeskRow {
  id: number;
  memberId: number;
  name: string;
  kana: string;
  startMinute: Minute;
  endMinute: Minute;
  status: Booking['status'];
  checkedInAt: Moment | null;
  noShowAt: Moment | null;
  /** Children looked after meanwhile. */
  careCount: number;
  names: string[];
  note: string | null;
}

/** What was booked of a venue for a day, cancelled left out, by time. Two statements, however many. */
@Injectable()
export class DeskQuery {
  constructor(private readonly database: Database) {}

  async rows(venueId: number, date: DateText, q?: string): Promise<DeskRow[]> {
    const query = this.database.reader
      .createQueryBuilder(Booking, 'booking')
      .innerJoin(User, 'member', 'member.id = booking.member_id')
      .leftJoin(DeskNote, 'note', 'note.member_id = booking.member_id')
      .select('booking.id', 'id')
      .addSelect('booking.member_id', 'memberId')
      .addSelect('booking.start_minute', 'startMinute')
      .addSelect('booking.end_minute', 'endMinute')
      .addSelect('booking.status', 'status')
      .addSelect('booking.checked_in_at', 'checkedInAt')
      .addSelect('booking.no_show_at', 'noShowAt')
      .addSelect(careCountSql('booking'), 'careCount')
      .addSelect('member.name', 'name')
      .addSelect('member.kana', 'kana')
      .addSelect('note.text', 'note')
      .where(
        "booking.venue_id = :venueId AND booking.date = :date AND booking.status IN ('requested', 'booked', 'no_show')",
        {
          venueId,
          date,
        },
      )
      .orderBy('booking.start_minute')
      .addOrderBy('member.kana')
      .addOrderBy('booking.id');
    if (q !== undefined) query.andWhere("member.search_text LIKE :pattern ESCAPE '!'", { pattern: searchPattern(q) });
    const raw = await query.getRawMany<Raw<Omit<DeskRow, 'names'>>>();
    const names = await resourceNames(
      this.database.reader,
      raw.map(({ id }) => id),
    );
    return raw.map((row) => ({
      ...row,
      checkedInAt: fromSql(row.checkedInAt),
      noShowAt: fromSql(row.noShowAt),
      names: names.get(row.id) ?? [],
    }));
  }
}
