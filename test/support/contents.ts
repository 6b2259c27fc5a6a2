import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { entities } from '../../src/entities.js';

/** All rows of each table, by table. */
export async function rowsOf(manager: EntityManager): Promise<Record<string, object[]>> {
  const found: Record<string, object[]> = {};
  for (const entity of entities) {
    const { tableName, primaryColumns } = manager.dataSource.getMetadata(entity);
    const order = primaryColumns.map(({ databaseName }) => databaseName).join(', ');
    found[tableName] = await manager.query<object[]>(`SELECT * FROM ${tableName} ORDER BY ${order}`);
  }
  return found;
}

/** A fingerprint of all rows of each table, by table. */
export async function contentsOf(manager: EntityManager): Promise<Record<string, string>> {
  const fingerprint = (rows: object[]): string =>
    `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
  return Object.fromEntries(Object.entries(await rowsOf(manager)).map(([table, rows]) => [table, fingerprint(rows)]));
}
