import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, LessThanOrEqual, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import type { Moment, Slot } from '../../platform/time.js';
import { type CareBoard, CareBoards } from '../places/care-board.js';
import { CareFreeds } from '../places/care-freed.js';
import type { DaySlot } from '../places/placing.policy.js';
import { type CareFor, sameSource } from '../places/stay.policy.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { SetAside } from './set-aside.entity.js';
import { type KeptPlaces, mostKept } from './set-aside.policy.js';
import { SetAsideNews } from './set-aside-news.js';

/** So many places are to be kept for those who come to a thing. */
export interface SetAsideWish extends Slot {
  for: CareFor;
  venueId: number;
  places: number;
  /** From then on they are for everybody. */
  until: Moment;
  /** In this slot; none, or none that is open on the day: in any that covers it. */
  slotId: number | null;
}

/** Where a set-aside is, with its slot. */
type Row = SetAside & { slot: CareSlot };

/**
 * Keeps places in childcare for those who come to one thing, such as a training: until a set moment nobody else is given
 * them. Each call is part of the transaction of that room, after its own locks.
 */
@Injectable()
export class SetAsides implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly boards: CareBoards,
    private readonly freed: CareFreeds,
    private readonly news: SetAsideNews,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'childcare.set_aside',
      schedule: { every: 'minutes', minutes: 5 },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.giveFree(),
    });
  }

  /**
   * Keeps as many as are wished for, or as many of them as there are; what was kept for the thing before is let go, wherever
   * it was. None: nothing is kept from now on. @returns how many
   */
  async keep(tx: EntityManager, wish: SetAsideWish): Promise<number> {
    const before = await this.of(tx, [wish.for]);
    if (wish.places === 0 && before.length === 0) return 0;
    await this.boards.lock(tx, [wish, ...before.map(({ slot }) => slot)]);
    await tx.delete(SetAside, { forKind: wish.for.kind, forId: wish.for.id });
    const now = this.clock.now();
    const isOver = wish.until.epochMilliseconds <= now.epochMilliseconds;
    const found = wish.places > 0 && !isOver ? bestOf(await this.boards.read(tx, [wish]), wish) : undefined;
    if (found) {
      const { start: forStartMinute, end: forEndMinute, until: untilAt } = wish;
      const row = { slotId: found.slot.id, forKind: wish.for.kind, forId: wish.for.id, places: found.places };
      await tx.insert(SetAside, { ...row, forStartMinute, forEndMinute, untilAt });
    }
    await this.freed.tell(tx, before.map(hoursOf));
    return found?.places ?? 0;
  }

  /** Nothing is kept for these any more. */
  async drop(tx: EntityManager, sources: readonly CareFor[]): Promise<void> {
    const rows = await this.of(tx, sources);
    if (rows.length === 0) return;
    await this.boards.lock(
      tx,
      rows.map(({ slot }) => slot),
    );
    await tx.delete(SetAside, { id: In(rows.map(({ id }) => id)) });
    await this.freed.tell(tx, rows.map(hoursOf));
  }

  /** What is kept for these, with its slot. One statement, none for none. */
  async of(manager: EntityManager, sources: readonly CareFor[]): Promise<Row[]> {
    if (sources.length === 0) return [];
    return this.rows(
      manager,
      sources.map(({ kind: forKind, id: forId }) => ({ forKind, forId })),
    );
  }

  /**
   * A slot has changed, under the lock of its day: what can no longer be kept beside the places that are held falls away, the
   * latest first, and those who look after the house are told.
   */
  async trim(tx: EntityManager, slotIds: readonly number[]): Promise<void> {
    if (slotIds.length === 0) return;
    const rows = await this.rows(tx, [{ slotId: In([...slotIds]) }]);
    if (rows.length === 0) return;
    const board = await this.boards.read(
      tx,
      rows.map(({ slot }) => slot),
    );
    const kept: KeptIn[] = [];
    for (const row of rows) kept.push(stillKept(board, row, kept));
    const cut = kept.filter(({ row, places }) => places < row.places);
    for (const { row, places } of cut)
      await (places > 0 ? tx.update(SetAside, row.id, { places }) : tx.delete(SetAside, row.id));
    await this.news.tell(
      tx,
      cut.map(({ row, places }) => ({ ...hoursOf(row), for: sourceOf(row), before: row.places, after: places })),
    );
  }

  /** What nobody of those has taken by its moment is for everybody: it goes out of the book, and those who wait are served. */
  async giveFree(): Promise<void> {
    const isOver = () => ({ untilAt: LessThanOrEqual(this.clock.now()) });
    for (const { slot, ...row } of await this.rows(this.database.reader, [isOver()])) {
      await this.database.transaction(async (tx) => {
        await this.database.lock(tx, 'venue', slot.venueId, 'shared');
        await this.boards.lock(tx, [slot]);
        await tx.delete(SetAside, { id: row.id, ...isOver() });
        await this.freed.tell(tx, [hoursOf({ ...row, slot })]);
      });
    }
  }

  private rows(manager: EntityManager, where: FindOptionsWhere<SetAside>[]): Promise<Row[]> {
    return manager
      .createQueryBuilder(SetAside, 'aside')
      .innerJoinAndMapOne('aside.slot', CareSlot, 'slot', 'slot.id = aside.slot_id')
      .where(where)
      .orderBy('aside.id')
      .getMany() as Promise<Row[]>;
  }
}

/** What is left of a set-aside. */
interface KeptIn {
  row: Row;
  places: number;
}

/** @param earlier those of which it is said already what is left */
function stillKept(board: CareBoard, row: Row, earlier: readonly KeptIn[]): KeptIn {
  const slot = board.slots.find(({ id }) => id === row.slotId);
  const covers = slot && slot.start <= row.forStartMinute && row.forEndMinute <= slot.end;
  if (!covers) return { row, places: 0 };
  const isEarlier = ({ for: source }: KeptPlaces): boolean =>
    earlier.some((one) => one.places > 0 && sameSource(sourceOf(one.row), source));
  const setAside = slot.setAside.filter(isEarlier).map((one) => {
    const { places } = earlier.find(({ row: other }) => sameSource(sourceOf(other), one.for))!;
    return { ...one, places };
  });
  const during = { start: row.forStartMinute, end: row.forEndMinute };
  const wish = { for: sourceOf(row), places: row.places, during };
  return { row, places: mostIn(board, { ...slot, setAside }, wish) };
}

/** The slot in which most can be kept, the first of several; none where nothing can be. */
function bestOf(board: CareBoard, wish: SetAsideWish): { slot: DaySlot; places: number } | undefined {
  const found = board.slots
    .filter(({ id }, _, all) => id === wish.slotId || all.every((one) => one.id !== wish.slotId))
    .filter(({ start, end }) => start <= wish.start && wish.end <= end)
    .map((slot) => ({ slot, places: mostIn(board, slot, { ...wish, during: wish }) }));
  return found.filter(({ places }) => places > 0).toSorted((a, b) => b.places - a.places)[0];
}

function mostIn({ standing, rulesOf }: CareBoard, slot: DaySlot, wish: Parameters<typeof mostKept>[2]): number {
  const there = standing.filter(({ slotId }) => slotId === slot.id);
  return mostKept(slot, there, wish, rulesOf(slot.venueId));
}

export function sourceOf({ forKind: kind, forId: id }: Pick<SetAside, 'forKind' | 'forId'>): CareFor {
  return { kind, id };
}

function hoursOf({ slot, forStartMinute: start, forEndMinute: end }: Row): Slot & { venueId: number } {
  return { venueId: slot.venueId, date: slot.date, start, end };
}
