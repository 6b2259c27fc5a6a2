import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText } from '../../platform/time.js';
import type { Venue } from '../../venues/venue.entity.js';
import { Booking } from '../booking.entity.js';
import { boundByDay, counts, type Cover, type Fee, feeOf, type FeeUse } from './fee.policy.js';
import { daysOf, monthOf } from './month.js';

/** Whose bookings are priced together. */
export interface Account {
  venueId: number;
  memberId: number;
}

/** A booking that is to be priced. */
export interface PricedUse extends FeeUse {
  date: DateText;
  /** The booking, and what it cost, where one is being changed. */
  before?: { id: number; fee: Fee | null };
}

type Counted = Pick<Booking, 'id' | 'date' | 'fee' | 'status'>;

/** Prices bookings, in the transaction that books them. Where the venue is free of charge it asks nothing. */
@Injectable()
export class Fees {
  /**
   * What new or changed bookings cost, in their order. One statement however many, none where nothing has a price; the
   * bookings of one member must stand still (`BookingCheck.lock`).
   */
  async quote(
    manager: EntityManager,
    venue: Pick<Venue, 'id' | 'fees'>,
    memberId: number,
    uses: readonly PricedUse[],
  ): Promise<(Fee | null)[]> {
    const isFree = uses.every((use) => feeOf(use, venue.fees, null) === null);
    if (isFree) return uses.map(({ before }) => nothingNow(before?.fee));
    const account = { venueId: venue.id, memberId };
    const dates = uses.map(({ date }) => date);
    const { covers, counted } = await this.agreed(manager, account, dates);
    const changed = new Set(uses.flatMap(({ before }) => before?.id ?? []));
    const others = counted.filter(({ id }) => !changed.has(id));
    const fresh = uses.map((use, index) => ({
      id: use.before?.id ?? Infinity,
      index,
      date: use.date,
      fee: feeOf(use, venue.fees, covers.get(monthOf(use.date)) ?? null),
    }));
    const priced = new Map<number, Fee | null>();
    for (const [, day] of groupBy([...others, ...fresh], ({ date }) => date)) {
      const order = day.filter(({ fee }) => fee !== null).toSorted((a, b) => (a.id === b.id ? 0 : a.id - b.id));
      bounded(order).forEach((fee, at) => {
        const one = order[at]!;
        if ('index' in one) priced.set(one.index, fee);
      });
    }
    return uses.map(({ before }, index) => priced.get(index) ?? nothingNow(before?.fee));
  }

  /**
   * After bookings of these days were granted, changed, ended or taken back: what those of the day cost now, by the prices
   * that they were booked at. One statement, and one more where something comes out otherwise.
   */
  async settle(tx: EntityManager, account: Account, dates: readonly DateText[]): Promise<void> {
    if (dates.length === 0) return;
    await this.write(tx, outcome(await this.counted(tx, account, dates)));
  }

  /** Prices what is to come of a month anew, with or without the cover of the month. */
  async cover(
    tx: EntityManager,
    { venueId, memberId }: Account,
    month: string,
    { from, cover }: { from: DateText; cover: Cover | null },
  ): Promise<void> {
    const rows = await tx
      .createQueryBuilder(Booking, 'booking')
      .where('booking.member_id = :memberId AND booking.venue_id = :venueId', { memberId, venueId })
      .andWhere(
        "booking.date >= :first AND booking.date < :after AND booking.fee IS NOT NULL AND booking.status <> 'cancelled'",
        daysOf(month),
      )
      .orderBy('booking.id')
      .getMany();
    const covered = rows.map((row) => (row.date < from ? row : { ...row, was: row.fee, fee: { ...row.fee!, cover } }));
    await this.write(tx, outcome(covered));
  }

  /** Many prices in one statement. */
  async write(tx: EntityManager, fees: ReadonlyMap<number, Fee | null>): Promise<void> {
    if (fees.size === 0) return;
    const values = [...fees].flatMap(([id, fee]) => [id, fee === null ? null : JSON.stringify(fee)]);
    const cases = [...fees].map((_, at) => `WHEN CAST($${2 * at + 1} AS integer) THEN CAST($${2 * at + 2} AS text)`);
    const ids = [...fees.keys()].map((_, at) => `CAST($${values.length + at + 1} AS integer)`);
    const statement = `UPDATE booking SET fee = CASE id ${cases.join(' ')} END WHERE id IN (${ids.join(', ')})`;
    await ask(tx, statement, [...values, ...fees.keys()]);
  }

  /** What covers the months of these days, and what is priced already on them. One statement. */
  private async agreed(
    manager: EntityManager,
    { venueId, memberId }: Account,
    dates: readonly DateText[],
  ): Promise<{ covers: Map<string, Cover>; counted: Counted[] }> {
    const months = [...new Set(dates.map(monthOf))];
    const days = [...new Set(dates)];
    const rows = await ask<{ id: number | null; date: string; status: string; fee: string | null }>(
      manager,
      `SELECT id, date, status, fee FROM booking
         WHERE venue_id = $1 AND member_id = $2 AND status <> 'cancelled' AND fee IS NOT NULL AND date IN (${places(days, 2)})
       UNION ALL SELECT NULL, month, kind, NULL FROM fee_plan WHERE venue_id = $${days.length + 3}
         AND member_id = $${days.length + 4} AND ended_at IS NULL AND month IN (${places(months, days.length + 4)})`,
      [venueId, memberId, ...days, venueId, memberId, ...months],
    );
    const covers = rows.flatMap(({ id, date, status }) => (id === null ? [[date, status as Cover] as const] : []));
    const booked = rows.flatMap(({ id, date, status, fee }): Counted[] =>
      id === null ? [] : [{ id, date, status: status as Booking['status'], fee: JSON.parse(fee!) as Fee }],
    );
    return { covers: new Map(covers), counted: booked.filter(counts).toSorted((a, b) => a.id - b.id) };
  }

  private async counted(
    manager: EntityManager,
    { venueId, memberId }: Account,
    dates: readonly DateText[],
  ): Promise<Counted[]> {
    const rows = await manager.find(Booking, {
      select: { id: true, date: true, status: true, fee: true },
      where: {
        venueId,
        memberId,
        date: In([...new Set(dates)]),
        status: Not('cancelled' as const),
        fee: Not(IsNull()) as never,
      },
      order: { id: 'ASC' },
    });
    return rows.filter(counts);
  }
}

/** What once had a price keeps one, of 0 yen: it may have been paid. */
function nothingNow(before: Fee | null | undefined): Fee | null {
  return before ? { ...before, amount: 0, parts: [] } : null;
}

/** What the bookings of one day cost, in their order. */
function bounded(day: readonly { fee: Fee | null; status?: Booking['status'] }[]): Fee[] {
  return boundByDay(
    day.map(({ fee }) => fee!),
    (at) => day[at]!.status === 'requested',
  );
}

/** The fees that come out otherwise than they stand. */
function outcome(rows: readonly (Counted & { was?: Fee | null })[]): Map<number, Fee> {
  const changed = new Map<number, Fee>();
  for (const day of groupBy(rows.filter(counts), ({ date }) => date).values()) {
    bounded(day).forEach((fee, at) => {
      const { id, fee: stood, was } = day[at]!;
      const before = was === undefined ? stood! : was!;
      if (fee.amount !== before.amount || fee.cover !== before.cover) changed.set(id, fee);
    });
  }
  return changed;
}
