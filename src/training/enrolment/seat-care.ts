import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CareArrivals } from '../../childcare/day/arrivals.js';
import { type CareChance, CareChances } from '../../childcare/places/care-chances.js';
import type { ReleasedBy } from '../../childcare/places/care-place-rows.js';
import { type CareOrder, CarePlaces, keyOf } from '../../childcare/places/care-places.js';
import type { CareWish } from '../../childcare/places/placing.policy.js';
import { Clock } from '../../platform/clock.js';
import { conflict, invalid, type Refused } from '../../platform/errors.js';
import { type Slot, todayAt } from '../../platform/time.js';
import { SESSION } from '../sessions/training-session.entity.js';
import type { LineCare, Waiting } from './line.policy.js';
import { type HeldSeat, SEAT } from './seats.js';

/** A session in the house, or elsewhere: then nobody is looked after. */
type Place = Slot & { id: number; venueId: number | null };

/** Childcare beside seats: for each of them, or for none. */
@Injectable()
export class SeatCare {
  constructor(
    private readonly clock: Clock,
    private readonly arrivals: CareArrivals,
    private readonly places: CarePlaces,
    private readonly chances: CareChances,
  ) {}

  /** @throws Refused at `childIds`, whatever childcare says of the first seat that lacks it */
  async reserve(
    tx: EntityManager,
    actorId: number,
    seats: readonly HeldSeat[],
    childIds: readonly number[],
  ): Promise<void> {
    const barred = whyNoCare(seats, childIds);
    if (barred) throw barred;
    const outcomes = await this.places.reserveAll(tx, ordersOf(actorId, seats, childIds));
    const refused = outcomes.find((one) => 'refused' in one);
    if (refused && 'refused' in refused) throw refused.refused;
  }

  /** Why childcare cannot be had for these now. Five statements, none without children. */
  async whyNot(
    manager: EntityManager,
    guardianId: number,
    sessions: readonly Place[],
    childIds: readonly number[],
  ): Promise<Refused | undefined> {
    const barred = whyNoCare(sessions, childIds);
    if (barred || childIds.length === 0) return barred;
    const refusals = await this.places.whyRefused(manager, wishesOf(guardianId, sessions, childIds));
    return refusals.find((one) => one?.kind !== 'conflict' && one !== undefined) ?? refusals.find(Boolean);
  }

  /** What childcare there is beside each of these for those who come to it, by session. One statement. */
  async left(manager: EntityManager, sessions: readonly Place[]): Promise<Map<number, CareChance[]>> {
    const those = sessions.map((one) => ({ ...one, share: { kind: SESSION, id: one.id } }));
    const found = await this.chances.beside(manager, those);
    return new Map([...found].map(([{ id }, chances]) => [id, chances]));
  }

  /**
   * A child who is in the house must be handed over first: her place is what the staff goes by.
   * @param then who is to be looked after beside them; none: nobody, the seats are given up
   * @throws Refused `enrolment.child_inside`. No statement unless one of them is today
   */
  async mustNotLeaveInside(
    manager: EntityManager,
    seats: readonly HeldSeat[],
    then: readonly number[] = [],
  ): Promise<void> {
    const today = todayAt(this.clock.now());
    const sources = seats.filter(({ date }) => date === today).map(({ seatId: id }) => ({ kind: SEAT, id }));
    const inside = await this.arrivals.inside(manager, sources);
    const left = inside.filter(({ childId }) => !then.includes(childId));
    if (left.length > 0) throw conflict(then.length > 0 ? 'childIds' : '', 'enrolment.child_inside');
  }

  /** For each seat by itself. @returns those for which there is no place */
  async reserveWhereItCan(
    tx: EntityManager,
    actorId: number,
    seats: readonly HeldSeat[],
    childIds: readonly number[],
  ): Promise<HeldSeat[]> {
    if (childIds.length === 0) return [];
    const outcomes = await this.places.reserveAll(tx, ordersOf(actorId, seats, childIds));
    const given = new Set(outcomes.flatMap((one) => ('seats' in one ? one.order.for.id : [])));
    return seats.filter(({ seatId }) => !given.has(seatId));
  }

  /** What there is for those of the line who want childcare. Statements do not grow with them; none where nobody does. */
  async lineCare(tx: EntityManager, line: readonly { one: Waiting; sessions: readonly Place[] }[]): Promise<LineCare> {
    const wishes = line.flatMap(({ one, sessions }) => wishesOf(one.userId, sessions, one.childIds));
    if (wishes.length === 0) return { fits: () => true, take: () => undefined };
    const trial = await this.places.trial(tx, wishes);
    const of = (one: Waiting, sessions: readonly Place[]): CareWish[] => wishesOf(one.userId, sessions, one.childIds);
    return {
      fits: (one, sessions) => of(one, sessions).every((wish) => trial.fits(wish)),
      take: (one, sessions) => of(one, sessions).forEach((wish) => trial.take(wish)),
    };
  }

  /** Takes the places of these seats along to where their sessions are now. @returns ids of the seats that lost theirs */
  async move(tx: EntityManager, actorId: number, seats: readonly HeldSeat[]): Promise<Set<number>> {
    const sources = seats.map(({ seatId: id }) => ({ kind: SEAT, id }));
    const held = await this.places.of(tx, sources);
    const cared = seats.filter(({ seatId: id }) => held.has(keyOf({ kind: SEAT, id })));
    const orders = cared.flatMap((seat) =>
      ordersOf(actorId, [seat], held.get(keyOf({ kind: SEAT, id: seat.seatId }))!.childIds),
    );
    const outcomes = await this.places.reserveAll(tx, orders);
    const given = new Set(outcomes.flatMap((one) => ('seats' in one ? one.order.for.id : [])));
    const lost = cared.filter(({ seatId }) => !given.has(seatId));
    await this.release(tx, lost, { actorId, reason: null });
    return new Set(lost.map(({ seatId }) => seatId));
  }

  async release(tx: EntityManager, seats: readonly Pick<HeldSeat, 'seatId'>[], by: ReleasedBy): Promise<void> {
    if (seats.length === 0) return;
    const sources = seats.map(({ seatId: id }) => ({ kind: SEAT, id }));
    await this.places.releaseAll(tx, sources, by);
  }
}

/** What is asked of childcare for these, one wish a session in the house. */
export function wishesOf(guardianId: number, sessions: readonly Place[], childIds: readonly number[]): CareWish[] {
  if (childIds.length === 0) return [];
  return sessions.flatMap(({ id, venueId, date, start, end }) =>
    venueId === null ? [] : [{ guardianId, venueId, childIds, date, start, end, share: { kind: SESSION, id } }],
  );
}

function ordersOf(actorId: number, seats: readonly HeldSeat[], childIds: readonly number[]): CareOrder[] {
  return seats.flatMap((seat) =>
    wishesOf(seat.userId, [{ ...seat, id: seat.sessionId }], childIds).map((wish) => ({
      ...wish,
      actorId,
      for: { kind: SEAT, id: seat.seatId },
    })),
  );
}

/** Care exists only beside something that the guardian does in the house (DOMAIN, Rules of childcare). */
function whyNoCare(sessions: readonly Pick<Place, 'venueId'>[], childIds: readonly number[]): Refused | undefined {
  const online = childIds.length > 0 && sessions.every(({ venueId }) => venueId === null);
  return online ? invalid('childIds', 'enrolment.care_online') : undefined;
}
