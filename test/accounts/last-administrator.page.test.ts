import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn } from '../support/factories.js';

let world: TestApp;
beforeEach(async () => {
  world = await startApp();
});
afterEach(() => world.close());

const admins = () => world.database.reader.countBy(UserRole, { role: 'admin' });

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
