import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { BookingCheck } from '../booking-check.js';
import { BookingPost } from '../booking-post.js';
import { BookingRows } from '../booking-rows.js';
import { mayLook } from '../booking-who.policy.js';
import { Booking, STANDING } from '../booking.entity.js';
import { type Booker, bookerOf, mustBeMember } from '../booking.service.js';
import type { Occurrence } from './occurrence.policy.js';
import { datesOf } from './recurrence.policy.js';
import { type SeriesPlan, SeriesPlans, type SeriesWish, whyNotAll, wishesOf } from './series-plans.js';
import { SeriesPost } from './series-post.js';
import { SeriesCare } from './series-care.js';
import { SeriesFees } from './series-fees.js';
import { SeriesRows, type Stood } from './series-rows.js';
import { ruleOfSeries } from './series-rule.js';
import { isRequest, withStanding } from './series-standing.js';
import { BookingSeries } from './series.entity.js';

export interface SeriesOrder extends SeriesWish {
  purpose: string | null;
  /** For whom; none: for oneself. */
  memberId: number | null;
  overLimits: boolean;
  /** Who is looked after meanwhile; none: nobody. */
  childIds?: readonly number[];
}

export interface BookedSeries {
  id: number;
  /** How many dates it has, and how many of them wait for approval. */
  count: number;
  requested: number;
}

/** Books what comes back every week. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly check: BookingCheck,
    private readonly bookingRows: BookingRows,
    private readonly plans: SeriesPlans,
    private readonly rows: SeriesRows,
    private readonly fees: SeriesFees,
    private readonly care: SeriesCare,
    private readonly seriesPost: SeriesPost,
    private readonly post: BookingPost,
  ) {}

  /**
   * Books all the dates that were accepted, or none: one transaction, and as many statements for two dates as for sixty.
   * Sent twice, it is done once.
   * @returns the id of the series, and how many dates it has.
   * @throws Refused `bookings.series_not_all` where one of them cannot be had (any more).
   */
  async book(viewer: Viewer, order: SeriesOrder): Promise<BookedSeries> {
    const who = bookerOf(viewer, order);
    return this.database.transaction(async (tx) => {
      const wishes = wishesOf(order);
      const venueId = await this.check.venueOf(tx, { ...order, date: order.rule.from });
      await this.lock(tx, venueId, who.memberId, wishes);
      await mustBeMember(tx, who.memberId);
      const asked = await this.bookingRows.resources(tx, order.resourceIds);
      const things = await this.plans.read(tx, venueId, who, wishes, { asked });
      const { childIds = [] } = order;
      const plan = await this.care.planned(tx, viewer, things, who.memberId, () => childIds);
      const twin = await this.twin(tx, who.memberId, plan.occurrences);
      if (twin) return { id: twin, count: wishes.length, requested: 0 };
      const refused = whyNotAll(plan.occurrences);
      if (refused) throw refused;

      const wanted = plan.occurrences.filter((one) => one.accepted);
      const priced = await this.fees.priced(tx, plan, who.memberId, wanted);
      const accepted = withStanding(priced, plan, { approverId: who.approverId, now: this.clock.now() });
      const id = await this.write(tx, viewer, { ...order, ...who }, plan, accepted);
      return { id, count: accepted.length, requested: accepted.filter(isRequest).length };
    });
  }

  /** Books a date of the rule that was skipped or cancelled, as the series has it. @returns whether it waits for approval. @throws Refused as for any booking */
  async addBack(viewer: Viewer, id: number, occurrence: DateText): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const seen = await tx.findOneBy(BookingSeries, { id });
      if (!seen || !mayLook(viewer, seen)) throw notFound();
      const who = bookerOf(viewer, { memberId: seen.memberId, overLimits: false });
      await this.lock(tx, seen.venueId, seen.memberId, [{ date: occurrence }]);
      await mustBeMember(tx, who.memberId);
      const series = await tx.findOneByOrFail(BookingSeries, { id });
      if (!datesOf(ruleOfSeries(series)).includes(occurrence)) throw notFound();
      const standing = await tx.findOneBy(Booking, {
        seriesId: id,
        occurrenceDate: occurrence,
        status: In([...STANDING]),
      });
      if (standing) return standing.status === 'requested';

      const { venueId, startMinute: start, endMinute: end, resourceIds, memberId, purpose } = series;
      const wish = { occurrence, date: occurrence, start, end, resourceIds, chosen: true };
      const things = await this.plans.read(tx, venueId, who, [wish]);
      const plan = await this.care.planned(tx, viewer, things, memberId, () => series.childIds);
      const [planned] = plan.occurrences;
      if (planned!.refused) throw planned!.refused;
      const refused = whyNotAll(plan.occurrences);
      if (refused) throw refused;
      const now = this.clock.now();
      const base = { venueId, memberId, purpose, seriesId: id, createdAt: now, createdBy: viewer.id };
      const priced = await this.fees.priced(tx, plan, memberId, [planned!]);
      const placed = withStanding(priced, plan, { approverId: who.approverId, now });
      const what = placed.some(isRequest) ? 'requested' : 'booked';
      const [bookingId] = await this.rows.add(tx, base, placed);
      await this.care.reserve(tx, viewer, series, [{ ...planned!, childIds: series.childIds, bookingId: bookingId! }]);
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: `bookings.${what}`,
        subject: { kind: 'booking', id: bookingId! },
        detail: { memberId, date: occurrence, start, end, resourceIds, seriesId: id },
      });
      const booking = await tx.findOneByOrFail(Booking, { id: bookingId });
      const resources = await this.bookingRows.resources(tx, resourceIds);
      await this.post.tell(tx, {
        what,
        booking,
        venue: plan.venue,
        resources,
        byStaff: memberId !== viewer.id,
      });
      return what === 'requested';
    });
  }

  /** In the order of BookingCheck.lock, then each of the days. */
  private async lock(
    tx: EntityManager,
    venueId: number,
    memberId: number,
    wishes: readonly { date: DateText }[],
  ): Promise<void> {
    await this.check.lock(tx, venueId, memberId);
    await this.check.lockDays(
      tx,
      venueId,
      wishes.map(({ date }) => date),
    );
  }

  /** The series that all of the wish are in already: the form was sent twice. */
  private async twin(tx: EntityManager, memberId: number, planned: readonly Occurrence[]): Promise<number | undefined> {
    const chosen = planned.filter((one) => one.chosen);
    if (chosen.length === 0 || chosen.some(({ state }) => state !== 'own')) return undefined;
    const { date, start } = chosen[0]!;
    const one = await tx.findOneBy(Booking, { memberId, date, startMinute: start, status: In([...STANDING]) });
    return one?.seriesId ?? undefined;
  }

  private async write(
    tx: EntityManager,
    viewer: Viewer,
    order: SeriesOrder & Booker,
    { venue }: SeriesPlan,
    accepted: readonly (Occurrence & Stood)[],
  ): Promise<number> {
    const { rule, start, end, resourceIds, childIds = [], purpose, memberId, overLimits } = order;
    const made = { createdAt: this.clock.now(), createdBy: viewer.id };
    const series = await tx.save(
      tx.create(BookingSeries, {
        venueId: venue.id,
        memberId,
        weekdays: [...rule.weekdays],
        fromDate: rule.from,
        untilDate: rule.until,
        times: rule.times,
        startMinute: start,
        endMinute: end,
        resourceIds: [...resourceIds],
        childIds: [...childIds],
        purpose,
        ...made,
      }),
    );
    const base = { venueId: venue.id, memberId, purpose, seriesId: series.id, ...made };
    const ids = await this.rows.add(tx, base, accepted);
    const cared = accepted.map((one, index) => ({ ...one, childIds, bookingId: ids[index]! }));
    await this.care.reserve(tx, viewer, series, cared);
    const dates = accepted.map(({ date }) => date);
    await this.audit.record(tx, {
      actorId: viewer.id,
      action: 'bookings.series_booked',
      subject: { kind: 'booking_series', id: series.id },
      detail: { memberId, dates, start, end, resourceIds, overLimits },
    });
    const byStaff = memberId !== viewer.id;
    await this.seriesPost.tellStanding(tx, 'booked', { series, venue, slots: accepted, byStaff, ids });
    return series.id;
  }
}
