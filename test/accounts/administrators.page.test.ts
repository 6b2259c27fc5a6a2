import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FirstAdministrator } from '../../src/accounts/first-administrator.service.js';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';

let world: TestApp;
beforeEach(async () => {
  world = await startApp();
});
afterEach(() => world.close());

const form = {
  name: '最初 の人',
  kana: 'サイショ ノヒト',
  email: 'first@example.jp',
  password: 'a long enough one',
  consent: true,
};

const admins = () => world.database.reader.countBy(UserRole, { role: 'admin' });
const link = () => world.get(FirstAdministrator).linkIfNeeded();

test('an installation without an administrator gives a link, and the link makes one', async () => {
  const path = (await link())!;
  const visitor = world.visitor();
  expect((await visitor.get(path)).status).toBe(200);
  expect((await visitor.post(path, form)).location).toBe(paths.me());
  expect((await visitor.get(paths.members())).status).toBe(200);
  expect((await lastMailTo(world, form.email)).name).toBe('accounts.confirm_address');
  expect(await link()).toBeUndefined();
});

test('of several links, used at the same moment, one makes an administrator', async () => {
  const paths = [(await link())!, (await link())!];
  const answers = await Promise.all(
    paths.map((path, index) => world.visitor().post(path, { ...form, email: `first${index}@example.jp` })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  expect(await admins()).toBe(1);
  for (const path of paths) expect((await world.visitor().get(path)).$('input[name=password]').length).toBe(0);
});

test('a link from before somebody became administrator in another way opens nothing', async () => {
  const path = (await link())!;
  await addUser(world, { roles: ['admin'] });
  expect((await world.visitor().post(path, form)).status).toBe(409);
  expect((await world.visitor().get(path)).$('input[name=password]').length).toBe(0);
});

test('an address that has an account is refused, and the link still works', async () => {
  const { email } = await addUser(world);
  const path = (await link())!;
  const answer = await world.visitor().post(path, { ...form, email });
  expect([answer.status, answer.$('#problem-email').length]).toEqual([422, 1]);
  expect((await world.visitor().post(path, form)).status).toBe(303);
});

test('the last administrator stays one', async () => {
  const admin = await addUser(world, { roles: ['admin'] });
  await addUser(world, { roles: ['admin'], deactivatedAt: world.clock.now() });
  const visitor = await signIn(world, admin);
  const answer = await visitor.post(paths.roleRevocation(admin.id, 'admin'));
  expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('システム管理者がいなくなる')]);
  expect((await visitor.post(paths.memberDeactivation(admin.id))).status).toBe(409);
  expect(await admins()).toBe(2);
});

test('two administrators who revoke each other at the same moment leave one', async () => {
  const two = [await addUser(world, { roles: ['admin'] }), await addUser(world, { roles: ['admin'] })] as const;
  const visitors = [await signIn(world, two[0]), await signIn(world, two[1])] as const;
  await Promise.all([
    visitors[0].post(paths.roleRevocation(two[1].id, 'admin')),
    visitors[1].post(paths.roleRevocation(two[0].id, 'admin')),
  ]);
  expect(await admins()).toBe(1);
});
