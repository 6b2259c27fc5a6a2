import type { EntityTarget } from 'typeorm';
import { ask } from '../database/ask.js';
import type { Database } from '../database/database.js';
import { keysInUse } from './data-keys.js';
import { type SealedPlace, sealedPlaces } from './sealed-column.js';
import { keyIdOf, open, seal, sealingKey } from './sealed.js';

/** Rows that are looked at in one transaction: it lasts some milliseconds, and the house goes on beside it. */
const BATCH = 1000;

interface Place {
  table: string;
  key: string;
  column: string;
}

/**
 * Seals all sealed columns under the present key: what stands there under another one, or from before it was sealed. Then
 * the other keys are not needed any more. May be cut off and run again, and beside a server that has the same keys.
 * @returns how many texts were sealed, by `table.column`
 */
export async function reseal(database: Database): Promise<Map<string, number>> {
  const done = new Map<string, number>();
  await database.transaction((tx) => keysInUse(tx).add(sealingKey()));
  // By name: in which order the entities were loaded is nobody's business.
  const nameOf = ({ table, column }: Place): string => `${table}.${column}`;
  const places = sealedPlaces().map((one) => placeOf(database, one));
  for (const place of places.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))) {
    const [last] = await ask<{ id: number | null }>(
      database.reader,
      `SELECT MAX(${place.key}) AS id FROM ${place.table}`,
      [],
    );
    let count = 0;
    for (let from = 0; from < (last?.id ?? 0); from += BATCH) count += await batch(database, place, from);
    done.set(nameOf(place), count);
  }
  await database.transaction((tx) => keysInUse(tx).only(sealingKey()));
  return done;
}

function placeOf({ reader }: Database, { entity, property }: SealedPlace): Place {
  const metadata = reader.dataSource.getMetadata(entity as EntityTarget<object>);
  const column = metadata.findColumnWithPropertyName(property)!;
  return { table: metadata.tableName, key: metadata.primaryColumns[0]!.databaseName, column: column.databaseName };
}

async function batch(database: Database, { table, key, column }: Place, from: number): Promise<number> {
  const stale = `SELECT ${key} AS id, ${column} AS text FROM ${table}
    WHERE ${key} > $1 AND ${key} <= $2 AND ${column} NOT LIKE $3`;
  const fresh = `s1.${sealingKey()}.%`;
  const bounds = [from, from + BATCH, fresh];
  if ((await ask(database.reader, stale, bounds)).length === 0) return 0;
  return database.transaction(async (tx) => {
    const rows = await ask<{ id: number; text: string }>(tx, stale, bounds);
    for (const { id, text } of rows) {
      const sealed = seal(keyIdOf(text) === undefined ? text : open(text));
      // Whoever has written it in the meantime has sealed it under the present key.
      await ask(tx, `UPDATE ${table} SET ${column} = $1 WHERE ${key} = $2 AND ${column} = $3`, [sealed, id, text]);
    }
    return rows.length;
  });
}
