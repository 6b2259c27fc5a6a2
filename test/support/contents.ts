import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { entities } from '../../src/entities.js';

/** A fingerprint of all rows of each table, by table. */
export async function contentsOf(manager: EntityManager): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entity of entities) {
    const { tableName, primaryColumns } = manager.dataSource.getMetadata(entity);
    const order = primaryColumns.map(({ databaseName }) => databaseName).join(', ');
    const rows = await manager.query<object[]>(`SELECT * FROM ${tableName} ORDER BY ${order}`);
    found[tableName] = `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
  }
  return found;
}
