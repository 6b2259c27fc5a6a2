import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, PASSWORD, signIn, signInAs } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const shut = paths.profile();

test('the right password opens the house, and signing out shuts it', async () => {
  const user = await addUser(world);
  const visitor = await signIn(world, user);
  expect((await visitor.get(shut)).status).toBe(200);
  expect((await visitor.post(paths.signOut())).location).toBe('/');
  expect((await visitor.get(shut)).location).toBe(paths.signIn(shut));
});

test('an address is found however it is typed', async () => {
  const { email } = await addUser(world, { email: 'hanako@example.jp' });
  const typed = 'ＨＡＮＡＫＯ@Example.JP ';
  expect((await world.visitor().post(paths.signIn(), { email: typed, password: PASSWORD })).status).toBe(303);
  expect(email).toBe('hanako@example.jp');
});

test('a wrong password and an unknown address get the same answer, with the address still in the form', async () => {
  const { email } = await addUser(world);
  const wrong = await world.visitor().post(paths.signIn(), { email, password: 'not the password' });
  const unknown = await world
    .visitor()
    .post(paths.signIn(), { email: 'nobody@example.jp', password: 'not the password' });
  expect([wrong.status, unknown.status]).toEqual([422, 422]);
  expect(wrong.$('input[name=email]').val()).toBe(email);
  expect(wrong.body).not.toContain('not the password');
  expect(unknown.body.replaceAll('nobody@example.jp', email)).toBe(wrong.body);
});

test('a clock that is set back an hour, or was a day ahead, signs nobody out', async () => {
  const visitor = await signIn(world, await addUser(world));
  const inside = async (hours: number): Promise<boolean> => {
    world.clock.advance({ hours });
    return (await visitor.get(shut)).status === 200;
  };
  expect(await inside(-1)).toBe(true);
  expect(await inside(24 + 1)).toBe(true);
  expect(await inside(-24)).toBe(true);
});

test('the session id of before the sign-in is worth nothing', async () => {
  const user = await addUser(world);
  const visitor = await signIn(world, user);
  const before = visitor.cookie('session');
  await visitor.post(paths.signIn(), { email: user.email, password: PASSWORD });
  expect(visitor.cookie('session')).not.toBe(before);
  expect((await world.visitor().get(shut, { cookie: `session=${before}` })).status).toBe(303);
});

test("signing in brings the person's language", async () => {
  const visitor = await signIn(world, await addUser(world, { language: 'en' }));
  expect((await visitor.get('/no-such-page')).$('html').attr('lang')).toBe('en');
});

describe('where signing in leads', () => {
  test.each([
    ['/bookings?date=2026-11-24', '/bookings?date=2026-11-24'],
    [undefined, '/me'],
    ['//evil.example', '/me'],
    ['/\\evil.example', '/me'],
    ['/\t/evil.example', '/me'],
    ['https://evil.example', '/me'],
    ['javascript:alert(1)', '/me'],
  ])('%j leads to %s', async (next, location) => {
    const { email } = await addUser(world);
    expect((await world.visitor().post(paths.signIn(), { email, password: PASSWORD, next })).location).toBe(location);
  });

  test('the form remembers where the person was going', async () => {
    const answer = await world.visitor().get(paths.signIn('/bookings'));
    expect(answer.$('input[name=next]').val()).toBe('/bookings');
  });
});

test('somebody who was deactivated is told so, but only with the right password', async () => {
  const { email } = await addUser(world, { deactivatedAt: world.clock.now() });
  const right = await world.visitor().post(paths.signIn(), { email, password: PASSWORD });
  const wrong = await world.visitor().post(paths.signIn(), { email, password: 'something else' });
  expect([right.status, right.text]).toEqual([403, expect.stringContaining('利用を停止しています')]);
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('パスワードが違います')]);
});

describe('bad input', () => {
  test.each([
    ['nothing', {}],
    ['two addresses', { email: ['a@example.jp', 'b@example.jp'], password: 'x' }],
    ['two passwords', { email: 'a@example.jp', password: ['x', 'y'] }],
    ['a NUL', { email: 'a\0@example.jp', password: 'x\0' }],
    ['emoji', { email: '😀@example.jp', password: '😀' }],
    ['a long password', { email: 'a@example.jp', password: 'x'.repeat(5000) }],
  ])('%s is refused with words', async (_, values) => {
    const answer = await world.visitor().post(paths.signIn(), values);
    expect(answer.status).toBe(422);
    expect(answer.$('#form-summary li').length).toBeGreaterThan(0);
  });

  test('a megabyte is too large', async () => {
    const answer = await world.visitor().post(paths.signIn(), { email: 'x'.repeat(1_100_000), password: 'x' });
    expect(answer.status).toBe(413);
  });
});

test('people who sign in at the same moment are not taken for each other', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => addUser(world)));
  const visitors = await Promise.all(people.map((person) => signIn(world, person)));
  const pages = await Promise.all(visitors.map((visitor) => visitor.get(shut)));
  expect(pages.map(({ $ }) => $('input[name=name]').val())).toEqual(people.map(({ name }) => name));
});

const isSignedIn = async (visitor: Visitor) => (await visitor.get(shut)).status === 200;

describe('the list of sessions', () => {
  const PHONE = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1' };
  const onPhone = async (user: User): Promise<Visitor> => {
    const visitor = world.visitor();
    await visitor.post(paths.signIn(), { email: user.email, password: PASSWORD }, PHONE);
    return visitor;
  };

  test('names each device, when it was last used and about where from, and marks this one', async () => {
    const user = await addUser(world);
    const here = await signIn(world, user);
    await onPhone(user);
    world.clock.advance({ minutes: 20 });
    const { $ } = await here.get(paths.security());
    const rows = $('section[aria-labelledby=sessions] li')
      .toArray()
      .map((row) => $(row).text().replace(/\s+/g, ' '));
    expect(rows).toHaveLength(2);
    expect(rows.filter((row) => row.includes('この端末'))).toEqual([expect.stringContaining('種類の分からない端末')]);
    expect(rows.join()).toMatch(/Safari \/ iPhone.*接続元 127\.0\.…/);
    expect(rows.join()).not.toContain('127.0.0.1');
  });

  test('ends one, and all others', async () => {
    const user = await addUser(world);
    const [here, phone, third] = [await signIn(world, user), await onPhone(user), await signIn(world, user)];
    const row = (await here.get(paths.security())).$('li:contains("iPhone") form').attr('action')!;
    const stranger = await signInAs(world, 'member');
    expect((await stranger.post(row)).status).toBe(404);
    expect(await isSignedIn(phone)).toBe(true);
    expect((await here.post(row)).location).toBe(paths.security());
    expect(await Promise.all([here, phone, third].map(isSignedIn))).toEqual([true, false, true]);
    await here.post(paths.otherSessionsEnding());
    expect(await Promise.all([here, third, stranger].map(isSignedIn))).toEqual([true, false, true]);
  });

  test('a browser that is new to an account is told by mail, the first of all and those that are known are not', async () => {
    const user = await addUser(world);
    const first = await signIn(world, user);
    await first.post(paths.signIn(), { email: user.email, password: PASSWORD });
    expect(await mailsTo(world, user.email)).toEqual([]);
    await onPhone(user);
    const mail = await lastMailTo(world, user.email);
    expect([mail.name, mail.text]).toEqual(['accounts.new_device', expect.stringMatching(/Safari \/ iPhone/)]);
    expect(mail.text).not.toContain('127.0.0.1');
  });
});
