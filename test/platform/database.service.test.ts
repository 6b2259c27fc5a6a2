import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { entities } from '../../src/entities.js';
import { openReader } from '../../src/platform/database/data-source.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { Replica } from '../../src/platform/database/replica.js';
import { Secret } from '../../src/platform/database/secrets.js';
import { BUT_KEYS, openDatabase, type TestDatabase } from '../support/database.js';
import { quiet } from '../support/quiet.js';

let world: TestDatabase;
beforeAll(async () => {
  world = await openDatabase();
});
afterAll(() => world.close());
afterEach(() => world.database.transaction((tx) => tx.delete(Secret, BUT_KEYS)));

const put = (tx: EntityManager, name: string, value = ''): Promise<unknown> => tx.insert(Secret, { name, value });
const names = async (): Promise<string[]> => {
  const rows = await world.database.reader.find(Secret, { where: BUT_KEYS, order: { name: 'ASC' } });
  return rows.map(({ name }) => name);
};

describe('a transaction', () => {
  test('is all or nothing, though 50 overlap and every third throws', async () => {
    const number = (n: number): string => String(n).padStart(2, '0');
    const work = (n: number) =>
      world.database.transaction(async (tx) => {
        await put(tx, `${number(n)}a`);
        await pause(Math.random() * 5);
        await tx.save(Secret, { name: `${number(n)}b`, value: '' });
        if (n % 3 === 0) throw new Error(`no ${n}`);
        return n;
      });
    const all = [...Array(50).keys()];
    const outcomes = await Promise.allSettled(all.map(work));
    const kept = all.filter((n) => n % 3 !== 0);
    expect(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))).toEqual(kept);
    expect(await names()).toEqual(kept.flatMap((n) => [`${number(n)}a`, `${number(n)}b`]));
  });

  test('leaves nothing when a statement failed and somebody caught the error', async () => {
    const swallowed = world.database.transaction(async (tx) => {
      await put(tx, 'twice');
      await put(tx, 'twice').catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow(/unique/i);
    expect(await names()).toEqual([]);
  });

  test('leaves nothing when work beside the failure was still going on', async () => {
    const slow = async (tx: EntityManager): Promise<void> => {
      for (const n of Array(20).keys()) {
        await put(tx, `slow ${n}`);
        await pause(n % 3);
      }
    };
    let rest: Promise<void> | undefined;
    const work = world.database.transaction((tx) => {
      rest = slow(tx);
      return Promise.all([rest, pause(8).then(() => Promise.reject(new Error('enough')))]);
    });
    await expect(work).rejects.toThrow('enough');
    await expect(rest).rejects.toThrow('this transaction is over');
    await world.database.transaction((tx) => put(tx, 'next'));
    expect(await names()).toEqual(['next']);
  });

  test('joins the one that is open: they are undone together', async () => {
    const outer = world.database.transaction(async (tx) => {
      await put(tx, 'outer');
      await world.database.transaction(async (inner) => {
        expect(inner).toBe(tx);
        await put(inner, 'inner');
      });
      throw new Error('after all not');
    });
    await expect(outer).rejects.toThrow('after all not');
    expect(await names()).toEqual([]);
  });

  test('is undone when a nested one failed, even if the outer one caught it', async () => {
    const outer = world.database.transaction(async (tx) => {
      await put(tx, 'outer');
      await world.database
        .transaction(async (inner) => {
          await put(inner, 'inner');
          throw new Error('half done');
        })
        .catch(() => undefined);
    });
    await expect(outer).rejects.toThrow('half done');
    expect(await names()).toEqual([]);
  });

  test('started by work that outlived its transaction is one of its own', async () => {
    let late: Promise<unknown> | undefined;
    await world.database.transaction(async (tx) => {
      await put(tx, 'early');
      late = pause(20).then(() => world.database.transaction((own) => put(own, 'late')));
    });
    await late;
    expect(await names()).toEqual(['early', 'late']);
  });

  test('goes on after the database itself has rolled one back', async () => {
    if (databaseKind === 'sqlite') {
      const gone = world.database.transaction(async (tx) => {
        await put(tx, 'same');
        await tx.query(`INSERT OR ROLLBACK INTO secret (name, value) VALUES ('same', '')`);
      });
      await expect(gone).rejects.toThrow(/unique/i);
    } else {
      const gone = world.database.transaction(async (tx) => {
        await put(tx, 'same');
        await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
      });
      await expect(gone).rejects.toThrow();
    }
    await world.database
      .transaction((tx) => put(tx, 'failing').then(() => Promise.reject(new Error('no'))))
      .catch(() => 0);
    await world.database.transaction((tx) => put(tx, 'kept'));
    expect(await names()).toEqual(['kept']);
  });

  test('checks foreign keys', async () => {
    const orphan = world.database.transaction((tx) =>
      tx.query(`INSERT INTO user_role (user_id, role, granted_at) VALUES (999, 'member', '2026-11-21 00:00:00')`),
    );
    await expect(orphan).rejects.toThrow(/foreign key/i);
  });
});

describe('the reader', () => {
  test('never sees an uncommitted row', async () => {
    let seenInside: string[] | undefined;
    const work = world.database.transaction(async (tx) => {
      await put(tx, 'secret');
      seenInside = await names();
      await pause(30);
      expect(await tx.countBy(Secret, BUT_KEYS)).toBe(1);
    });
    await pause(10);
    const seenOutside = await names();
    await work;
    expect([seenInside, seenOutside, await names()]).toEqual([[], [], ['secret']]);
  });

  test('refuses a write', async () => {
    await expect(put(world.database.reader, 'by the back door')).rejects.toThrow(/read-?only/i);
    expect(await names()).toEqual([]);
  });

  test('serves a transaction of every writer at once', async () => {
    const work = (n: number) =>
      world.database.transaction(async (tx) => {
        await put(tx, `${n}`);
        await world.database.reader.count(Secret);
      });
    await Promise.all([...Array(60).keys()].map(work));
    expect(await names()).toHaveLength(60);
  });
});

if (databaseKind === 'postgres')
  test('a replica that is away from the start is no reason not to open: the primary is read', async () => {
    const primary = await openReader(world.where, entities);
    const open = () => openReader(world.where, entities, 'postgres://x:y@127.0.0.1:1/z');
    const replica = await quiet(() => Replica.follow(open, primary));
    expect([replica.isAway, await replica.manager.query('SELECT 1 AS n')]).toEqual([true, [{ n: 1 }]]);
    await primary.destroy();
  });

describe('an effect', () => {
  test('comes after the commit, and sees what was committed', async () => {
    const seen: unknown[] = [];
    let effect: Promise<void> | undefined;
    await world.database.transaction(async (tx) => {
      world.database.afterCommit(() => (effect = names().then((now) => void seen.push('effect', now))));
      await put(tx, 'row');
      await pause(5);
      seen.push('work');
    });
    await effect;
    expect(seen).toEqual(['work', 'effect', ['row']]);
  });

  test('ends before the house closes, with all that it has begun itself', async () => {
    await world.database.transaction(async () => {
      world.database.afterCommit(async () => {
        await pause(20);
        await world.database.transaction(async (tx) => {
          await put(tx, 'late');
          world.database.afterCommit(() => world.database.transaction((more) => put(more, 'later still')));
        });
      });
    });
    await world.database.beforeApplicationShutdown();
    expect(await names()).toEqual(['late', 'later still']);
  });

  test('never comes when the work failed', async () => {
    let happened = false;
    const work = world.database.transaction(async () => {
      world.database.afterCommit(() => (happened = true));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await pause(10);
    expect(happened).toBe(false);
  });

  test('that fails takes neither the use case nor the other effects with it', async () => {
    Logger.overrideLogger(false);
    let other = false;
    let runs = 0;
    const result = await world.database.transaction(async (tx) => {
      runs += 1;
      world.database.afterCommit(() => {
        throw Object.assign(new Error('broken effect'), { code: '40001' });
      });
      world.database.afterCommit(() => Promise.reject(new Error('broken later')));
      world.database.afterCommit(() => (other = true));
      await put(tx, 'row');
      return 'done';
    });
    expect([result, other, runs, await names()]).toEqual(['done', true, 1, ['row']]);
    Logger.overrideLogger(['error', 'warn']);
  });

  test('can start a transaction of its own', async () => {
    let second: Promise<unknown> | undefined;
    await world.database.transaction(async (tx) => {
      await put(tx, 'first');
      world.database.afterCommit(() => (second = world.database.transaction((own) => put(own, 'second'))));
    });
    await second;
    expect(await names()).toEqual(['first', 'second']);
  });

  test('of no transaction comes at once', () => {
    let happened = false;
    world.database.afterCommit(() => (happened = true));
    expect(happened).toBe(true);
  });
});
