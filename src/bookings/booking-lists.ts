import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { searchPattern } from '../accounts/search-text.js';
import { User } from '../accounts/user.entity.js';
import { Clock } from '../platform/clock.js';
import { ask, places } from '../platform/database/ask.js';
import { Database } from '../platform/database/database.js';
import { type Question, question } from '../platform/database/question.js';
import { groupBy } from '../platform/group-by.js';
import { remember } from '../platform/remember.js';
import { minuteAt, todayAt, type DateText } from '../platform/time.js';
import { Venue } from '../venues/venue.entity.js';
import { Booking, careCountSql, STANDING } from './booking.entity.js';

/** One line of a list. */
export interface BookingRow {
  id: number;
  date: DateText;
  startMinute: number;
  endMinute: number;
  status: Booking['status'];
  decision: Booking['decision'];
  venueName: string;
  /** Children looked after meanwhile. */
  careCount: number;
  names: string[];
  /** Only in lists of the staff. */
  member?: { id: number; name: string; kana: string };
}

export interface BookingFilter {
  venueId?: number;
  /** All of this day; with a search or a member: from this day on. */
  date: DateText;
  /** Name, kana or e-mail. */
  q?: string;
  memberId?: number;
}

interface RawRow extends Omit<BookingRow, 'names' | 'member'> {
  memberId?: number;
  memberName?: string;
  memberKana?: string;
}

export interface Slice {
  rows: BookingRow[];
  /** There are more after these. */
  more: boolean;
}

function rows(manager: EntityManager): SelectQueryBuilder<Booking> {
  return manager
    .createQueryBuilder(Booking, 'booking')
    .innerJoin(Venue, 'venue', 'venue.id = booking.venue_id')
    .select('booking.id', 'id')
    .addSelect('booking.date', 'date')
    .addSelect('booking.start_minute', 'startMinute')
    .addSelect('booking.end_minute', 'endMinute')
    .addSelect('booking.status', 'status')
    .addSelect('booking.decision', 'decision')
    .addSelect(careCountSql('booking'), 'careCount')
    .addSelect('venue.name', 'venueName');
}

interface Coming {
  memberId: number;
  today: DateText;
  minute: number;
  standing: typeof STANDING;
}

const comings = remember<Question<RawRow, Coming>>(10);

/** Each length of list is a statement of its own: no value stands for a limit. */
const coming = (most: number): Question<RawRow, Coming> =>
  comings(String(most), () =>
    question((manager) =>
      rows(manager)
        .where('booking.member_id = :memberId AND booking.status IN (:...standing) AND booking.date >= :today')
        .andWhere('(booking.date > :today OR booking.end_minute > :minute)')
        .orderBy('booking.date')
        .addOrderBy('booking.start_minute')
        .addOrderBy('booking.id')
        .limit(most + 1),
    ),
  );

/** Lists of bookings, read into plain rows: two statements each, however long. */
@Injectable()
export class BookingLists {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A member's bookings that are not over, the next first. */
  async coming(memberId: number, most: number): Promise<Slice> {
    const raw = await coming(most)(this.database.reader, { memberId, ...this.here(), standing: STANDING });
    return this.slice(raw, most);
  }

  /** What is over or cancelled, the latest first. @param page from 1 */
  async past(memberId: number, page: number, size: number): Promise<Slice> {
    const over = '(booking.date < :today OR (booking.date = :today AND booking.end_minute <= :minute))';
    const query = rows(this.database.reader)
      .where('booking.member_id = :memberId', { memberId })
      .andWhere(`(booking.status IN ('cancelled', 'no_show') OR ${over})`, this.here())
      .orderBy('booking.date', 'DESC')
      .addOrderBy('booking.start_minute', 'DESC')
      .addOrderBy('booking.id', 'DESC');
    return this.page(query, page, size);
  }

  /** Who has what, for the staff. @param page from 1 */
  async all(filter: BookingFilter, page: number, size: number): Promise<Slice> {
    const query = rows(this.database.reader)
      .innerJoin(User, 'member', 'member.id = booking.member_id')
      .addSelect('member.id', 'memberId')
      .addSelect('member.name', 'memberName')
      .addSelect('member.kana', 'memberKana')
      .orderBy('booking.date')
      .addOrderBy('booking.start_minute')
      .addOrderBy('member.kana')
      .addOrderBy('booking.id');
    const open = filter.q !== undefined || filter.memberId !== undefined;
    query.where(`booking.date ${open ? '>=' : '='} :date`, { date: filter.date });
    if (filter.venueId !== undefined) query.andWhere('booking.venue_id = :venueId', { venueId: filter.venueId });
    if (filter.memberId !== undefined) query.andWhere('booking.member_id = :memberId', { memberId: filter.memberId });
    if (filter.q !== undefined) {
      query.andWhere("member.search_text LIKE :pattern ESCAPE '!'", { pattern: searchPattern(filter.q) });
    }
    return this.page(query, page, size);
  }

  private async page(query: SelectQueryBuilder<Booking>, page: number, size: number): Promise<Slice> {
    const raw = await query
      .offset((page - 1) * size)
      .limit(size + 1)
      .getRawMany<RawRow>();
    return this.slice(raw, size);
  }

  /** @param raw one more than is shown, where there are more */
  private async slice(raw: readonly RawRow[], size: number): Promise<Slice> {
    const shown = raw.slice(0, size);
    const names = await resourceNames(
      this.database.reader,
      shown.map(({ id }) => id),
    );
    const lines = shown.map(({ memberId, memberName, memberKana, ...row }) => ({
      ...row,
      names: names.get(row.id) ?? [],
      member: memberId === undefined ? undefined : { id: memberId, name: memberName!, kana: memberKana! },
    }));
    return { rows: lines, more: raw.length > size };
  }

  private here(): { today: DateText; minute: number } {
    const now = this.clock.now();
    return { today: todayAt(now), minute: minuteAt(now) };
  }
}

/** What each of the bookings holds, in the order of the house. One statement. */
export async function resourceNames(manager: EntityManager, ids: readonly number[]): Promise<Map<number, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await ask<{ id: number; name: string }>(
    manager,
    `SELECT held.booking_id AS id, resource.name FROM booking_resource held
     JOIN resource ON resource.id = held.resource_id
     WHERE held.booking_id IN (${places(ids)}) ORDER BY resource.position, resource.id`,
    ids,
  );
  return new Map([...groupBy(rows, ({ id }) => id)].map(([id, of]) => [id, of.map(({ name }) => name)]));
}
