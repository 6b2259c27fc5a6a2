import { databaseKind } from '../../src/platform/database/kind.js';
import type { TestApp } from './app.js';

type World = Pick<TestApp, 'database'>;

/** Writes to a table that only grows, as somebody does who owns the database. */
export async function unguarded({ database }: World, table: string, statement: string): Promise<void> {
  await database.transaction(async (tx) => {
    if (databaseKind === 'postgres') await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    else for (const event of ['update', 'delete']) await tx.query(`DROP TRIGGER IF EXISTS ${table}_${event}`);
    await tx.query(statement);
  });
}

/** Meanwhile each change of a row of that table (`whose`: only of some) fails, with the word "stop". */
export async function stopped<T>(
  { database }: World,
  table: string,
  work: () => Promise<T>,
  whose = 'true',
): Promise<T> {
  const write = (statement: string): Promise<unknown> => database.transaction((tx) => tx.query(statement));
  if (databaseKind === 'postgres') {
    await write(`CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stop'; END $$`);
    await write(`CREATE TRIGGER stop BEFORE UPDATE ON ${table} FOR EACH ROW WHEN (${whose}) EXECUTE FUNCTION stop()`);
  } else {
    await write(`CREATE TRIGGER stop BEFORE UPDATE ON ${table} WHEN ${whose} BEGIN SELECT RAISE(ABORT, 'stop'); END`);
  }
  try {
    return await work();
  } finally {
    await write(databaseKind === 'postgres' ? `DROP TRIGGER stop ON ${table}` : 'DROP TRIGGER stop');
    if (databaseKind === 'postgres') await write('DROP FUNCTION stop');
  }
}
