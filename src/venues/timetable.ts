import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../platform/database/kind.js';
import { isOverlap } from '../platform/database/sql-errors.js';
import { conflict } from '../platform/errors.js';
import type { Slot } from '../platform/time.js';
import { Occupancy } from './occupancy.entity.js';

/** What holds a stretch of the timetable: a booking, later a session, a care slot. */
export interface Source {
  kind: string;
  id: number;
}

/**
 * The one timetable (DESIGN §3). Whoever wants a resource for a stretch writes it here, inside the transaction of the
 * use case; the database refuses what overlaps.
 */
@Injectable()
export class Timetable {
  /**
   * Takes the resources, and everything inside them, for the slot. One statement, in the order of ids, so that two who
   * want the same things meet at the first and not crosswise.
   *
   * @throws Refused `venues.taken` (conflict, at `resourceIds`); the transaction cannot go on then.
   */
  async occupy(tx: EntityManager, source: Source, resourceIds: readonly number[], slot: Slot): Promise<void> {
    if (resourceIds.length === 0) return;
    // Placeholders stand in the order of the parameters: SQLite's have no numbers.
    const parameters = [...resourceIds, slot.date, slot.start, slot.end, source.kind, source.id];
    const marks = parameters.map((_, index) => (databaseKind === 'postgres' ? `$${index + 1}` : '?'));
    const [date, start, end, kind, id] = marks.slice(resourceIds.length);
    const statement = `
      WITH RECURSIVE held (id) AS (
        SELECT id FROM resource WHERE id IN (${marks.slice(0, resourceIds.length).join(', ')})
        UNION SELECT inside.id FROM resource inside JOIN held ON inside.parent_id = held.id)
      INSERT INTO occupancy (resource_id, date, start_minute, end_minute, source_kind, source_id)
      SELECT id, CAST(${date} AS text), CAST(${start} AS integer), CAST(${end} AS integer),
        CAST(${kind} AS text), CAST(${id} AS integer) FROM held ORDER BY id`;
    try {
      await tx.query(statement, parameters);
    } catch (error) {
      if (isOverlap(error)) throw conflict('resourceIds', 'venues.taken');
      throw error;
    }
  }

  /** Gives free whatever the source held. */
  async release(tx: EntityManager, source: Source): Promise<void> {
    await tx.delete(Occupancy, { sourceKind: source.kind, sourceId: source.id });
  }

  /** Lets go of the old and takes the new; on a refusal the transaction fails, and with it the letting go. */
  async move(tx: EntityManager, source: Source, resourceIds: readonly number[], slot: Slot): Promise<void> {
    await this.release(tx, source);
    await this.occupy(tx, source, resourceIds, slot);
  }
}
