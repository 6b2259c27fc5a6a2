import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { groupBy } from '../../platform/group-by.js';
import { paths } from '../../platform/paths.js';
import { todayAt } from '../../platform/time.js';
import { VenueDays } from '../../venues/venue-days.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { MonthQuery } from '../../platform/web/form-fields.js';
import { monthPager, venueMonths } from './fee-month.view.js';
import { type Totals, totalsOf } from './items.policy.js';
import { ItemsQuery, type Person } from './items.query.js';
import { monthOf } from './month.js';
import { METHODS } from './payment.entity.js';
import { planSale } from './plan-sale.view.js';

/** What one member comes to in a month. */
export interface MonthRow extends Totals {
  person: Person;
  count: number;
}

export interface MonthList {
  month: string;
  venues: Venue[];
  venue?: Venue;
  rows: MonthRow[];
  totals: Totals;
}

/** Reads the lists of a month. A fixed number of statements each. */
@Injectable()
export class FeePages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly items: ItemsQuery,
  ) {}

  /** A member's own list. */
  async own(memberId: number, { month = this.thisMonth() }: MonthQuery): Promise<object> {
    const { reader } = this.database;
    const venues = await this.venueDays.venues(reader);
    const items = await this.items.withNames(reader, await this.items.items(reader, { memberId, month }));
    const payments = await this.items.payments(reader, { memberId, month });
    return {
      title: { key: 'fees:own.title', month: `${month}-01` },
      pager: monthPager(month, (one) => paths.ownFees({ month: one })),
      sections: venueMonths(venues, items, payments),
      severalVenues: venues.length > 1,
    };
  }

  /** Is there any list that she could look at? One statement. */
  hasAny(memberId: number): Promise<boolean> {
    return this.items.hasAny(this.database.reader, memberId);
  }

  /** Who owes what, by kana. Three statements. */
  async list({ month = this.thisMonth(), venueId }: MonthQuery): Promise<MonthList> {
    const { reader } = this.database;
    const venues = await this.venueDays.venues(reader);
    const venue = venues.find(({ id }) => id === venueId);
    const items = await this.items.items(reader, { month, venueId: venue?.id });
    const rows = [...groupBy(items, ({ memberId }) => memberId).values()].map((of) => ({
      person: of[0]!.person,
      count: of.length,
      ...totalsOf(of),
    }));
    rows.sort((a, b) => a.person.kana.localeCompare(b.person.kana, 'ja') || a.person.id - b.person.id);
    return { month, venues, venue, rows, totals: totalsOf(items) };
  }

  /** A member's list for the staff, in one venue, with what can be done there. @throws Refused not_found */
  async member(memberId: number, { month = this.thisMonth(), venueId }: MonthQuery): Promise<object> {
    const { reader } = this.database;
    const person = await this.items.person(reader, memberId, this.thisMonth());
    if (!person) throw notFound();
    const venues = await this.venueDays.venues(reader);
    const priced = venues.find(({ fees }) => fees && !fees.free);
    const venue = venues.find(({ id }) => id === venueId) ?? priced ?? venues[0];
    if (!venue) throw notFound();
    const items = await this.items.items(reader, { memberId, month, venueId: venue.id });
    const payments = await this.items.payments(reader, { memberId, month });
    const named = await this.items.withNames(reader, items);
    const at = (one: string): string => paths.memberFees(memberId, { month: one, venueId: venue.id });
    return {
      title: { key: 'fees:member.title', name: person.name },
      person,
      month,
      today: todayAt(this.clock.now()),
      venue: { id: venue.id, name: venue.name },
      venues: venues.length > 1 && venues.map(({ id, name }) => ({ id, name })),
      pager: monthPager(month, at),
      section: venueMonths([venue], named, payments)[0],
      methods: METHODS.map((value) => ({ value, label: `fees:method.${value}` })),
      plans: person.plans
        .filter((plan) => plan.venueId === venue.id)
        .map(({ id, month: of, kind }) => ({ id, first: `${of}-01`, label: `fees:plan.${kind}` })),
      sale: planSale(venue, this.thisMonth()),
    };
  }

  private thisMonth(): string {
    return monthOf(todayAt(this.clock.now()));
  }
}
