import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { entities } from '../../src/entities.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { openDatabase, type TestDatabase } from '../support/database.js';

let world: TestDatabase;
let writer: DataSource;
beforeEach(async () => {
  world = await openDatabase();
  writer = world.writer;
});
afterEach(() => world.close());

/** Everything that the migrations made: tables, columns, indexes, constraints, triggers. */
async function schema(): Promise<string[]> {
  const ask = async (statement: string): Promise<string[]> =>
    (await writer.query<object[]>(statement)).map((row) => Object.values(row).join(' '));
  const functions = `SELECT proname FROM pg_proc WHERE prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')`;
  if (databaseKind === 'sqlite') {
    return ask(`SELECT type, name, tbl_name, sql FROM sqlite_master
      WHERE name NOT LIKE 'sqlite_%' AND tbl_name <> 'migration' ORDER BY type, name`);
  }
  return [
    ...(await ask(`${functions} ORDER BY 1`)),
    ...(await ask(`SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`)),
    ...(await ask(`SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migration' ORDER BY 1, 2`)),
    ...(await ask(
      `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migration' ORDER BY 1`,
    )),
    ...(await ask(`SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND conrelid <> 'migration'::regclass ORDER BY 1, 2`)),
  ];
}

test('all go down, one by one, and up again to the same schema', async () => {
  const first = await schema();
  expect(first.length).toBeGreaterThan(30);
  for (const _ of migrations) await writer.undoLastMigration({ transaction: 'each' });
  expect(await schema()).toEqual([]);
  await writer.runMigrations({ transaction: 'each' });
  expect(await schema()).toEqual(first);
});

test('each goes down and up again by itself', async () => {
  const states = [await schema()];
  for (const _ of migrations) {
    await writer.undoLastMigration({ transaction: 'each' });
    states.push(await schema());
  }
  const runner = writer.createQueryRunner();
  for (const migration of migrations) {
    expect(await schema()).toEqual(states.pop());
    await new migration().up(runner);
  }
  await runner.release();
  expect(await schema()).toEqual(states.pop());
});

test('every file is in the list, in the order of its time', () => {
  const files = readdirSync(join(projectRoot, 'migrations')).filter((file) => /^\d/.test(file));
  const times = files.map((file) => file.split('-')[0]);
  expect(migrations.map(({ name }) => /\d+$/.exec(name)?.[0])).toEqual(times.toSorted());
});

test('entities and tables agree: columns, their names and whether they may be empty', async () => {
  const runner = writer.createQueryRunner();
  const differences: string[] = [];
  for (const entity of entities) {
    const { tableName, columns } = writer.getMetadata(entity);
    const table = await runner.getTable(tableName);
    const told = (name: string, nullable: boolean, kind: string): string =>
      `${tableName}.${name} ${kind}${nullable ? ' or null' : ''}`;
    // What is counted as the row is read stands in no table.
    const kept = columns.filter(({ isVirtualProperty }) => !isVirtualProperty);
    const inCode = kept.map((one) => told(one.databaseName, one.isNullable, kindOf(writer.driver.normalizeType(one))));
    const inTable = (table?.columns ?? []).map((one) => told(one.name, one.isNullable, kindOf(one.type)));
    differences.push(...inCode.filter((one) => !inTable.includes(one)).map((one) => `only in the entity: ${one}`));
    differences.push(...inTable.filter((one) => !inCode.includes(one)).map((one) => `only in the table: ${one}`));
  }
  await runner.release();
  expect(differences).toEqual([]);
});

test('every table has its entity', async () => {
  const statement =
    databaseKind === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  const tables = (await writer.query<{ name: string }[]>(statement)).map(({ name }) => name);
  const known = entities.map((entity) => writer.getMetadata(entity).tableName);
  expect(tables.filter((name) => name !== 'migration').toSorted()).toEqual(known.toSorted());
});

function kindOf(type: string): string {
  return { 'timestamp with time zone': 'timestamptz', int: 'integer', 'simple-json': 'text' }[type] ?? type;
}
