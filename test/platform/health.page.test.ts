import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Audit } from '../../src/platform/audit/audit.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { paths } from '../../src/platform/paths.js';
import type { Moment } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import { quiet } from '../support/quiet.js';
import { signInAs } from '../support/factories.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

test('the process says that it is up', async () => {
  const answer = await world.visitor().get('/healthz');
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { alive: true }]);
  expect(answer.headers['content-type']).toContain('application/json');
});

test('requests may be sent when both databases answer and the tables are those of this version', async () => {
  const answer = await world.visitor().get('/readyz');
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    200,
    { ready: true, checks: { writer: 'ok', reader: 'ok', migrations: 'ok' }, degraded: [], backup: { state: 'off' } },
  ]);
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('a backup that was missed is told, here and to managers; requests come all the same', async () => {
  const folder = mkdtempSync(join(process.env.TEST_DATABASES!, 'backups-'));
  const manager = await signInAs(world, 'manager');
  world.settings.backupDir = folder;
  const told = async (): Promise<unknown[]> => {
    const { status, body } = await world.visitor().get('/readyz');
    const { text } = await manager.get(paths.manage());
    const words = ['バックアップがまだ一度も', 'から取れていません', '最後のバックアップ: 2026年11月20日'].filter(
      (one) => text.includes(one),
    );
    return [status, JSON.parse(body).degraded, JSON.parse(body).backup.state, words];
  };
  expect(await told()).toEqual([200, ['backup'], 'old', ['バックアップがまだ一度も']]);
  mkdirSync(join(folder, 'tsudoi-20261119T115959Z'));
  mkdirSync(join(folder, 'tsudoi-20261121T000000Z.unfinished'));
  expect(await told()).toEqual([200, ['backup'], 'old', ['から取れていません']]);
  mkdirSync(join(folder, 'tsudoi-20261119T120000Z'));
  expect((await told()).slice(0, 3)).toEqual([200, [], 'ok']);
  world.settings.backupDir = undefined;
});

test('a clock that stands before what was written already is told, and nothing is done by it until it is right', async () => {
  const manager = await signInAs(world, 'manager');
  const [jobs, ran] = [world.get(Jobs), [] as string[]];
  const run = async (dueAt: Moment): Promise<void> => void ran.push(String(dueAt));
  jobs.register({ name: 'test.clock', schedule: { every: 'minutes', minutes: 30 }, catchUp: 'latest', run });
  const written = (): Promise<void> =>
    world.database.transaction((tx) =>
      world.get(Audit).record(tx, { actorId: null, action: 'test.written', subject: { kind: 'thing', id: 1 } }),
    );
  const degraded = (): Promise<unknown> =>
    quiet(async () => JSON.parse((await world.visitor().get('/readyz')).body).degraded);
  await jobs.beat();
  await written();
  world.clock.advance({ minutes: -4 });
  expect(await degraded()).toEqual([]);
  world.clock.advance({ minutes: -56 });
  expect(await degraded()).toEqual(['clock']);
  await quiet(() => jobs.beat());
  expect((await manager.get(paths.manage())).text).toContain('時計が60分おくれています');
  expect(ran).toEqual([]);
  world.clock.advance({ minutes: 91 });
  expect(await degraded()).toEqual([]);
  expect((await manager.get(paths.manage())).text).not.toContain('おくれています');
  // One entry of a clock that was ahead holds nobody up once another is written.
  world.clock.advance({ hours: 5 });
  await written();
  world.clock.advance({ hours: -5 });
  expect(await degraded()).toEqual(['clock']);
  await written();
  expect(await degraded()).toEqual([]);
});

test('where a token is set, the figures are for who brings it, from wherever', async () => {
  world.settings.metricsToken = 'a token of some length';
  const read = async (headers: Record<string, string>): Promise<number> =>
    (await world.visitor().sendRaw({ method: 'GET', url: paths.metrics(), headers })).status;
  const [right, wrong] = ['Bearer a token of some length', 'Bearer a token of some lengtx'];
  expect([await read({}), await read({ authorization: wrong })]).toEqual([404, 404]);
  expect(await read({ authorization: right, 'x-forwarded-for': '203.0.113.7' })).toBe(200);
  world.settings.metricsToken = undefined;
});

test('a database that is a version behind is told, and no request should come', async () => {
  await world.database.transaction((tx) => tx.query(`UPDATE migration SET name = 'Other' WHERE name LIKE 'Platform%'`));
  const answer = await world.visitor().get('/readyz');
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    503,
    expect.objectContaining({ ready: false, checks: { writer: 'ok', reader: 'ok', migrations: 'failed' } }),
  ]);
});

test('a database that does not answer in time is told', async () => {
  await world.database.transaction((tx) => tx.query('ALTER TABLE migration RENAME TO migration_away'));
  const answer = await world.visitor().get('/readyz');
  expect([answer.status, JSON.parse(answer.body).checks.writer]).toEqual([503, 'failed']);
  expect((await world.visitor().get('/healthz')).status).toBe(200);
});
