import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { inParts, type Part, partsOf, type Span } from '../../platform/reach/part.policy.js';
import { addDays, daysBetween, daysInMonth, type DateText, todayAt } from '../../platform/time.js';
import { Closure } from '../../venues/closure.entity.js';
import { Resource, RESOURCE_KINDS, type ResourceKind } from '../../venues/resource.entity.js';
import { VenueDays } from '../../venues/venue-days.js';
import type { Venue } from '../../venues/venue.entity.js';
import { BookingResource } from '../booking-resource.entity.js';
import { Booking } from '../booking.entity.js';
import { type Heat, heatOf, type StretchCount } from './heat.policy.js';
import { openMinutes, type Thing } from './open-minutes.policy.js';

/** Of bookings that stand: those that were cancelled, or to which nobody came, are no use. */
export interface KindUse {
  kind: ResourceKind;
  bookings: number;
  /** Distinct. */
  people: number;
  /** Of each thing that was booked. What is held only because it stands in a room that was hired is not counted. */
  minutes: number;
  /** That all things of the kind together were open. */
  open: number;
}

/** What was used in a stretch of days. */
export interface Uses {
  bookings: number;
  minutes: number;
  people: number;
  noShows: number;
  /** Of today and before, those included to which nobody came. */
  expected: number;
  kinds: KindUse[];
  heat: Heat;
}

export interface Usage extends Uses {
  /** The first of the month. */
  month: DateText;
  venues: Venue[];
  venue?: Venue;
}

export interface MonthUse {
  /** Its first day. */
  month: DateText;
  bookings: number;
  minutes: number;
  people: number;
}

interface Totals {
  status: Booking['status'];
  bookings: number | string;
  minutes: number | string;
  people: number | string;
  past: number | string;
}

/** What was booked in a month, counted from the bookings themselves. */
@Injectable()
export class UsageQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly days: VenueDays,
  ) {}

  /**
   * Six statements, whatever the size.
   * @param month its first day @param venueId none, or one that is not there: all venues
   * @param own what the person who asks may read; none: all venues @throws Refused not_found, for venues that she may not read
   */
  async read(month: DateText, venueId: number | undefined, own?: readonly Span[]): Promise<Usage> {
    const { reader } = this.database;
    const last = addDays(month, daysInMonth(month) - 1);
    const all = await this.days.venues(reader);
    const spans = own ?? all.map(({ id }) => ({ id, from: month, to: last }));
    const venues = all.filter(({ id }) => spans.some((span) => span.id === id));
    const venue = venues.find(({ id }) => id === venueId);
    if (own && venueId !== undefined && !venue) throw notFound();
    const asked = venue ? spans.filter(({ id }) => id === venue.id) : spans;
    return { month, venues, venue, ...(await this.of(reader, venues, partsOf(asked, month, last))) };
  }

  /** Of these venues together, both days taken. Five statements, whatever the size. */
  between(manager: EntityManager, venues: readonly Venue[], from: DateText, to: DateText): Promise<Uses> {
    return this.of(manager, venues, [{ ids: venues.map(({ id }) => id), from, to }]);
  }

  private async of(manager: EntityManager, venues: readonly Venue[], parts: readonly Part[]): Promise<Uses> {
    const [within, parameters] = inParts(parts, { id: 'booking.venue_id', date: 'booking.date' });
    const inMonth = (of: Booking['status'][]): SelectQueryBuilder<Booking> =>
      manager
        .createQueryBuilder(Booking, 'booking')
        .where(within, parameters)
        .andWhere('booking.status IN (:...of)', { of });

    const totals = await inMonth(['booked', 'no_show'])
      .select('booking.status', 'status')
      .addSelect('COUNT(*)', 'bookings')
      .addSelect('SUM(booking.end_minute - booking.start_minute)', 'minutes')
      .addSelect('COUNT(DISTINCT booking.member_id)', 'people')
      .addSelect('SUM(CASE WHEN booking.date <= :today THEN 1 ELSE 0 END)', 'past')
      .setParameter('today', todayAt(this.clock.now()))
      .groupBy('booking.status')
      .getRawMany<Totals>();
    const byKind = await inMonth(['booked'])
      .innerJoin(BookingResource, 'held', 'held.booking_id = booking.id')
      .innerJoin(Resource, 'resource', 'resource.id = held.resource_id')
      .select('resource.kind', 'kind')
      .addSelect('COUNT(DISTINCT booking.id)', 'bookings')
      .addSelect('COUNT(DISTINCT booking.member_id)', 'people')
      .addSelect('SUM(booking.end_minute - booking.start_minute)', 'minutes')
      .groupBy('resource.kind')
      .getRawMany<Record<'bookings' | 'people' | 'minutes', number | string> & { kind: ResourceKind }>();
    const stretches = await inMonth(['booked'])
      .select('booking.date', 'date')
      .addSelect('booking.start_minute', 'start')
      .addSelect('booking.end_minute', 'end')
      .addSelect('COUNT(*)', 'bookings')
      .groupBy('booking.date')
      .addGroupBy('booking.start_minute')
      .addGroupBy('booking.end_minute')
      .getRawMany<Omit<StretchCount, 'bookings'> & { bookings: number | string }>();

    const open = await this.open(manager, venues, parts);
    const of = (status: Booking['status']): Totals | undefined => totals.find((one) => one.status === status);
    return {
      bookings: Number(of('booked')?.bookings ?? 0),
      minutes: Number(of('booked')?.minutes ?? 0),
      people: Number(of('booked')?.people ?? 0),
      noShows: Number(of('no_show')?.past ?? 0),
      expected: totals.reduce((sum, { past }) => sum + Number(past), 0),
      kinds: RESOURCE_KINDS.map((kind) => {
        const row = byKind.find((one) => one.kind === kind);
        const counts = { bookings: Number(row?.bookings ?? 0), people: Number(row?.people ?? 0) };
        return { kind, ...counts, minutes: Number(row?.minutes ?? 0), open: open.get(kind) ?? 0 };
      }),
      heat: heatOf(stretches.map((row) => ({ ...row, bookings: Number(row.bookings) }))),
    };
  }

  /** The sums of each month alone, those without any left out. One statement, however many years. */
  async monthly(
    manager: EntityManager,
    venueIds: readonly number[],
    from: DateText,
    to: DateText,
  ): Promise<MonthUse[]> {
    const [within, parameters] = inParts([{ ids: venueIds, from, to }], {
      id: 'booking.venue_id',
      date: 'booking.date',
    });
    const rows = await manager
      .createQueryBuilder(Booking, 'booking')
      .select('SUBSTR(booking.date, 1, 7)', 'month')
      .addSelect('COUNT(*)', 'bookings')
      .addSelect('SUM(booking.end_minute - booking.start_minute)', 'minutes')
      .addSelect('COUNT(DISTINCT booking.member_id)', 'people')
      .where(within, parameters)
      .andWhere("booking.status = 'booked'")
      .groupBy('SUBSTR(booking.date, 1, 7)')
      .getRawMany<Record<'bookings' | 'minutes' | 'people', number | string> & { month: string }>();
    return rows.map(({ month, bookings, minutes, people }) => ({
      month: `${month}-01`,
      bookings: Number(bookings),
      minutes: Number(minutes),
      people: Number(people),
    }));
  }

  /** Two statements. */
  private async open(
    manager: EntityManager,
    venues: readonly Venue[],
    parts: readonly Part[],
  ): Promise<Map<ResourceKind, number>> {
    const from = parts.map((part) => part.from).toSorted()[0] ?? '';
    const to =
      parts
        .map((part) => part.to)
        .toSorted()
        .at(-1) ?? '';
    const closures = await manager
      .createQueryBuilder(Closure, 'closure')
      .where('closure.from_date <= :to AND (closure.to_date >= :from OR closure.yearly = :yes)', {
        from,
        to,
        yes: true,
      })
      .getMany();
    const columns = {
      id: true,
      venueId: true,
      parentId: true,
      kind: true,
      bookableBy: true,
      activeFrom: true,
      activeUntil: true,
    };
    const things: (Thing & { venueId: number })[] = await manager.find(Resource, { select: columns });
    const sum = new Map<ResourceKind, number>();
    for (const part of parts) {
      const dates = Array.from({ length: daysBetween(part.from, part.to) + 1 }, (_, ahead) =>
        addDays(part.from, ahead),
      );
      for (const venue of venues.filter(({ id }) => part.ids.includes(id))) {
        const own = <T extends { venueId: number }>(all: readonly T[]): T[] =>
          all.filter(({ venueId }) => venueId === venue.id);
        const minutes = openMinutes({ venue, closures: own(closures), things: own(things) }, dates);
        for (const [kind, more] of minutes) sum.set(kind, (sum.get(kind) ?? 0) + more);
      }
    }
    return sum;
  }
}
