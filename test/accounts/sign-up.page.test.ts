import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Consent } from '../../src/accounts/consent.entity.js';
import { PRIVACY_VERSION } from '../../src/accounts/privacy-notice.js';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

let made = 0;
/** A form as somebody on a phone might fill it in. */
function formOf(changes: Record<string, unknown> = {}) {
  made += 1;
  return {
    name: '𠮷田 はなこ',
    kana: 'よしだ ﾊﾅｺ',
    email: `Ｎｅｗ${made}@Example.jp`,
    password: 'kodaira no sakura',
    postalCode: '〒１８７－００３２',
    address: '東京都小平市小川町1-2-3',
    phone: '０９０（１２３４）５６７８',
    resident: true,
    consent: true,
    ...changes,
  } as Record<string, string | boolean | string[]>;
}

function signUp(changes: Record<string, unknown> = {}) {
  return world.visitor().post(paths.signUp(), formOf(changes));
}

function userWith(email: string): Promise<User | null> {
  return world.database.reader.findOneBy(User, { email });
}

test('signing up keeps the name as typed, and brings the rest into one shape', async () => {
  const answer = await signUp({ email: 'YOSHIDA@example.jp' });
  expect([answer.status, answer.location]).toEqual([303, paths.signUpSent()]);
  const user = (await userWith('yoshida@example.jp'))!;
  expect(user).toMatchObject({
    name: '𠮷田 はなこ',
    kana: 'ヨシダ ハナコ',
    postalCode: '1870032',
    phone: '09012345678',
    resident: true,
    raisingChildren: false,
    language: 'ja',
    emailConfirmedAt: null,
  });
  expect(user.passwordHash).toMatch(/^\$argon2id\$/);
  const roles = await world.database.reader.findBy(UserRole, { userId: user.id });
  expect(roles).toMatchObject([{ role: 'member', grantedBy: null }]);
  const consents = await world.database.reader.findBy(Consent, { userId: user.id });
  expect(consents).toMatchObject([{ document: 'privacy', version: PRIVACY_VERSION }]);
  expect(consents[0]!.agreedAt.equals(world.clock.now())).toBe(true);
});

test('a known and an unknown address get the same answer; the owner of the known one gets a mail', async () => {
  const { email } = await addUser(world);
  const visitors = [world.visitor(), world.visitor()] as const;
  const known = await visitors[0].post(paths.signUp(), formOf({ email }));
  const unknown = await visitors[1].post(paths.signUp(), formOf());
  expect([known.status, known.location, known.body]).toEqual([unknown.status, unknown.location, unknown.body]);
  const pages = await Promise.all(visitors.map((visitor) => visitor.get(paths.signUpSent())));
  expect(pages[0]!.body).toBe(pages[1]!.body);
  expect((await mailsTo(world, email)).map(({ name }) => name)).toEqual(['accounts.already_registered']);
});

test('two who sign up with one address at the same moment make one account', async () => {
  const form = formOf({ email: 'same@example.jp' });
  const answers = await Promise.all([1, 2, 3].map(() => world.visitor().post(paths.signUp(), form)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(await world.database.reader.countBy(User, { email: 'same@example.jp' })).toBe(1);
  const names = (await mailsTo(world, 'same@example.jp')).map(({ name }) => name);
  expect(names.toSorted()).toEqual([
    'accounts.already_registered',
    'accounts.already_registered',
    'accounts.confirm_address',
  ]);
});

describe('the link of the mail', () => {
  async function newcomer() {
    const email = `newcomer${(made += 1)}@example.jp`;
    await signUp({ email });
    return { email, link: (await lastMailTo(world, email)).link };
  }

  test('confirms the address when its button is pressed, not when it is opened', async () => {
    const { email, link } = await newcomer();
    for (let times = 0; times < 3; times += 1) expect((await world.visitor().get(link)).text).toContain(email);
    expect((await userWith(email))!.emailConfirmedAt).toBeNull();
    expect((await world.visitor().post(link)).location).toBe(paths.signIn());
    expect((await userWith(email))!.emailConfirmedAt).not.toBeNull();
  });

  test('works once', async () => {
    const { link } = await newcomer();
    const statuses = await Promise.all([1, 2].map(async () => (await world.visitor().post(link)).status));
    expect(statuses.toSorted()).toEqual([303, 409]);
    expect((await world.visitor().get(link)).text).toContain('期限が切れたか、すでに使われています');
  });

  test('works for 24 hours', async () => {
    const { email, link } = await newcomer();
    const { clock } = world;
    const before = clock.now();
    clock.advance({ hours: 24 });
    expect((await world.visitor().post(link)).status).toBe(409);
    clock.set(before.add({ hours: 23, minutes: 59 }));
    expect((await world.visitor().post(link)).status).toBe(303);
    clock.set(before);
    expect((await userWith(email))!.emailConfirmedAt).not.toBeNull();
  });

  test('can be had again by somebody who is signed in, a few times', async () => {
    const user = await addUser(world, { emailConfirmedAt: null });
    const visitor = await signIn(world, user);
    const statuses = [];
    for (let times = 0; times < 6; times += 1) statuses.push((await visitor.post('/email-confirmation')).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    const mails = await mailsTo(world, user.email);
    expect((await visitor.post(mails[0]!.link)).location).toBe(paths.me());
    expect((await visitor.post(mails[1]!.link)).status).toBe(409);
  });

  test.each(['x', 'あ', '%00', "' OR 1=1", 'x'.repeat(190)])('is not found for %j', async (token) => {
    const answer = await world.visitor().get(paths.emailConfirmation(token));
    expect(answer.$('form[action^="/email-confirmation"]')).toHaveLength(0);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('a form that cannot be taken', () => {
  test.each([
    ['name', { name: ' ' }],
    ['name', { name: 'a\0b' }],
    ['name', { name: ['山田', '田中'] }],
    ['kana', { kana: '山田花子' }],
    ['kana', { kana: '😀' }],
    ['email', { email: 'hanako' }],
    ['email', { email: '😀@example.jp' }],
    ['email', { email: 'a@example.jp\r\nBcc: b@example.jp' }],
    ['password', { password: 'short' }],
    ['password', { password: 'a word and '.repeat(12) }],
    ['password', { password: 'password1234' }],
    ['password', { email: 'hanako.kodaira@example.jp', password: 'Hanako.Kodaira' }],
    ['password', { email: 'me@example.jp', password: 'ME@example.jp' }],
    ['password', { name: '小川 ハナコ ハナコ', password: '小川 ハナコ ハナコ' }],
    ['postalCode', { postalCode: '187-003' }],
    ['address', { address: '' }],
    ['phone', { phone: '12345' }],
    ['resident', { resident: ['on', 'on'] }],
    ['consent', { consent: false }],
  ])('comes back with a word at %s: %j', async (field, changes) => {
    const answer = await signUp({ phone: '0421112222', ...changes });
    expect(answer.status).toBe(422);
    expect(answer.$(`#problem-${field}`).text()).not.toBe('');
    expect(answer.$(`#form-summary a[href="#field-${field}"]`)).toHaveLength(1);
  });

  test("holds the person's own words, but never the password", async () => {
    const answer = await signUp({ phone: 'x' });
    expect(answer.$('input[name=kana]').val()).toBe('よしだ ﾊﾅｺ');
    expect(answer.$('input[name=postalCode]').val()).toBe('〒１８７－００３２');
    expect(answer.$('input[name=resident]').is('[checked]')).toBe(true);
    expect(answer.body).not.toContain('kodaira no sakura');
  });

  test('is refused with 413 when it is a megabyte', async () => {
    expect((await signUp({ name: 'あ'.repeat(400_000) })).status).toBe(413);
  });
});

describe('the address of a postal code', () => {
  test('is told to a script', async () => {
    const answer = await world.visitor().get('/postal-codes/187-0032', { accept: 'application/json' });
    expect(JSON.parse(answer.body)).toEqual({ address: '東京都小平市小川町' });
  });

  test.each(['0000000', 'x', '%E3%81%82'])('is not found for %s', async (code) => {
    expect((await world.visitor().get(`/postal-codes/${code}`)).status).toBe(404);
  });

  test('is filled in by the button where no script runs, and nothing is lost', async () => {
    const answer = await world.visitor().post('/sign-up/address', formOf({ address: '' }));
    expect(answer.status).toBe(200);
    expect(answer.$('input[name=address]').val()).toBe('東京都小平市小川町');
    expect(answer.$('input[name=name]').val()).toBe('𠮷田 はなこ');
    expect(answer.$('#form-summary')).toHaveLength(0);
  });

  test('that is not there is said at the field', async () => {
    const answer = await world.visitor().post('/sign-up/address', formOf({ postalCode: '0000000' }));
    expect([answer.status, answer.$('#problem-postalCode').text()]).toEqual([
      422,
      expect.stringContaining('見つかりません'),
    ]);
  });
});
