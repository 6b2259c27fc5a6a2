import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, PASSWORD, signIn } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const NEW = 'a new password';

async function resetLink(email: string): Promise<string> {
  await world.visitor().post(paths.passwordReset(), { email });
  return (await lastMailTo(world, email)).link;
}

test('a known and an unknown address get the same answer, and a mail each', async () => {
  const { email } = await addUser(world);
  const visitors = [world.visitor(), world.visitor()] as const;
  const known = await visitors[0].post(paths.passwordReset(), { email });
  const unknown = await visitors[1].post(paths.passwordReset(), { email: 'stranger@example.jp' });
  expect([known.status, known.location, known.body]).toEqual([unknown.status, unknown.location, unknown.body]);
  const pages = await Promise.all(visitors.map((visitor) => visitor.get(known.location!)));
  expect(pages[0]!.body).toBe(pages[1]!.body);
  expect((await lastMailTo(world, email)).name).toBe('accounts.reset_password');
  expect((await lastMailTo(world, 'stranger@example.jp')).name).toBe('accounts.no_account');
});

test('the link sets a new password, ends all sessions, and signs in', async () => {
  const user = await addUser(world, { emailConfirmedAt: null });
  const elsewhere = await signIn(world, user);
  const link = await resetLink(user.email);
  const visitor = world.visitor();
  for (let times = 0; times < 2; times += 1)
    expect((await visitor.get(link)).$('input[name=password]')).toHaveLength(1);
  expect((await visitor.post(link, { password: NEW })).location).toBe(paths.me());
  expect((await visitor.get(paths.profile())).status).toBe(200);
  expect((await elsewhere.get(paths.profile())).status).toBe(303);
  await expect(signIn(world, user)).rejects.toThrow('422');
  expect((await lastMailTo(world, user.email)).name).toBe('accounts.password_changed');
  expect((await world.visitor().post(paths.signIn(), { email: user.email, password: NEW })).status).toBe(303);
  const after = await world.database.reader.findOneByOrFail(User, { id: user.id });
  expect(after.emailConfirmedAt).not.toBeNull();
});

test('each link works once, and those before it no more', async () => {
  const { email } = await addUser(world);
  const links = [await resetLink(email), await resetLink(email)];
  const twice = await Promise.all([1, 2].map(() => world.visitor().post(links[1]!, { password: NEW })));
  expect(twice.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  expect((await world.visitor().post(links[0]!, { password: NEW })).status).toBe(409);
  expect((await world.visitor().get(links[0]!)).$('input[name=password]')).toHaveLength(0);
});

test('a refused password does not use the link up', async () => {
  const { email } = await addUser(world, { name: '小川 花子 はなこ' });
  const link = await resetLink(email);
  for (const password of ['short', email, '小川 花子 はなこ']) {
    const answer = await world.visitor().post(link, { password });
    expect([answer.status, answer.$('#problem-password').text()]).toEqual([422, expect.stringMatching(/./)]);
  }
  expect((await world.visitor().post(link, { password: NEW })).status).toBe(303);
});

test('the link works for an hour', async () => {
  const { email } = await addUser(world);
  const link = await resetLink(email);
  const before = world.clock.now();
  world.clock.advance({ hours: 1 });
  expect((await world.visitor().post(link, { password: NEW })).status).toBe(409);
  world.clock.set(before);
});

test('somebody who was deactivated gets no link, and a link of before opens nothing', async () => {
  const user = await addUser(world);
  const link = await resetLink(user.email);
  await world.database.transaction((tx) => tx.update(User, { id: user.id }, { deactivatedAt: world.clock.now() }));
  expect((await world.visitor().post(link, { password: NEW })).status).toBe(409);
  await resetLink(user.email);
  expect((await mailsTo(world, user.email)).map(({ name }) => name)).toEqual([
    'accounts.reset_password',
    'accounts.no_account',
  ]);
});

test('a link of one kind does not open another', async () => {
  const user = await addUser(world);
  const token = (await resetLink(user.email)).split('/').at(-1)!;
  expect((await world.visitor().post(paths.emailConfirmation(token))).status).toBe(409);
  expect((await signIn(world, user)).cookie('session')).toBeDefined();
  expect(PASSWORD).not.toBe(NEW);
});
