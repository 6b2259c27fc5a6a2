import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import type { Database } from '../../src/platform/database/database.js';
import { Secret } from '../../src/platform/database/secrets.js';
import { openDatabase, type TestDatabase } from '../support/database.js';

/** Two processes on one database: `database` and `rival` have their own connections and know nothing of each other. */
let world: TestDatabase;
let database: Database;
let rival: Database;

beforeAll(async () => {
  world = await openDatabase();
  database = world.database;
  rival = await world.rival();
});
afterAll(() => world.close());
beforeEach(() =>
  database.transaction(async (tx) => {
    await tx.createQueryBuilder().delete().from(Secret).execute();
    await tx.insert(Secret, [
      { name: 'a', value: '0' },
      { name: 'b', value: '0' },
    ]);
  }),
);

const read = async (tx: EntityManager, name: string): Promise<number> =>
  Number((await tx.findOneByOrFail(Secret, { name })).value);
const write = (tx: EntityManager, name: string, value: number): Promise<unknown> =>
  tx.update(Secret, { name }, { value: String(value) });
const values = async (): Promise<Record<string, number>> => {
  const rows = await database.reader.find(Secret, { order: { name: 'ASC' } });
  return Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)]));
};

test('of two that may each go only while the other is here, one stays (write skew)', async () => {
  let runs = 0;
  const leave = (door: Database, mine: string, other: string) =>
    door.transaction(
      async (tx) => {
        runs += 1;
        if ((await read(tx, other)) === 1) return 'stays';
        await pause(20);
        await write(tx, mine, 1);
        return 'goes';
      },
      { isolation: 'SERIALIZABLE' },
    );
  const outcomes = await Promise.all([leave(database, 'a', 'b'), leave(rival, 'b', 'a')]);
  expect(outcomes.toSorted()).toEqual(['goes', 'stays']);
  expect(Object.values(await values()).toSorted()).toEqual([0, 1]);
  expect(runs).toBeGreaterThanOrEqual(2);
});

test('two that take the same rows in opposite order both get through (deadlock)', async () => {
  const add = (door: Database, first: string, second: string) =>
    door.transaction(async (tx) => {
      for (const name of [first, second]) {
        await tx.query(`UPDATE secret SET value = CAST(CAST(value AS integer) + 1 AS text) WHERE name = '${name}'`);
        await pause(30);
      }
    });
  await Promise.all([add(database, 'a', 'b'), add(rival, 'b', 'a'), add(rival, 'a', 'b'), add(database, 'b', 'a')]);
  expect(await values()).toEqual({ a: 4, b: 4 });
});

test('a writer waits for the other process that holds the write lock, and blocks nobody meanwhile', async () => {
  const held = rival.transaction(async (tx) => {
    await write(tx, 'a', 1);
    await pause(700);
  });
  await pause(20);
  const waiting = database.transaction(async (tx) => write(tx, 'a', (await read(tx, 'a')) * 10 + 2), {
    isolation: 'SERIALIZABLE',
  });
  await pause(150);
  expect(await values()).toEqual({ a: 0, b: 0 });
  await Promise.all([held, waiting]);
  expect(await values()).toEqual({ a: 12, b: 0 });
});

test('reading before writing loses no update, with two processes and many writers', async () => {
  const increment = (door: Database) =>
    door.transaction(async (tx) => write(tx, 'a', (await read(tx, 'a')) + 1), { isolation: 'SERIALIZABLE' });
  await Promise.all([...Array(15)].flatMap(() => [increment(database), increment(rival)]));
  expect(await values()).toEqual({ a: 30, b: 0 });
});

test('use cases that count the same thing wait for each other', async () => {
  const book = (door: Database, n: number) =>
    door.transaction(async (tx) => {
      await door.lock(tx, 'member', 7);
      const held = await tx.count(Secret);
      await pause(2);
      if (held < 5) await tx.insert(Secret, { name: `booking ${n}`, value: '1' });
    });
  await Promise.all([...Array(10).keys()].flatMap((n) => [book(database, n), book(rival, n + 100)]));
  expect(await database.reader.count(Secret)).toBe(5);
});
