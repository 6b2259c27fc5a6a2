import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { ThrottleEntry } from '../../src/accounts/throttle.entity.js';
import { Throttle } from '../../src/accounts/throttle.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, PASSWORD, signIn } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterEach(() => world.clock.advance({ hours: 2 }));
afterAll(() => world.close());

const guess = (visitor: Visitor, email: string, password = 'a wrong guess') =>
  visitor.post(paths.signIn(), { email, password });

async function guessUntilStopped(visitor: Visitor, email: string): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) if ((await guess(visitor, email)).status === 429) return tries;
  return Infinity;
}

test('wrong passwords of one account are slowed down, with words for the wait and the address kept', async () => {
  const { email } = await addUser(world);
  expect(await guessUntilStopped(world.visitor(), email)).toBe(5);
  const answer = await guess(world.visitor(), email, PASSWORD);
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '15']);
  expect(answer.$('#form-summary').text()).toContain('15秒待ってから');
  expect(answer.$('input[name=email]').val()).toBe(email);
  world.clock.advance({ seconds: 15 });
  expect((await guess(world.visitor(), email, PASSWORD)).status).toBe(303);
});

test('the same holds for an address that nobody has', async () => {
  expect(await guessUntilStopped(world.visitor(), 'nobody-at-all@example.jp')).toBe(5);
});

test('a guesser cannot keep the person herself out', async () => {
  const user = await addUser(world);
  const hers = await signIn(world, user);
  await hers.post(paths.signOut());
  const guesser = world.visitor();
  await guessUntilStopped(guesser, user.email);
  expect((await guess(hers, user.email, PASSWORD)).status).toBe(303);

  // and on a new device, the mail lets her in: from then on she is known there too
  const device = world.visitor();
  expect((await guess(device, user.email, PASSWORD)).status).toBe(429);
  await device.post(paths.passwordReset(), { email: user.email });
  const { link } = await lastMailTo(world, user.email);
  expect((await device.post(link, { password: 'a new password' })).status).toBe(303);
  await guessUntilStopped(guesser, user.email);
  await device.post(paths.signOut());
  expect((await guess(device, user.email, 'a new password')).status).toBe(303);
});

test('the mark of a known browser counts for its own account only, and cannot be forged', async () => {
  const [hers, other] = [await addUser(world), await addUser(world)];
  const visitor = await signIn(world, hers);
  await guessUntilStopped(world.visitor(), other.email);
  expect((await guess(visitor, other.email, PASSWORD)).status).toBe(429);
  const forged = await world
    .visitor()
    .post(paths.signIn(), { email: other.email, password: PASSWORD }, { cookie: 'browser=abc.def' });
  expect(forged.status).toBe(429);
});

test('many accounts from one network are slowed down too', async () => {
  const visitor = world.visitor();
  const statuses = [];
  for (let count = 0; count < 62; count += 1) statuses.push((await guess(visitor, `many${count}@example.jp`)).status);
  expect(statuses.indexOf(429)).toBe(60);
  world.clock.advance({ minutes: 2 });
  expect((await guess(visitor, 'many@example.jp')).status).toBe(422);
});

test('right passwords do not use up what a network may', async () => {
  const user = await addUser(world);
  for (let count = 0; count < 65; count += 1)
    expect((await guess(world.visitor(), user.email, PASSWORD)).status).toBe(303);
});

test('guesses at the same moment, in two processes, are counted one by one', async () => {
  const { databaseUrl, sqliteFile } = world.settings;
  const second = await startApp({ databaseUrl, sqliteFile });
  second.clock.set(world.clock.now());
  const { email } = await addUser(world);
  const visitors = [world.visitor(), world.visitor().at(second)];
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => guess(visitors[i % 2]!, email)));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  await second.close();
});

test('mails to one address are limited, whether it has an account or not', async () => {
  const { email } = await addUser(world);
  for (const address of [email, 'somebody@example.jp']) {
    const statuses = [];
    for (let count = 0; count < 6; count += 1)
      statuses.push((await world.visitor().post(paths.passwordReset(), { email: address })).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
  }
});

test('no address stands in the table, and what has run out is cleared away', async () => {
  await guess(world.visitor(), 'secret@example.jp');
  const kept = await world.database.reader.find(ThrottleEntry);
  expect(JSON.stringify(kept)).not.toMatch(/secret|example|127\.0\.0\.1/);
  world.clock.advance({ hours: 2 });
  expect(await world.get(Throttle).clearExpired()).toBe(kept.length);
});
