import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Consent } from '../../src/accounts/consent.entity.js';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { ROLES } from '../../src/platform/web/roles.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const joining = { name: '鈴木 講師', kana: 'すずき こうし', password: 'a long enough one', consent: true };

let made = 0;
async function invite(visitor: Visitor, roles: string[], email = `invited${(made += 1)}@example.jp`) {
  const answer = await visitor.post(paths.invitations(), { email, roles, language: 'ja' });
  return { answer, email, link: answer.status === 303 ? (await lastMailTo(world, email)).link : '' };
}

const userWith = (email: string) => world.database.reader.findOneBy(User, { email });
const rolesOf = async (userId: number) =>
  (await world.database.reader.findBy(UserRole, { userId })).map(({ role }) => role).toSorted();

test('an invited person makes her account with the link, and is signed in', async () => {
  const manager = await addUser(world, { roles: ['manager'] });
  const { email, link } = await invite(await signIn(world, manager), ['trainer', 'editor']);
  const visitor = world.visitor();
  expect((await visitor.get(link)).text).toContain('講師');
  expect((await visitor.post(link, joining)).location).toBe(paths.me());
  expect((await visitor.get(paths.profile())).status).toBe(200);
  const user = (await userWith(email))!;
  expect(user).toMatchObject({ name: '鈴木 講師', kana: 'スズキ コウシ', postalCode: null });
  expect(user.emailConfirmedAt).not.toBeNull();
  expect(await rolesOf(user.id)).toEqual(['editor', 'trainer']);
  const held = await world.database.reader.findBy(UserRole, { userId: user.id });
  expect(held.every(({ grantedBy }) => grantedBy === manager.id)).toBe(true);
  expect(await world.database.reader.countBy(Consent, { userId: user.id })).toBe(1);
  expect((await world.visitor().post(link, joining)).status).toBe(409);
});

test('somebody who has an account gets the roles with one button', async () => {
  const member = await addUser(world);
  const { link } = await invite(await signInAs(world, 'manager'), ['childcare'], member.email);
  const visitor = world.visitor();
  expect((await visitor.get(link)).$('input[name=password]')).toHaveLength(0);
  expect((await visitor.post(link, joining)).status).toBe(409);
  expect((await visitor.post(`${link}/roles`)).location).toBe(paths.signIn());
  expect(await rolesOf(member.id)).toEqual(['childcare', 'member']);
});

describe('who may invite to what', () => {
  test.each([
    ['manager', 'trainer', 303],
    ['manager', 'officer', 303],
    ['manager', 'manager', 422],
    ['manager', 'admin', 422],
    ['manager', 'member', 422],
    ['admin', 'admin', 303],
    ['admin', 'manager', 303],
    ['trainer', 'trainer', 403],
  ] as const)('%s to %s: %i', async (by, role, status) => {
    const visitor = await signInAs(world, by);
    expect((await invite(visitor, [role])).answer.status).toBe(status);
    const offered = (await visitor.get(paths.invitations())).$(`input[name=roles][value=${role}]`).length > 0;
    expect(offered).toBe(status === 303);
  });

  test('one role that is not hers to give refuses the whole', async () => {
    const { answer } = await invite(await signInAs(world, 'manager'), ['trainer', 'admin']);
    expect([answer.status, answer.$('#problem-roles').length]).toEqual([422, 1]);
    expect(answer.$('input[name=roles][value=trainer]').is('[checked]')).toBe(true);
  });

  test('an invitation of somebody who may no longer invite is worth nothing', async () => {
    const manager = await addUser(world, { roles: ['manager'] });
    const { link, email } = await invite(await signIn(world, manager), ['trainer']);
    await world.database.transaction((tx) => tx.delete(UserRole, { userId: manager.id, role: 'manager' }));
    expect((await world.visitor().post(link, joining)).status).toBe(409);
    expect(await userWith(email)).toBeNull();
  });
});

describe('an invitation', () => {
  test('works for seven days', async () => {
    const { link } = await invite(await signInAs(world, 'manager'), ['editor']);
    const before = world.clock.now();
    world.clock.advance({ hours: 7 * 24 });
    expect((await world.visitor().post(link, joining)).status).toBe(409);
    expect((await world.visitor().get(link)).$('form[action^="/invitations"]')).toHaveLength(0);
    world.clock.set(before);
  });

  test('can be withdrawn, and one sent anew ends the one before', async () => {
    const visitor = await signInAs(world, 'manager');
    const first = await invite(visitor, ['editor']);
    const second = await invite(visitor, ['editor'], first.email);
    expect((await world.visitor().post(first.link, joining)).status).toBe(409);
    const list = await visitor.get(paths.invitations());
    expect(list.text.split(first.email)).toHaveLength(2);
    const action = list.$(`li:contains(${first.email}) form`).attr('action')!;
    expect((await visitor.post(action)).status).toBe(303);
    expect((await world.visitor().post(second.link, joining)).status).toBe(409);
    expect((await visitor.post(action)).status).toBe(404);
  });

  test('is refused for a form that is not whole, with words at each field', async () => {
    const { link } = await invite(await signInAs(world, 'manager'), ['editor']);
    const answer = await world.visitor().post(link, { name: '', kana: 'x', password: 'x' });
    expect(answer.status).toBe(422);
    for (const field of ['name', 'kana', 'password', 'consent']) expect(answer.$(`#problem-${field}`)).toHaveLength(1);
    expect((await world.visitor().post(link, joining)).status).toBe(303);
  });

  test.each([[{}], [{ email: 'x', roles: ['trainer'], language: 'ja' }], [{ email: 'a@example.jp', language: 'ja' }]])(
    'is not sent for %j',
    async (values) => {
      expect((await (await signInAs(world, 'admin')).post(paths.invitations(), values)).status).toBe(422);
    },
  );
});

test('there is a word for every role', async () => {
  const answer = await (await signInAs(world, 'admin')).get(paths.members());
  expect(answer.$('select[name=role] option')).toHaveLength(ROLES.length + 1);
  expect(answer.text).not.toContain('roles.');
});
