import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Role } from '../../src/platform/web/roles.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

async function rolesOf(userId: number): Promise<Role[]> {
  return (await world.database.reader.findBy(UserRole, { userId })).map(({ role }) => role).toSorted();
}

async function deedsOn(subjectId: number): Promise<object[]> {
  const entries = await world.database.reader.find(AuditEntry, {
    where: { subjectKind: 'user', subjectId },
    order: { id: 'ASC' },
  });
  return entries.map(({ action, actorId, detail }) => ({ action, actorId, ...detail }));
}

describe('roles', () => {
  test('are granted and revoked by administrators, count at once, and each change is on record', async () => {
    const admin = await addUser(world, { roles: ['admin'] });
    const visitor = await signIn(world, admin);
    const person = await addUser(world);
    const hers = await signIn(world, person);
    expect((await hers.get(paths.members())).status).toBe(403);

    await visitor.post(paths.memberRoles(person.id), { role: 'manager' });
    await visitor.post(paths.memberRoles(person.id), { role: 'manager' });
    expect(await rolesOf(person.id)).toEqual(['manager', 'member']);
    expect((await hers.get(paths.members())).status).toBe(200);

    await visitor.post(paths.roleRevocation(person.id, 'manager'));
    expect((await hers.get(paths.members())).status).toBe(403);
    expect(await deedsOn(person.id)).toEqual([
      { action: 'accounts.role_granted', actorId: admin.id, role: 'manager' },
      { action: 'accounts.role_revoked', actorId: admin.id, role: 'manager' },
    ]);
  });

  test('are not a manager’s to change', async () => {
    const visitor = await signInAs(world, 'manager');
    const person = await addUser(world);
    expect((await visitor.post(paths.memberRoles(person.id), { role: 'trainer' })).status).toBe(403);
    expect((await visitor.post(paths.roleRevocation(person.id, 'member'))).status).toBe(403);
    expect((await visitor.get(paths.member(person.id))).$('form[action*="/roles"]')).toHaveLength(0);
    expect(await rolesOf(person.id)).toEqual(['member']);
  });

  test.each([
    ['a role that there is not', { role: 'emperor' }, 422],
    ['two roles', { role: ['manager', 'admin'] }, 422],
    ['none', {}, 422],
  ])('%s is refused', async (_, values, status) => {
    const visitor = await signInAs(world, 'admin');
    const person = await addUser(world);
    expect((await visitor.post(paths.memberRoles(person.id), values)).status).toBe(status);
    expect((await visitor.post(paths.roleRevocation(person.id, 'emperor'))).status).toBe(404);
    expect((await visitor.post(paths.roleRevocation(person.id, 'editor'))).status).toBe(409);
    expect((await visitor.post(paths.memberRoles(999_999), { role: 'editor' })).status).toBe(404);
  });
});

describe('deactivation', () => {
  test('signs the person out at once and keeps her out, until she is let in again', async () => {
    const manager = await addUser(world, { roles: ['manager'] });
    const visitor = await signIn(world, manager);
    const person = await addUser(world);
    const hers = await signIn(world, person);
    expect((await hers.get(paths.profile())).status).toBe(200);
    expect((await visitor.post(paths.memberDeactivation(person.id))).location).toBe(paths.member(person.id));
    expect((await hers.get(paths.profile())).location).toBe(paths.signIn(paths.profile()));
    await expect(signIn(world, person)).rejects.toThrow('403');

    await visitor.post(paths.memberReactivation(person.id));
    expect((await hers.get(paths.profile())).status).toBe(303);
    expect((await (await signIn(world, person)).get(paths.profile())).status).toBe(200);
    expect(await deedsOn(person.id)).toEqual([
      { action: 'accounts.deactivated', actorId: manager.id },
      { action: 'accounts.reactivated', actorId: manager.id },
    ]);
  });

  test.each<[string, Role, Role, number]>([
    ['a manager', 'manager', 'trainer', 303],
    ['a manager', 'manager', 'manager', 409],
    ['a manager', 'manager', 'admin', 409],
    ['an administrator', 'admin', 'manager', 303],
    ['an administrator', 'admin', 'admin', 303],
    ['a trainer', 'trainer', 'member', 403],
  ])('by %s (%s) of somebody who is %s is answered with %i', async (_, by, of, status) => {
    await addUser(world, { roles: ['admin'] });
    const visitor = await signInAs(world, by);
    const person = await addUser(world, { roles: [of] });
    const offered = (await visitor.get(paths.member(person.id))).$('form[action$="/deactivation"]').length > 0;
    expect(offered).toBe(status === 303);
    expect((await visitor.post(paths.memberDeactivation(person.id))).status).toBe(status);
    const after = await world.database.reader.findOneByOrFail(User, { id: person.id });
    expect(after.deactivatedAt !== null).toBe(status === 303);
  });

  test('nobody deactivates herself', async () => {
    const manager = await addUser(world, { roles: ['manager'] });
    const answer = await (await signIn(world, manager)).post(paths.memberDeactivation(manager.id));
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('自分のアカウントは停止できません')]);
  });
});

test('a session survives a restart: another process on the same data knows the person', async () => {
  const visitor = await signIn(world, await addUser(world));
  const { databaseUrl, sqliteFile } = world.settings;
  const second = await startApp({ databaseUrl, sqliteFile });
  expect((await visitor.at(second).get(paths.profile())).status).toBe(200);
  await second.close();
  expect((await visitor.get(paths.profile())).status).toBe(200);
});
