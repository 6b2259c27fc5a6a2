import { CareArrivals } from '../../childcare/day/arrivals.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CarePlaces, keyOf } from '../../childcare/places/care-places.js';
import { Clock } from '../../platform/clock.js';
import { conflict, invalid } from '../../platform/errors.js';
import { type DateText, type Moment, todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Booking } from '../booking.entity.js';
import { seesNames, withoutName } from '../../childcare/places/care-names.policy.js';

/** What of a booking childcare hangs on. */
type Cared = Pick<Booking, 'id' | 'venueId' | 'memberId' | 'date' | 'startMinute' | 'endMinute' | 'careCount'>;

/** What became of the childcare of a booking that somebody came for after all. */
export type CareWon = 'back' | 'lost' | undefined;

/**
 * Childcare beside a booking: both or neither. Each call is part of the booking's transaction, and comes after the booking
 * holds its things: its locks first, then those of childcare.
 */
@Injectable()
export class BookingCare {
  constructor(
    private readonly clock: Clock,
    private readonly places: CarePlaces,
    private readonly arrivals: CareArrivals,
  ) {}

  /**
   * Gives the booking places for these children in place of those that it has. No statement where it has none and wants
   * none.
   * @throws Refused at `childIds`, whatever childcare says
   */
  async reserve(tx: EntityManager, viewer: Viewer, booking: Cared, childIds: readonly number[]): Promise<void> {
    if (childIds.length === 0 && !booking.careCount) return;
    const { id, venueId, memberId, date, startMinute: start, endMinute: end } = booking;
    const source = { kind: 'booking', id };
    const order = { guardianId: memberId, actorId: viewer.id, venueId, childIds, date, start, end, for: source };
    try {
      await this.places.reserve(tx, order);
    } catch (error) {
      throw seesNames(viewer, memberId) ? error : withoutName(error);
    }
    booking.careCount = childIds.length;
  }

  /**
   * A child who is in the house must be handed over first: her place is what the staff goes by.
   * @param then who is to be looked after, on which day; none: nobody, the booking ends
   * @throws Refused `bookings.child_inside`
   */
  async mustNotLeaveInside(
    manager: EntityManager,
    { id, careCount, date }: Pick<Booking, 'id' | 'careCount' | 'date'>,
    then: { childIds: readonly number[]; date: DateText } | undefined,
  ): Promise<void> {
    if (!careCount || date !== todayAt(this.clock.now())) return;
    const inside = await this.arrivals.inside(manager, [{ kind: 'booking', id }]);
    const left = inside.filter(({ childId }) => then?.date !== date || !then.childIds.includes(childId));
    if (left.length > 0) throw conflict(then ? 'childIds' : '', 'bookings.child_inside');
  }

  /**
   * Gives a booking that was given free by the clock its places again.
   * @returns nothing where it had none; `lost`: there is no place any more
   */
  async winBack(tx: EntityManager, actorId: number, booking: Cared & { noShowAt: Moment | null }): Promise<CareWon> {
    if (!booking.noShowAt) return undefined;
    const { id, venueId, memberId: guardianId, date, startMinute: start, endMinute: end } = booking;
    const order = { guardianId, actorId, venueId, date, start, end, for: { kind: 'booking', id } };
    const outcome = await this.places.winBack(tx, order, booking.noShowAt);
    return outcome && ('refused' in outcome ? 'lost' : 'back');
  }

  /** Who has a place beside the booking. One statement, none where it has no childcare. */
  async childrenOf(manager: EntityManager, { id, careCount }: Pick<Booking, 'id' | 'careCount'>): Promise<number[]> {
    if (!careCount) return [];
    const source = { kind: 'booking', id };
    return (await this.places.of(manager, [source])).get(keyOf(source))?.childIds ?? [];
  }

  /**
   * The booking stands already, and the form was sent once more: with the same children, or was it meant to add some?
   * @throws Refused `bookings.care_elsewhere` where it has others
   */
  async mustBeSame(tx: EntityManager, id: number, childIds: readonly number[]): Promise<void> {
    if (childIds.length === 0) return;
    const has = await this.childrenOf(tx, { id, careCount: 1 });
    if (!isSameChildren(has, childIds)) throw invalid('childIds', 'bookings.care_elsewhere');
  }
}

export function isSameChildren(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
