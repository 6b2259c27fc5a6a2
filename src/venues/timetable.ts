import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { databaseKind } from '../platform/database/kind.js';
import { isOverlap } from '../platform/database/sql-errors.js';
import { conflict } from '../platform/errors.js';
import { DAY_MINUTES, type Slot } from '../platform/time.js';
import { Occupancy } from './occupancy.entity.js';

/** What holds a stretch of the timetable: a booking, later a session, a care slot. */
export interface Source {
  kind: string;
  id: number;
}

/** One hold of many. */
export interface Hold extends Slot {
  sourceId: number;
  resourceIds: readonly number[];
}

/**
 * The one timetable (DESIGN §3). Whoever wants a resource for a stretch writes it here, inside the transaction of the
 * use case; the database refuses what overlaps.
 */
@Injectable()
export class Timetable {
  /**
   * Takes the resources, and everything inside them, for the slot with their buffers (buffers.policy.ts): what is inside
   * with those of what was asked for, and where several were, with the longest. One statement, in the order of ids, so that two who
   * want the same things meet at the first and not crosswise.
   *
   * @throws Refused `venues.taken` (conflict, at `resourceIds`); the transaction cannot go on then.
   */
  async occupy(tx: EntityManager, source: Source, resourceIds: readonly number[], slot: Slot): Promise<void> {
    await this.occupyAll(tx, source.kind, [{ ...slot, sourceId: source.id, resourceIds }]);
  }

  /** As `occupy`, for many sources of one kind, still in one statement. */
  async occupyAll(tx: EntityManager, kind: string, holds: readonly Hold[]): Promise<void> {
    const rows = holds.flatMap(({ sourceId, resourceIds, date, start, end }) =>
      resourceIds.map((id) => [id, date, start, end, sourceId]),
    );
    if (rows.length === 0) return;
    // Placeholders stand in the order of the parameters: SQLite's have no numbers.
    let placed = 0;
    const mark = (): string => (databaseKind === 'postgres' ? `$${(placed += 1)}` : '?');
    const row = (): string => {
      const [resource, date, ...numbers] = [mark(), mark(), mark(), mark(), mark()];
      const integers = numbers.map((one) => `CAST(${one} AS integer)`);
      return `(CAST(${resource} AS integer), CAST(${date} AS text), ${integers.join(', ')})`;
    };
    const statement = `
      WITH RECURSIVE wanted (resource_id, date, start_minute, end_minute, source_id) AS (
        VALUES ${rows.map(row).join(', ')}),
      held (root, id, buffer_before, buffer_after) AS (
        SELECT id, id, buffer_before, buffer_after FROM resource WHERE id IN (SELECT resource_id FROM wanted)
        UNION SELECT held.root, inside.id, held.buffer_before, held.buffer_after
        FROM resource inside JOIN held ON inside.parent_id = held.id),
      kept (id, date, start_minute, end_minute, source_id, buffer_before, buffer_after) AS (
        SELECT held.id, wanted.date, wanted.start_minute, wanted.end_minute, wanted.source_id,
          MAX(CASE WHEN held.buffer_before > wanted.start_minute THEN wanted.start_minute ELSE held.buffer_before END),
          MAX(CASE WHEN held.buffer_after > ${DAY_MINUTES} - wanted.end_minute THEN ${DAY_MINUTES} - wanted.end_minute
            ELSE held.buffer_after END)
        FROM wanted JOIN held ON held.root = wanted.resource_id
        GROUP BY held.id, wanted.date, wanted.start_minute, wanted.end_minute, wanted.source_id)
      INSERT INTO occupancy
        (resource_id, date, start_minute, end_minute, source_kind, source_id, buffer_before, buffer_after)
      SELECT id, date, start_minute - buffer_before, end_minute + buffer_after, CAST(${mark()} AS text), source_id,
        buffer_before, buffer_after
      FROM kept
      ORDER BY id, date, start_minute`;
    try {
      await tx.query(statement, [...rows.flat(), kind]);
    } catch (error) {
      if (isOverlap(error)) throw conflict('resourceIds', 'venues.taken');
      throw error;
    }
  }

  /** Gives free whatever the source held. */
  async release(tx: EntityManager, source: Source): Promise<void> {
    await tx.delete(Occupancy, { sourceKind: source.kind, sourceId: source.id });
  }

  async releaseAll(tx: EntityManager, kind: string, ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await tx.delete(Occupancy, { sourceKind: kind, sourceId: In([...ids]) });
  }

  /** Lets go of the old and takes the new; on a refusal the transaction fails, and with it the letting go. */
  async move(tx: EntityManager, source: Source, resourceIds: readonly number[], slot: Slot): Promise<void> {
    await this.release(tx, source);
    await this.occupy(tx, source, resourceIds, slot);
  }
}
