import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { conflict } from '../platform/errors.js';
import { groupBy } from '../platform/group-by.js';
import { overlaps, type DateText } from '../platform/time.js';
import { around, insideOf, type Nested } from './nesting.policy.js';
import { Occupancy } from './occupancy.entity.js';
import { Occupants } from './occupants.js';

type Thing = Nested & { name: string };

/** So many of what collides are named. */
const NAMED = 3;

/**
 * Keeps the timetable right when something is put into something else: whoever holds the outer holds what is inside
 * (Timetable.occupy). Only from today on; what is past stays as it was.
 */
@Injectable()
export class Nesting {
  constructor(private readonly occupants: Occupants) {}

  /**
   * A thing, with all that is inside it, was moved from one place into another (none: it stands alone). Gives free what it
   * was held for only because it stood in the former, and takes what the new one is held for.
   *
   * @param all the things of the venue as they stand after the move
   * @throws Refused venues.nesting_taken (conflict, at `parentId`): it has bookings of its own while the new place is hired
   */
  async moved(
    tx: EntityManager,
    venueId: number,
    thing: Thing & { formerParentId: number | null },
    all: readonly Thing[],
    today: DateText,
  ): Promise<void> {
    if (thing.parentId === thing.formerParentId) return;
    const things = [thing, ...insideOf(thing.id, all)];
    const ids = things.map(({ id }) => id);
    const held = await this.from(tx, ids, today);
    const formerly = await this.from(tx, thing.formerParentId === null ? [] : [thing.formerParentId], today);
    const gone = await this.heldOnlyFrom(tx, venueId, held, formerly, { things, all, today });
    if (gone.length > 0)
      await tx.delete(
        Occupancy,
        gone.map(({ id }) => id),
      );

    const left = held.filter((row) => !gone.includes(row));
    const outer = await this.from(tx, thing.parentId === null ? [] : [thing.parentId], today);
    const wanted = outer.flatMap((row) => ids.map((resourceId) => ({ ...withoutId(row), resourceId })));
    const fresh = wanted.filter((row) => !left.some((one) => sameHold(one, row) && one.resourceId === row.resourceId));
    const inTheWay = left.filter((row) => fresh.some((one) => one.resourceId === row.resourceId && clash(one, row)));
    if (inTheWay.length > 0) throw conflict('parentId', 'venues.nesting_taken', this.named(inTheWay, things));
    for (let at = 0; at < fresh.length; at += 500) await tx.insert(Occupancy, fresh.slice(at, at + 500));
  }

  /**
   * Things that are new, and hold nothing of their own yet, were put into others: they take what those are held for. One
   * statement for each thing that was there and has something new in it, and one for each 500 rows that they take.
   * @param all the things of the venue, the new ones among them
   */
  async added(tx: EntityManager, fresh: readonly Thing[], all: readonly Thing[], today: DateText): Promise<void> {
    const freshIds = new Set(fresh.map(({ id }) => id));
    const byId = new Map(all.map((thing) => [thing.id, thing]));
    const outerOf = ({ parentId }: Thing): number | null => {
      let id = parentId;
      while (id !== null && freshIds.has(id)) id = byId.get(id)!.parentId;
      return id;
    };
    for (const [outer, inner] of groupBy(fresh, outerOf)) {
      if (outer === null) continue;
      const held = await this.from(tx, [outer], today);
      const wanted = held.flatMap((row) => inner.map(({ id }) => ({ ...withoutId(row), resourceId: id })));
      for (let at = 0; at < wanted.length; at += 500) await tx.insert(Occupancy, wanted.slice(at, at + 500));
    }
  }

  private from(tx: EntityManager, ids: readonly number[], today: DateText): Promise<Occupancy[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return tx
      .createQueryBuilder(Occupancy, 'occupancy')
      .where('occupancy.resource_id IN (:...ids) AND occupancy.date >= :today', { ids, today })
      .orderBy('occupancy.date')
      .addOrderBy('occupancy.start_minute')
      .getMany();
  }

  /** Rows that came with the former place, save those whose holder asked for the thing itself too. */
  private async heldOnlyFrom(
    tx: EntityManager,
    venueId: number,
    held: readonly Occupancy[],
    formerly: readonly Occupancy[],
    { things, all, today }: { things: readonly Thing[]; all: readonly Thing[]; today: DateText },
  ): Promise<Occupancy[]> {
    const came = held.filter((row) => formerly.some((outer) => sameHold(outer, row)));
    if (came.length === 0) return [];
    const askedFor = new Map(
      (await this.occupants.upcoming(tx, venueId, today)).map(({ kind, id, resourceIds }) => [
        `${kind} ${id}`,
        resourceIds,
      ]),
    );
    const moved = new Set(things.map(({ id }) => id));
    return came.filter((row) => {
      const wanted = askedFor.get(`${row.sourceKind} ${row.sourceId}`) ?? [];
      const thing = things.find(({ id }) => id === row.resourceId)!;
      const itself = [thing, ...around(thing, all)].filter(({ id }) => moved.has(id));
      return !itself.some(({ id }) => wanted.includes(id));
    });
  }

  private named(rows: readonly Occupancy[], things: readonly Thing[]): Record<string, unknown> {
    const first = rows.slice(0, NAMED).map((row) => ({
      key: 'venues:taken_at',
      name: things.find(({ id }) => id === row.resourceId)?.name,
      date: row.date,
      start: row.startMinute,
      end: row.endMinute,
    }));
    return { taken: first, total: rows.length };
  }
}

function withoutId({
  date,
  startMinute,
  endMinute,
  sourceKind,
  sourceId,
  bufferBefore,
  bufferAfter,
}: Occupancy): Omit<Occupancy, 'id' | 'resourceId'> {
  return { date, startMinute, endMinute, sourceKind, sourceId, bufferBefore, bufferAfter };
}

type Hold = Omit<Occupancy, 'id' | 'resourceId'>;

/** By the use: two things of one booking may have different buffers. */
function sameHold(a: Hold, b: Hold): boolean {
  const use = ({ startMinute, bufferBefore }: Hold): number => startMinute + bufferBefore;
  return a.sourceKind === b.sourceKind && a.sourceId === b.sourceId && a.date === b.date && use(a) === use(b);
}

function clash(a: Hold, b: Hold): boolean {
  const [one, other] = [a, b].map(({ startMinute: start, endMinute: end }) => ({ start, end }));
  return a.date === b.date && overlaps(one!, other!);
}
