import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { CarePlaces, keyOf } from '../../childcare/places/care-places.js';
import type { CareWish } from '../../childcare/places/placing.policy.js';
import type { Refused } from '../../platform/errors.js';
import { Booking, isStanding } from '../booking.entity.js';
import { WaitlistEntry } from './entry.entity.js';
import type { WaitlistOffer } from './offer.entity.js';
import type { LineCare } from './waitlist.policy.js';
import { type Offered, slotOf } from './waitlist-rows.js';

/** Childcare for those who wait for it, with a thing or beside a booking: what can be had, and what is held for them. */
@Injectable()
export class WaitCare {
  constructor(private readonly places: CarePlaces) {}

  /** What there is for those of the line who want childcare. Two statements, none where nobody does. */
  async chances(tx: EntityManager, line: readonly WaitlistEntry[]): Promise<LineCare | undefined> {
    const wishes = new Map(line.filter(wantsCare).map((entry) => [entry.id, wishOf(entry)]));
    if (wishes.size === 0) return undefined;
    const trial = await this.places.trial(tx, [...wishes.values()]);
    return {
      fits: ({ id }) => trial.fits(wishes.get(id)!),
      take: ({ id }) => trial.take(wishes.get(id)!),
    };
  }

  /** Why childcare cannot be had for the wish right now. */
  async whyNot(tx: EntityManager, wish: CareWish): Promise<Refused | undefined> {
    const [refused] = await this.places.whyRefused(tx, [wish]);
    return refused;
  }

  async hold(tx: EntityManager, offer: WaitlistOffer, entry: WaitlistEntry): Promise<void> {
    if (!wantsCare(entry)) return;
    await this.places.reserve(tx, { ...wishOf(entry), actorId: entry.memberId, for: heldFor(offer) });
  }

  async letGo(tx: EntityManager, offer: WaitlistOffer, entry: WaitlistEntry): Promise<void> {
    if (!wantsCare(entry)) return;
    await this.places.release(tx, heldFor(offer), { actorId: null, reason: null });
  }

  /** Those of the offers whose places in childcare the staff has taken away. One statement, none without childcare. */
  async lostBy(tx: EntityManager, offers: readonly Offered[]): Promise<Set<number>> {
    const cared = offers.filter(({ entry }) => wantsCare(entry));
    if (cared.length === 0) return new Set();
    const held = await this.places.of(
      tx,
      cared.map(({ offer }) => heldFor(offer)),
    );
    const has = ({ offer }: Offered): number => held.get(keyOf(heldFor(offer)))?.childIds.length ?? 0;
    return new Set(cared.filter((one) => has(one) < one.entry.childIds.length).map(({ offer }) => offer.id));
  }

  /** Those who wait for childcare beside a booking that is not there any more as it was. One statement, none without. */
  async withoutBooking(tx: EntityManager, line: readonly WaitlistEntry[]): Promise<Set<number>> {
    const beside = line.filter(({ bookingId }) => bookingId !== null);
    if (beside.length === 0) return new Set();
    const bookings = await tx.findBy(Booking, { id: In(beside.map(({ bookingId }) => bookingId!)) });
    const isThere = ({ bookingId, date, startMinute, endMinute }: WaitlistEntry): boolean =>
      bookings.some(
        (one) =>
          one.id === bookingId &&
          isStanding(one) &&
          one.date === date &&
          one.startMinute === startMinute &&
          one.endMinute === endMinute,
      );
    return new Set(beside.filter((entry) => !isThere(entry)).map(({ id }) => id));
  }
}

function wantsCare({ childIds }: Pick<WaitlistEntry, 'childIds'>): boolean {
  return childIds.length > 0;
}

function heldFor({ id }: Pick<WaitlistOffer, 'id'>): { kind: string; id: number } {
  return { kind: 'offer', id };
}

function wishOf(entry: WaitlistEntry): CareWish {
  const { venueId, memberId, childIds } = entry;
  return { ...slotOf(entry), venueId, guardianId: memberId, childIds };
}
