import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { ask } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import { isOverlap } from '../../platform/database/sql-errors.js';
import { conflict } from '../../platform/errors.js';
import type { DateText, Minute, Moment, Slot } from '../../platform/time.js';
import { Child } from '../children/child.entity.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { CarePlace } from './care-place.entity.js';
import { CareRefusal } from './care-refusal.entity.js';
import type { CareFor, Standing } from './stay.policy.js';

/** A place that a source holds, as its pages show it. */
export interface HeldPlace extends Slot {
  id: number;
  venueId: number;
  slotId: number;
  childId: number;
  /** For the guardian and the staff; never for a mail. */
  childName: string;
  birthDate: DateText;
  guardianId: number;
  for: CareFor;
}

/** Where a place is from now on. */
export interface Reseat extends Slot {
  id: number;
  slotId: number;
  forStart: Minute;
  forEnd: Minute;
}

export interface ReleasedBy {
  /** Nobody: it came by the clock. */
  actorId: number | null;
  /** Why, where the staff does it. */
  reason: string | null;
}

/** Reads and writes places, many in each statement. */
@Injectable()
export class CarePlaceRows {
  /** By source (`keyOf`), each by the name of the child. One statement. */
  async of(manager: EntityManager, sources: readonly CareFor[]): Promise<HeldPlace[]> {
    if (sources.length === 0) return [];
    const kinds = [...new Set(sources.map(({ kind }) => kind))];
    const some = kinds.map((_, index) => `(place.for_kind = :kind${index} AND place.for_id IN (:...ids${index}))`);
    const parameters = kinds.flatMap((kind, index) => [
      [`kind${index}`, kind],
      [`ids${index}`, sources.filter((one) => one.kind === kind).map(({ id }) => id)],
    ]);
    const rows = await this.query(manager)
      .where(`place.status = 'reserved' AND (${some.join(' OR ')})`, Object.fromEntries(parameters) as object)
      .getRawMany<RawPlace>();
    return rows.map(heldOf);
  }

  /** What is reserved in these slots, who reserved first first. One statement. */
  async inSlots(manager: EntityManager, slotIds: readonly number[]): Promise<HeldPlace[]> {
    if (slotIds.length === 0) return [];
    const rows = await this.query(manager)
      .where(`place.status = 'reserved' AND place.slot_id IN (:...slotIds)`, { slotIds })
      .orderBy('place.reserved_at')
      .addOrderBy('place.id')
      .getRawMany<RawPlace>();
    return rows.map(heldOf);
  }

  private query(manager: EntityManager) {
    return manager
      .createQueryBuilder(CarePlace, 'place')
      .innerJoin(CareSlot, 'slot', 'slot.id = place.slot_id')
      .innerJoin(Child, 'child', 'child.id = place.child_id')
      .select(['place.id AS "id"', 'place.slot_id AS "slotId"', 'slot.venue_id AS "venueId"', 'place.date AS "date"'])
      .addSelect(['place.start_minute AS "start"', 'place.end_minute AS "end"', 'place.child_id AS "childId"'])
      .addSelect(['child.name AS "childName"', 'child.birth_date AS "birthDate"', 'place.guardian_id AS "guardianId"'])
      .addSelect(['place.for_kind AS "forKind"', 'place.for_id AS "forId"'])
      .orderBy('place.date')
      .addOrderBy('child.kana')
      .addOrderBy('place.id');
  }

  /** One statement. @throws Refused `childcare.child_taken`: the child got a place elsewhere meanwhile */
  async add(tx: EntityManager, places: readonly Omit<CarePlace, 'id'>[]): Promise<void> {
    if (places.length === 0) return;
    await refusing(() =>
      tx
        .createQueryBuilder()
        .insert()
        .into(CarePlace)
        .values([...places])
        .updateEntity(false)
        .execute(),
    );
  }

  /** Two statements: taken up first, so that none is in the way of another. @throws Refused as `add` */
  async reseat(tx: EntityManager, places: readonly Reseat[]): Promise<void> {
    if (places.length === 0) return;
    await tx.update(CarePlace, { id: In(places.map(({ id }) => id)) }, { status: 'moving' });
    await this.set(
      tx,
      ['slot_id', 'date', 'start_minute', 'end_minute', 'for_start_minute', 'for_end_minute'],
      places.map((one) => [one.id, one.slotId, one.date, one.start, one.end, one.forStart, one.forEnd]),
    );
  }

  /** Gives up minutes around a stay. One statement. */
  async cut(tx: EntityManager, places: readonly Standing[]): Promise<void> {
    if (places.length === 0) return;
    await this.set(
      tx,
      ['date', 'start_minute', 'end_minute'],
      places.map((one) => [one.placeId!, one.date, one.start, one.end]),
    );
  }

  /** @param rows the id first, then the columns */
  private async set(tx: EntityManager, columns: readonly string[], rows: (number | string)[][]): Promise<void> {
    const type = (column: string): string => (column === 'date' ? 'text' : 'integer');
    let placed = 0;
    const mark = (column: string): string => `CAST($${(placed += 1)} AS ${type(column)})`;
    const names = ['id', ...columns];
    const values = rows.map(() => `(${names.map(mark).join(', ')})`);
    const statement = `
      WITH wanted (${names.join(', ')}) AS (VALUES ${values.join(', ')})
      UPDATE care_place SET ${columns.map((name) => `${name} = wanted.${name}`).join(', ')}, status = 'reserved'
      FROM wanted WHERE care_place.id = wanted.id`;
    await refusing(() => ask(tx, statement, rows.flat()));
  }

  /** One statement. */
  async release(tx: EntityManager, ids: readonly number[], by: ReleasedBy, now: Moment): Promise<void> {
    if (ids.length === 0) return;
    await tx
      .createQueryBuilder()
      .update(CarePlace)
      .set({ status: 'cancelled', releasedAt: now, releasedBy: by.actorId, releaseReason: by.reason })
      .where(`id IN (:...ids) AND status = 'reserved'`, { ids })
      .execute();
  }

  /** Children whose places of the source the clock took away, nobody and for no reason told. One statement. */
  async lapsed(manager: EntityManager, { kind: forKind, id: forId }: CareFor, since: Moment): Promise<number[]> {
    const rows = await manager
      .createQueryBuilder(CarePlace, 'place')
      .select('place.child_id', 'childId')
      .where("place.for_kind = :forKind AND place.for_id = :forId AND place.status = 'cancelled'", { forKind, forId })
      .andWhere('place.released_by IS NULL AND place.release_reason IS NULL')
      .andWhere('place.released_at >= :since', { since: forSql(since) })
      .orderBy('place.child_id')
      .getRawMany<{ childId: number }>();
    return [...new Set(rows.map(({ childId }) => childId))];
  }

  /** Wishes that could not be had; one that was noted before is left alone. One statement. */
  async noteRefusals(tx: EntityManager, rows: readonly Omit<CareRefusal, 'id'>[]): Promise<void> {
    if (rows.length === 0) return;
    await tx
      .createQueryBuilder()
      .insert()
      .into(CareRefusal)
      .values([...rows])
      .orIgnore()
      .updateEntity(false)
      .execute();
  }
}

type RawPlace = Omit<HeldPlace, 'for'> & { forKind: string; forId: number };

function heldOf({ forKind, forId, ...place }: RawPlace): HeldPlace {
  return { ...place, for: { kind: forKind, id: forId } };
}

async function refusing(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isOverlap(error, 'care_place_overlap')) throw conflict('childIds', 'childcare.child_taken');
    throw error;
  }
}
