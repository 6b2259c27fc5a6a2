import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Refused } from '../../platform/errors.js';
import { groupBy } from '../../platform/group-by.js';
import type { Moment, Slot } from '../../platform/time.js';
import { CareBoards } from './care-board.js';
import { CareFreeds } from './care-freed.js';
import { CarePlaceRows, type HeldPlace, type ReleasedBy } from './care-place-rows.js';
import type { CarePlace } from './care-place.entity.js';
import { CareTrial } from './care-trial.js';
import { CareRefusals } from './care-refusals.js';
import type { CareWish, Seat } from './placing.policy.js';
import { planAll, type Planned } from './planning.policy.js';
import { regrownAfter } from './margin.policy.js';
import type { CareFor } from './stay.policy.js';

/** A wish for places, and what they hang on. */
export interface CareOrder extends CareWish {
  for: CareFor;
  /** Who asks: the guardian herself, or somebody of the staff. */
  actorId: number;
}

/** What became of an order. */
export type CareOutcome = { order: CareOrder } & ({ seats: Seat[] } | { refused: Refused });

/** What a source holds. */
export interface HeldCare {
  childIds: number[];
  /** By the name of the child. */
  places: HeldPlace[];
}

export function keyOf({ kind, id }: CareFor): string {
  return `${kind} ${id}`;
}

/**
 * Places in childcare, for the rooms in which a guardian does something meanwhile. Each call is part of their transaction:
 * both or neither (DOMAIN, Rules of childcare). They take their own locks first; these are the last.
 *
 * A place is given only where there is a place and the roster suffices at every moment of the stay; the stay is what the
 * guardian does and some minutes around it, as far as the slot goes. Slots must cover what she does; they are not joined.
 */
@Injectable()
export class CarePlaces {
  constructor(
    private readonly clock: Clock,
    private readonly boards: CareBoards,
    private readonly rows: CarePlaceRows,
    private readonly refusals: CareRefusals,
    private readonly freed: CareFreeds,
  ) {}

  /**
   * Gives the source places for these children, all of them or none, in place of what it has already: other children,
   * another time, or both. No children: what it has is let go. Where it is refused, nothing is changed.
   * @throws Refused at `childIds`, whatever placing.policy.ts says
   */
  async reserve(tx: EntityManager, order: CareOrder): Promise<Seat[]> {
    const [outcome] = await this.reserveAll(tx, [order]);
    if ('refused' in outcome!) throw outcome.refused;
    return outcome!.seats;
  }

  /**
   * Many at once, each accepted or refused by itself, in the order in which they stand; one that is refused keeps what it
   * has. Five statements for new ones and eleven for changes, however many. Who wants all or nothing throws what was
   * refused.
   */
  async reserveAll(tx: EntityManager, orders: readonly CareOrder[]): Promise<CareOutcome[]> {
    const sources = orders.map((order) => order.for);
    const seen = await this.rows.of(tx, sources);
    const wanted = orders.filter(({ childIds }) => childIds.length > 0);
    if (wanted.length === 0 && seen.length === 0) return orders.map((order) => ({ order, seats: [] }));
    await this.boards.lock(tx, [...wanted, ...seen]);
    const held = seen.length > 0 ? await this.rows.of(tx, sources) : [];
    await this.letGoOf(tx, orders, held);
    const planned = wanted.length > 0 ? await this.plan(tx, wanted) : [];
    await this.write(tx, planned, held);
    return orders.map((order) => {
      const found = planned.find(({ wish }) => wish === order);
      if (!found) return { order, seats: [] };
      return 'refused' in found ? { order, refused: found.refused } : { order, seats: found.seats };
    });
  }

  /** Lets go of all that the source has. @returns what it had */
  async release(tx: EntityManager, source: CareFor, by: ReleasedBy): Promise<HeldPlace[]> {
    return this.releaseAll(tx, [source], by);
  }

  /** Five statements, however many; one where there is nothing. */
  async releaseAll(tx: EntityManager, sources: readonly CareFor[], by: ReleasedBy): Promise<HeldPlace[]> {
    const held = await this.rows.of(tx, sources);
    await this.letGo(tx, held, by);
    return held;
  }

  /** Lets go of these places; other stays of the same children get back the minutes that they had given up for them. */
  async letGo(tx: EntityManager, held: readonly HeldPlace[], by: ReleasedBy): Promise<void> {
    if (held.length === 0) return;
    await this.boards.lock(tx, held);
    await this.rows.release(
      tx,
      held.map(({ id }) => id),
      by,
      this.clock.now(),
    );
    const board = await this.boards.read(tx, held, [...new Set(held.map(({ childId }) => childId))]);
    await this.rows.cut(tx, regrownAfter(board, held));
    await this.freed.tell(tx, held.map(told));
  }

  /**
   * Gives back what the source had until the clock took it away, if it can be had still.
   * @returns nothing where it had none then
   */
  async winBack(
    tx: EntityManager,
    order: Omit<CareOrder, 'childIds'>,
    since: Moment,
  ): Promise<CareOutcome | undefined> {
    const childIds = await this.rows.lapsed(tx, order.for, since);
    return childIds.length > 0 ? (await this.reserveAll(tx, [{ ...order, childIds }]))[0] : undefined;
  }

  /** What these sources hold, by `keyOf`; those without are missing. One statement. */
  async of(manager: EntityManager, sources: readonly CareFor[]): Promise<Map<string, HeldCare>> {
    const groups = groupBy(await this.rows.of(manager, sources), (one) => keyOf(one.for));
    return new Map(
      [...groups].map(([key, places]) => [
        key,
        { childIds: [...new Set(places.map(({ childId }) => childId))], places },
      ]),
    );
  }

  /**
   * Why each of the wishes would be refused, one after the other as `reserveAll` would; nothing where it would not. For
   * showing before it is confirmed, and, under the locks (`lock`), for deciding what to write. Two statements.
   */
  async whyRefused(manager: EntityManager, wishes: readonly CareWish[]): Promise<(Refused | undefined)[]> {
    const wanted = wishes.filter(({ childIds }) => childIds.length > 0);
    if (wanted.length === 0) return wishes.map(() => undefined);
    const facts = await this.boards.facts(manager, wanted);
    const { planned } = planAll(wanted, facts, facts.standing);
    return wishes.map((wish) => {
      const found = planned.find((one) => one.wish === wish);
      return found && 'refused' in found ? found.refused : undefined;
    });
  }

  /** For trying wishes one after the other, under the locks. Two statements. */
  async trial(manager: EntityManager, wishes: readonly CareWish[]): Promise<CareTrial> {
    const facts = await this.boards.facts(manager, wishes);
    return new CareTrial(facts, facts.standing);
  }

  /** The days of the wishes stand still until the end of the transaction. */
  async lock(tx: EntityManager, days: readonly { venueId: number; date: string }[]): Promise<void> {
    await this.boards.lock(tx, days);
  }

  /** Orders for no children. */
  private async letGoOf(tx: EntityManager, orders: readonly CareOrder[], held: readonly HeldPlace[]): Promise<void> {
    const empty = orders.filter(({ childIds }) => childIds.length === 0);
    const keys = new Set(empty.map((order) => keyOf(order.for)));
    const left = held.filter((place) => keys.has(keyOf(place.for)));
    if (left.length > 0) await this.letGo(tx, left, { actorId: empty[0]!.actorId, reason: null });
  }

  private async plan(tx: EntityManager, orders: readonly CareOrder[]): Promise<Planned<CareOrder>[]> {
    await this.boards.hold(
      tx,
      orders.flatMap(({ childIds }) => childIds),
    );
    const facts = await this.boards.facts(tx, orders);
    const { planned, cut } = planAll(orders, facts, facts.standing);
    this.refusals.note(planned, facts);
    await this.rows.cut(tx, cut);
    return planned;
  }

  /** Who stays keeps her row, with what is noted of her arrival. */
  private async write(
    tx: EntityManager,
    planned: readonly Planned<CareOrder>[],
    held: readonly HeldPlace[],
  ): Promise<void> {
    const now = this.clock.now();
    const given = planned.flatMap((one) =>
      'seats' in one ? one.seats.map((seat) => ({ seat, order: one.wish })) : [],
    );
    const placeOf = new Map(held.map((place) => [`${keyOf(place.for)} ${place.childId}`, place]));
    const was = ({ seat, order }: Given): HeldPlace | undefined => placeOf.get(`${keyOf(order.for)} ${seat.childId}`);
    const staying = new Set(given.map(was));
    const accepted = new Set(given.map(({ order }) => keyOf(order.for)));
    const gone = held.filter((place) => accepted.has(keyOf(place.for)) && !staying.has(place));
    const actorId = given[0]?.order.actorId ?? 0;
    const ids = gone.map(({ id }) => id);
    await this.rows.release(tx, ids, { actorId, reason: null }, now);
    await this.rows.reseat(
      tx,
      given.flatMap((one) => {
        const place = was(one);
        const { date, start: forStart, end: forEnd } = one.order;
        return place ? [{ ...one.seat, id: place.id, date, forStart, forEnd }] : [];
      }),
    );
    await this.rows.add(
      tx,
      given.filter((one) => !was(one)).map(({ seat, order }) => placeFor(seat, order, now)),
    );
    await this.freed.tell(tx, held.filter((place) => accepted.has(keyOf(place.for))).map(told));
  }
}

interface Given {
  seat: Seat;
  order: CareOrder;
}

function placeFor(seat: Seat, order: CareOrder, now: CarePlace['reservedAt']): Omit<CarePlace, 'id'> {
  return {
    slotId: seat.slotId,
    childId: seat.childId,
    guardianId: order.guardianId,
    date: order.date,
    startMinute: seat.start,
    endMinute: seat.end,
    forKind: order.for.kind,
    forId: order.for.id,
    forStartMinute: order.start,
    forEndMinute: order.end,
    shareKind: order.share?.kind ?? null,
    shareId: order.share?.id ?? null,
    status: 'reserved',
    reservedAt: now,
    reservedBy: order.actorId,
    releasedAt: null,
    releasedBy: null,
    releaseReason: null,
  };
}

function told({ venueId, date, start, end }: HeldPlace): Slot & { venueId: number } {
  return { venueId, date, start, end };
}
