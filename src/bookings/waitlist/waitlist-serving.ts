import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { Clock } from '../../platform/clock.js';
import { type DateText, todayAt } from '../../platform/time.js';
import type { FreedPlace } from '../../venues/freed.js';
import { Timetable, type Source } from '../../venues/timetable.js';
import { VenueDays } from '../../venues/venue-days.js';
import type { VenueDay } from '../../venues/venue-day.policy.js';
import { isWorthReminding } from '../../venues/holding.policy.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingCheck } from '../booking-check.js';
import { BookingRows } from '../booking-rows.js';
import { type Use, weekOf } from '../limits.policy.js';
import { WaitlistEntry, type EntryStatus } from './entry.entity.js';
import { WaitlistOffer, type OfferStatus } from './offer.entity.js';
import { WaitCare } from './wait-care.js';
import { freeFor, isBefore, isOver, isTenable, promises, type LineCare } from './waitlist.policy.js';
import { WaitlistPost } from './waitlist-post.js';
import { type Offered, slotOf, waitingOf, WaitlistRows } from './waitlist-rows.js';

/**
 * Serves the waiting line of a day: ends what has run out and promises what is free, in the order of the line. It goes by
 * how things stand, not by what happened: served once more, nothing changes.
 */
@Injectable()
export class WaitlistServing {
  /** Use cases that serve, or will: what they let go of in childcare meanwhile serves nobody by itself. */
  private readonly serving = new WeakSet<EntityManager>();

  constructor(
    private readonly clock: Clock,
    private readonly timetable: Timetable,
    private readonly venueDays: VenueDays,
    private readonly check: BookingCheck,
    private readonly bookings: BookingRows,
    private readonly care: WaitCare,
    private readonly rows: WaitlistRows,
    private readonly post: WaitlistPost,
  ) {}

  /**
   * Serves the days on which something came free, in the transaction that let go, under the venue's lock. Two statements
   * where nobody waits, however many days: those who join meanwhile wait for the locks.
   */
  async serveFreed(tx: EntityManager, places: readonly Pick<FreedPlace, 'venueId' | 'date'>[]): Promise<void> {
    if (this.serving.has(tx)) return;
    for (const [venueId, freed] of groupBy(places, (place) => place.venueId)) {
      const dates = new Set(freed.map(({ date }) => date));
      await this.check.lockDays(tx, venueId, [...dates]);
      const days = await this.rows.days(tx);
      const waited = days.filter((day) => day.venueId === venueId && dates.has(day.date));
      for (const { date } of waited) await this.serve(tx, venueId, date);
    }
  }

  /** In the transaction that changed something, under the venue's lock; takes the lock of the day. */
  async serve(tx: EntityManager, venueId: number, date: DateText): Promise<void> {
    await this.quietly(tx, () => this.serveDay(tx, venueId, date));
  }

  /** Whatever is let go of meanwhile: who comes after it serves the line. */
  async quietly<T>(tx: EntityManager, work: () => Promise<T>): Promise<T> {
    if (this.serving.has(tx)) return work();
    this.serving.add(tx);
    try {
      return await work();
    } finally {
      this.serving.delete(tx);
    }
  }

  private async serveDay(tx: EntityManager, venueId: number, date: DateText): Promise<void> {
    await this.check.lockDay(tx, venueId, date);
    const line = await this.rows.line(tx, venueId, date);
    if (line.length === 0) return;
    const venue = await tx.findOneByOrFail(Venue, { id: venueId });
    const offered = await this.endWithBooking(tx, line, await this.rows.openOffers(tx, line));
    const open = await this.expire(tx, offered, venue);
    const { day, kept } = await this.withdraw(tx, open, venue, date);
    await this.remind(tx, kept, venue);
    await this.endTheOver(tx, line);
    const waiting = await this.rows.stillHere(
      tx,
      line.filter(({ status }) => status === 'waiting'),
    );
    const care = await this.care.chances(tx, waiting);
    await this.promise(tx, waiting, { day, care, uses: await this.usesOf(tx, waiting, kept, venue, date) });
    await this.callAnew(tx, waiting, day, care);
  }

  /** Ends an offer and gives its place free; who is next, `serve` decides. */
  async end(
    tx: EntityManager,
    { offer, entry }: Offered,
    how: { offer: OfferStatus; entry: EntryStatus },
  ): Promise<void> {
    offer.status = how.offer;
    entry.status = how.entry;
    await tx.update(WaitlistOffer, offer.id, { status: how.offer });
    await tx.update(WaitlistEntry, entry.id, { status: how.entry });
    await this.timetable.release(tx, sourceOf(offer.id));
    await this.quietly(tx, () => this.care.letGo(tx, offer, entry));
  }

  /** Who waits for childcare beside a booking waits no longer than that stands. @returns the offers that are left */
  private async endWithBooking(
    tx: EntityManager,
    line: readonly WaitlistEntry[],
    offers: readonly Offered[],
  ): Promise<Offered[]> {
    const gone = await this.care.withoutBooking(tx, line);
    const ended = offers.filter(({ entry }) => gone.has(entry.id));
    for (const one of ended) await this.end(tx, one, { offer: 'cancelled', entry: 'ended' });
    for (const entry of line.filter((one) => one.status === 'waiting' && gone.has(one.id)))
      await this.endOne(tx, entry);
    return offers.filter((one) => !ended.includes(one));
  }

  private async expire(tx: EntityManager, offers: readonly Offered[], venue: Venue): Promise<Offered[]> {
    const now = this.clock.now();
    const isOpen = ({ offer }: Offered): boolean => isBefore(now, offer.expiresAt);
    for (const one of offers.filter((one) => !isOpen(one))) {
      await this.end(tx, one, { offer: 'expired', entry: 'expired' });
      await this.post.tell(tx, { what: 'passed', ...one, venue });
    }
    return offers.filter(isOpen);
  }

  /** Where the place has shut since, she waits on; nobody can use what is held. */
  private async withdraw(
    tx: EntityManager,
    offers: readonly Offered[],
    venue: Venue,
    date: DateText,
  ): Promise<{ day: VenueDay; kept: Offered[] }> {
    const now = this.clock.now();
    const day = await this.venueDays.day(tx, venue, date);
    const lost = await this.care.lostBy(tx, offers);
    const kept = offers.filter(
      ({ offer, entry }) => !lost.has(offer.id) && isTenable(slotOf(entry), offer.resourceId, day, now),
    );
    if (kept.length === offers.length) return { day, kept };
    for (const one of offers.filter((one) => !kept.includes(one))) {
      await this.end(tx, one, { offer: 'withdrawn', entry: 'waiting' });
      await this.post.tell(tx, { what: 'withdrawn', ...one, venue });
    }
    return { day: await this.venueDays.day(tx, venue, date), kept };
  }

  /** Of what runs out soon, once. */
  private async remind(tx: EntityManager, offers: readonly Offered[], venue: Venue): Promise<void> {
    const now = this.clock.now();
    for (const one of offers.filter(({ offer }) => !offer.remindedAt && isWorthReminding(offer, now))) {
      await tx.update(WaitlistOffer, one.offer.id, { remindedAt: now });
      await this.post.tell(tx, { what: 'reminded', ...one, venue });
    }
  }

  private async endTheOver(tx: EntityManager, line: readonly WaitlistEntry[]): Promise<void> {
    const now = this.clock.now();
    for (const entry of line.filter((one) => one.status === 'waiting' && isOver(slotOf(one), now))) {
      await this.endOne(tx, entry);
    }
  }

  private async endOne(tx: EntityManager, entry: WaitlistEntry): Promise<void> {
    entry.status = 'ended';
    await tx.update(WaitlistEntry, entry.id, { status: 'ended' });
  }

  /** What those who wait hold already, for the limits. One statement. */
  private async usesOf(
    tx: EntityManager,
    waiting: readonly WaitlistEntry[],
    offers: readonly Offered[],
    venue: Venue,
    date: DateText,
  ): Promise<Map<number, Use[]>> {
    if (waiting.length === 0) return new Map();
    const memberIds = [...new Set(waiting.map(({ memberId }) => memberId))];
    const from = [todayAt(this.clock.now()), weekOf(date)[0]].toSorted()[0]!;
    const booked = await this.bookings.heldByAll(tx, { memberIds, venueId: venue.id }, from);
    const things = offers.filter(({ entry }) => entry.bookingId === null);
    const promised = things.map(({ entry }) => ({
      ...slotOf(entry),
      memberId: entry.memberId,
      kinds: [entry.kind],
    }));
    const uses: (Use & { memberId: number })[] = [...booked, ...promised];
    return groupBy(uses, ({ memberId }) => memberId);
  }

  private async promise(
    tx: EntityManager,
    waiting: readonly WaitlistEntry[],
    facts: { day: VenueDay; uses: Map<number, Use[]>; care?: LineCare },
  ): Promise<void> {
    const now = this.clock.now();
    const { venue } = facts.day;
    const line = waiting.map((entry) => ({ ...waitingOf(entry), entry }));
    for (const { one, resourceId, until } of promises(line, { now, ...facts })) {
      const { entry } = one;
      if (until) {
        const offer = await tx.save(
          tx.create(WaitlistOffer, { entryId: entry.id, resourceId, status: 'open', expiresAt: until, createdAt: now }),
        );
        if (entry.bookingId === null) {
          await this.timetable.occupy(tx, sourceOf(offer.id), [resourceId], slotOf(entry));
        }
        await this.care.hold(tx, offer, entry);
        entry.status = 'offered';
        await tx.update(WaitlistEntry, entry.id, { status: 'offered' });
        await this.post.tell(tx, { what: 'offered', entry, offer, venue });
      } else if (!entry.calledAt) {
        entry.calledAt = now;
        await tx.update(WaitlistEntry, entry.id, { calledAt: now });
        await this.post.tell(tx, { what: 'called', entry, venue });
      }
    }
  }

  /** Somebody else was first: when something is free again, all are told again. */
  private async callAnew(
    tx: EntityManager,
    waiting: readonly WaitlistEntry[],
    { resources }: VenueDay,
    care?: LineCare,
  ): Promise<void> {
    const isTaken = (entry: WaitlistEntry): boolean =>
      (entry.bookingId === null && freeFor(waitingOf(entry), resources).length === 0) ||
      (entry.childIds.length > 0 && !care!.fits(waitingOf(entry)));
    for (const { id } of waiting.filter((entry) => entry.calledAt && isTaken(entry))) {
      await tx.update(WaitlistEntry, id, { calledAt: null });
    }
  }
}

/** How an offer is written in the timetable. */
function sourceOf(id: number): Source {
  return { kind: 'offer', id };
}
