import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { question } from '../../platform/database/question.js';
import { notFound } from '../../platform/errors.js';
import { type Moment, overlaps, todayAt } from '../../platform/time.js';
import { Resource, type ResourceKind } from '../../venues/resource.entity.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Venue } from '../../venues/venue.entity.js';
import { draftOf } from '../booking-forms.js';
import { WaitlistEntry } from './entry.entity.js';
import { WaitlistOffer } from './offer.entity.js';
import { isBefore, isOver, isRival } from './waitlist.policy.js';
import { type OwnWaiting, type WaitForm, waitForm, type WaitLine, waitLine } from './waitlist.view.js';
import { IN_LINE, waitingOf } from './waitlist-rows.js';

type Row = Raw<{
  id: number;
  venueId: number;
  venueName: string;
  date: string;
  start: number;
  end: number;
  kind: ResourceKind;
  resourceId: number | null;
  wantedName: string | null;
  calledAt: Moment | null;
  offerId: number | null;
  expiresAt: Moment | null;
  heldName: string | null;
  childIds: string;
  bookingId: number | null;
}>;

const rowsOf = question<Row, { memberId: number; inLine: typeof IN_LINE }>((manager) =>
  manager
    .createQueryBuilder(WaitlistEntry, 'entry')
    .innerJoin(Venue, 'venue', 'venue.id = entry.venue_id')
    .leftJoin(Resource, 'wanted', 'wanted.id = entry.resource_id')
    .leftJoin(WaitlistOffer, 'offer', "offer.entry_id = entry.id AND offer.status = 'open'")
    .leftJoin(Resource, 'held', 'held.id = offer.resource_id')
    .select('entry.id', 'id')
    .addSelect('entry.venue_id', 'venueId')
    .addSelect('venue.name', 'venueName')
    .addSelect('entry.date', 'date')
    .addSelect('entry.start_minute', 'start')
    .addSelect('entry.end_minute', 'end')
    .addSelect('entry.kind', 'kind')
    .addSelect('entry.resource_id', 'resourceId')
    .addSelect('wanted.name', 'wantedName')
    .addSelect('entry.called_at', 'calledAt')
    .addSelect('offer.id', 'offerId')
    .addSelect('offer.expires_at', 'expiresAt')
    .addSelect('held.name', 'heldName')
    .addSelect('entry.child_ids', 'childIds')
    .addSelect('entry.booking_id', 'bookingId')
    .where('entry.member_id = :memberId AND entry.status IN (:...inLine)')
    .orderBy('entry.date')
    .addOrderBy('entry.start_minute')
    .addOrderBy('entry.id'),
);

/** Reads what the pages of the waiting line show: to each member her own places, and of the others only how many. */
@Injectable()
export class WaitlistPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
  ) {}

  /** What a member waits for and what is held for her, by date. Two statements; one where there is nothing. */
  async own(memberId: number): Promise<WaitLine[]> {
    const now = this.clock.now();
    const rows = (await rowsOf(this.database.reader, { memberId, inLine: IN_LINE })).filter(
      (row) => !isOver(row, now) && (row.expiresAt === null || isBefore(now, fromSql(row.expiresAt))),
    );
    if (rows.length === 0) return [];
    const all = await this.database.reader.findBy(WaitlistEntry, {
      venueId: In([...new Set(rows.map(({ venueId }) => venueId))]),
      date: In([...new Set(rows.map(({ date }) => date))]),
      status: 'waiting',
    });
    return rows.map((row) => {
      const before = all.filter(
        (one) => one.id < row.id && one.venueId === row.venueId && one.date === row.date && isRivalOf(one, row),
      );
      return waitLine(ownOf(row, before.length), now);
    });
  }

  /** The form that joins the line, for whatever is known of the wish. Four statements. */
  async form(query: unknown): Promise<WaitForm> {
    const { reader } = this.database;
    const now = this.clock.now();
    const { date = todayAt(now), start, end, venueId, childIds } = draftOf(query);
    const venues = await this.venueDays.venuesOn(reader, date);
    const venue = venues.find(({ id }) => id === venueId) ?? venues[0];
    if (!venue) throw notFound();
    const day = await this.venueDays.day(reader, venue, date);
    const { what } = (query ?? {}) as { what?: unknown };
    const form = waitForm({ now, day, wish: { date, start, end }, what: typeof what === 'string' ? what : '' });
    // Where childcare is wanted too, what is free of the things says nothing.
    return childIds?.length ? { ...form, childIds, freeHref: undefined } : form;
  }
}

/** Who waits for childcare alone is in the way of those who want childcare, and they of her. */
function isRivalOf(one: WaitlistEntry, row: Row): boolean {
  if (row.bookingId === null && one.bookingId === null) return isRival(waitingOf(one), row);
  return one.childIds.length > 0 && row.childIds !== '[]' && overlaps(waitingOf(one), row);
}

function ownOf(row: Row, before: number): OwnWaiting {
  const { offerId, expiresAt, heldName, calledAt } = row;
  const isHeld = offerId !== null && expiresAt !== null;
  return {
    ...row,
    before,
    careCount: (JSON.parse(row.childIds) as number[]).length,
    called: calledAt !== null,
    offer: isHeld ? { id: offerId, name: heldName ?? '', expiresAt: fromSql(expiresAt) } : undefined,
  };
}
