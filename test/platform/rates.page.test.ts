import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { paths } from '../../src/platform/paths.js';
import { type RateKind, rateKindOf, RATES, stepOf } from '../../src/platform/web/rates/rate.policy.js';
import { RequestRate } from '../../src/platform/web/rates/request-rate.entity.js';
import { Rates } from '../../src/platform/web/rates/rates.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInAs } from '../support/factories.js';

let one: TestApp;
/** Another process of the same house. */
let other: TestApp;
beforeAll(async () => {
  one = await startApp({ rateLimits: 'on' });
  const { sqliteFile, databaseUrl } = one.settings;
  other = await startApp({ rateLimits: 'on', sqliteFile, databaseUrl });
});
afterAll(async () => {
  await other.close();
  await one.close();
});

const { most } = RATES.public_form;
const step = stepOf(RATES.public_form);

/** Asks for certificates that are not there. @returns how often each answer came */
async function guess(world: TestApp, times: number): Promise<Record<number, number>> {
  const found: Record<number, number> = {};
  const guesser = world.visitor();
  for (let at = 0; at < times; at += 1) {
    const { status } = await guesser.get(paths.certificate(`guess-${at}`));
    found[status] = (found[status] ?? 0) + 1;
  }
  return found;
}

test('who comes now and then costs no write', async () => {
  const { result, statements } = await statementsOf(() => guess(one, step - 1));
  expect(result).toEqual({ 404: step - 1 });
  expect(statements.filter((statement) => /INSERT|UPDATE/.test(statement))).toEqual([]);
});

test('who guesses at one process and then at the other is turned away, and told for how long', async () => {
  expect(await guess(one, most - 2 * step)).toEqual({ 404: most - 2 * step });
  const { 404: through = 0, 429: away = 0 } = await guess(other, most);
  expect(through).toBeLessThanOrEqual(3 * step);
  expect(through + away).toBe(most);
  const answer = await other.visitor().get(paths.certificate('x'));
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '600']);
  expect(answer.text).toContain('600秒待ってから');
  expect((await other.visitor().post(paths.language(), { language: 'en' })).status).toBe(429);
  // Pages for everybody are counted by themselves, and so is who is signed in.
  expect((await other.visitor().get(paths.home())).status).toBe(200);
});

test('each person has limits of her own, and the next stretch of time begins anew', async () => {
  one.clock.advance({ minutes: 10 });
  other.clock.advance({ minutes: 10 });
  const manager = await signInAs(one, 'manager');
  const second = await signInAs(one, 'manager');
  const url = paths.usageCsv({ from: '2026-11-01', to: '2026-11-02' });
  const statuses = [];
  for (let at = 0; at <= RATES.heavy.most; at += 1) statuses.push((await manager.get(url)).status);
  expect(statuses.lastIndexOf(200)).toBe(RATES.heavy.most - 1);
  expect(statuses.at(-1)).toBe(429);
  expect((await second.get(url)).status).toBe(200);
  one.clock.advance({ minutes: 1 });
  expect((await manager.get(url)).status).toBe(200);
  one.clock.advance({ hours: -1 }); // set back: a stretch of its own, too
  expect((await manager.get(url)).status).toBe(200);
  one.clock.advance({ hours: 1, minutes: 20 });
  await one.get(Rates).clearExpired();
  expect(await one.database.reader.count(RequestRate)).toBe(0);
});

test.each<[string, string, boolean, RateKind | undefined]>([
  ['GET', '/bookings', true, 'read'],
  ['GET', '/', false, 'read'],
  ['POST', '/bookings', true, 'write'],
  ['POST', '/sign-up', false, 'public_form'],
  ['POST', '/surveys/:token', false, 'public_form'],
  ['GET', '/certificates/:code', false, 'public_form'],
  ['GET', '/me/calendar/:token.ics', false, 'read'],
  ['GET', '/reports/:month.pdf', true, 'heavy'],
  ['GET', '/manage/usage.csv', true, 'heavy'],
  ['GET', '/healthz', false, undefined],
])('%s %s is counted by its kind', (method, path, signedIn, kind) => {
  expect(rateKindOf(method, path, signedIn)).toBe(kind);
});
