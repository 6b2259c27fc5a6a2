import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

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
    { ready: true, checks: { writer: 'ok', reader: 'ok', migrations: 'ok' } },
  ]);
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('a database that is a version behind is told, and no request should come', async () => {
  await world.database.transaction((tx) => tx.query(`UPDATE migration SET name = 'Other' WHERE name LIKE 'Platform%'`));
  const answer = await world.visitor().get('/readyz');
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    503,
    { ready: false, checks: { writer: 'ok', reader: 'ok', migrations: 'failed' } },
  ]);
});

test('a database that does not answer in time is told', async () => {
  await world.database.transaction((tx) => tx.query('ALTER TABLE migration RENAME TO migration_away'));
  const answer = await world.visitor().get('/readyz');
  expect([answer.status, JSON.parse(answer.body).checks.writer]).toEqual([503, 'failed']);
  expect((await world.visitor().get('/healthz')).status).toBe(200);
});
