import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../../src/platform/database/kind.js';
import { Secret } from '../../src/platform/database/secrets.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { BUT_KEYS, openDatabase, type TestDatabase } from '../support/database.js';

let world: TestDatabase;
beforeAll(async () => {
  world = await openDatabase();
});
afterAll(() => world.close());
const clear = (): Promise<unknown> => world.database.transaction((tx) => tx.delete(Secret, BUT_KEYS));
afterEach(clear);

const put = (tx: EntityManager, name: string): Promise<unknown> => tx.insert(Secret, { name, value: '' });
const names = async (): Promise<string[]> =>
  (await world.database.reader.findBy(Secret, BUT_KEYS)).map(({ name }) => name);

/** Ways in which a use case can end; the last two, on SQLite, take the transaction of all others with them. */
const endings = {
  well: async () => undefined,
  throwing: () => Promise.reject(new Error('no')),
  swallowing: (tx: EntityManager, name: string) => put(tx, name).catch(() => undefined),
  rollingBack: (tx: EntityManager, name: string) =>
    tx.query(`INSERT OR ROLLBACK INTO secret (name, value) VALUES ('${name}', '')`),
  failingToCommit: async (tx: EntityManager) => {
    await tx.query('PRAGMA defer_foreign_keys = ON');
    await tx.query(`INSERT INTO user_role (user_id, role, granted_at) VALUES (999, 'member', '2026-11-21 00:00:00')`);
  },
};
type Ending = keyof typeof endings;
const possible = (Object.keys(endings) as Ending[]).slice(0, databaseKind === 'sqlite' ? 5 : 3);

describe('use cases that come together', () => {
  const plan = fc.array(
    fc.record({ ending: fc.constantFrom('well' as Ending, ...possible), slow: fc.boolean(), late: fc.boolean() }),
    { minLength: 1, maxLength: 12 },
  );

  test('end each for itself, and are answered when what they did is there for all', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (cases) => {
        const effects: number[] = [];
        const work = async (nth: number): Promise<boolean> => {
          const { ending, slow, late } = cases[nth]!;
          if (late) await pause(2);
          const done = world.database.transaction(async (tx) => {
            world.database.afterCommit(() => effects.push(nth));
            await put(tx, `${nth}`);
            if (slow) await pause(1);
            await endings[ending](tx, `${nth}`);
          });
          const isDone = await done.then(
            () => true,
            () => false,
          );
          expect(await world.database.reader.existsBy(Secret, { name: `${nth}` })).toBe(isDone);
          return isDone;
        };
        const outcomes = await Promise.all(cases.map((_, nth) => work(nth)));
        expect(outcomes).toEqual(cases.map(({ ending }) => ending === 'well'));
        const kept = [...cases.keys()].filter((nth) => cases[nth]!.ending === 'well');
        expect(effects.toSorted((a, b) => a - b)).toEqual(kept);
        expect((await names()).toSorted()).toEqual(kept.map(String).toSorted());
        await clear();
      }),
      { numRuns: 25 },
    );
  });

  test('share a commit on SQLite, in the order in which they came', async () => {
    if (databaseKind !== 'sqlite') return;
    const effects: number[] = [];
    const work = (nth: number) =>
      world.database.transaction(async (tx) => {
        world.database.afterCommit(() => effects.push(nth));
        await put(tx, `${nth}`);
      });
    const all = [...Array(30).keys()];
    const { statements } = await statementsOf(() => Promise.all(all.map(work)));
    expect(effects).toEqual(all);
    expect(statements.filter((one) => one === 'COMMIT').length).toBeLessThan(10);
    const { statements: alone } = await statementsOf(() => work(30));
    expect(alone.filter((one) => /BEGIN|SAVEPOINT|RELEASE|COMMIT/.test(one))).toEqual(['BEGIN TRANSACTION', 'COMMIT']);
  });

  test('are refused no sooner than what stood in their way is there', async () => {
    const both = [1, 2].map(async () => {
      const done = world.database.transaction((tx) => put(tx, 'only one')).then(() => 'done');
      const outcome = await done.catch((error: Error) => error.message.replace(/.*unique.*/is, 'refused'));
      return [outcome, await names()];
    });
    expect((await Promise.all(both)).toSorted()).toEqual([
      ['done', ['only one']],
      ['refused', ['only one']],
    ]);
  });
});
