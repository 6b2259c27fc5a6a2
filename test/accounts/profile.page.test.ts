import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, PASSWORD, signIn, signInAs } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const details = {
  name: '髙橋 さくら',
  kana: 'たかはし さくら',
  postalCode: '187-0032',
  address: '東京都小平市小川町2-2',
  phone: '042-111-2222',
  raisingChildren: true,
  language: 'en',
};

const read = (id: number) => world.database.reader.findOneByOrFail(User, { id });
const isSignedIn = async (visitor: { get(url: string): Promise<{ status: number }> }) =>
  (await visitor.get(paths.profile())).status === 200;

describe('the profile', () => {
  test('shows what stands, and keeps what is changed, the language of the screens too', async () => {
    const user = await addUser(world);
    const visitor = await signIn(world, user);
    expect((await visitor.get(paths.profile())).$('input[name=address]').val()).toBe(user.address);
    expect((await visitor.post(paths.profile(), details)).status).toBe(303);
    expect(await read(user.id)).toMatchObject({
      name: '髙橋 さくら',
      kana: 'タカハシ サクラ',
      phone: '0421112222',
      resident: false,
      raisingChildren: true,
      searchText: expect.stringContaining('タカハシサクラ'),
    });
    expect((await visitor.get(paths.profile())).$('html').attr('lang')).toBe('en');
  });

  test('does not let a member leave out where she lives, but staff', async () => {
    const bare = { ...details, postalCode: '', address: '', phone: '' };
    const member = await (await signInAs(world, 'member')).post(paths.profile(), bare);
    expect([member.status, member.$('#form-summary li').length]).toEqual([422, 3]);
    const staff = await addUser(world, { roles: ['trainer'] });
    expect((await (await signIn(world, staff)).post(paths.profile(), bare)).status).toBe(303);
    expect(await read(staff.id)).toMatchObject({ postalCode: null, address: null, phone: null });
  });

  test('fills in the address of a postal code where no script runs', async () => {
    const answer = await (await signInAs(world, 'member')).post('/me/profile/address', { ...details, address: '' });
    expect([answer.status, answer.$('input[name=address]').val()]).toEqual([200, '東京都小平市小川町']);
    expect(answer.$('input[name=name]').val()).toBe(details.name);
  });

  test('is shut for strangers', async () => {
    expect((await world.visitor().post(paths.profile(), details)).location).toBe(paths.signIn());
  });

  test('the language of the footer becomes the language of the mails', async () => {
    const user = await addUser(world);
    await (await signIn(world, user)).post(paths.language(), { language: 'en', back: '/' });
    expect((await read(user.id)).language).toBe('en');
  });
});

describe('a new e-mail address', () => {
  test('counts once its link is used; the old one is told', async () => {
    const user = await addUser(world, { email: 'old@example.jp' });
    const visitor = await signIn(world, user);
    const form = { newEmail: 'Brand.New@example.jp', currentPassword: PASSWORD };
    expect((await visitor.post(paths.emailChange(), form)).location).toBe(paths.profile());
    expect((await read(user.id)).email).toBe('old@example.jp');
    const { link } = await lastMailTo(world, 'brand.new@example.jp');
    await world.visitor().post(link);
    const changed = await read(user.id);
    expect([changed.email, changed.searchText]).toEqual([
      'brand.new@example.jp',
      expect.stringContaining('brand.new@'),
    ]);
    expect((await mailsTo(world, 'old@example.jp')).map(({ name }) => name)).toEqual(['accounts.address_changed']);
  });

  test('that somebody has gets the same answer, and its owner a mail', async () => {
    const owner = await addUser(world);
    const visitor = await signInAs(world, 'member');
    const known = await visitor.post(paths.emailChange(), { newEmail: owner.email, currentPassword: PASSWORD });
    const unknown = await visitor.post(paths.emailChange(), { newEmail: 'x@example.jp', currentPassword: PASSWORD });
    expect([known.status, known.location]).toEqual([unknown.status, unknown.location]);
    expect((await lastMailTo(world, owner.email)).name).toBe('accounts.already_registered');
  });

  test('that somebody took meanwhile is not taken from her', async () => {
    const user = await addUser(world);
    const visitor = await signIn(world, user);
    await visitor.post(paths.emailChange(), { newEmail: 'wanted@example.jp', currentPassword: PASSWORD });
    const { link } = await lastMailTo(world, 'wanted@example.jp');
    await addUser(world, { email: 'wanted@example.jp' });
    expect((await visitor.post(link)).status).toBe(409);
    expect((await read(user.id)).email).toBe(user.email);
  });

  test('needs the present password, and may not be the present address', async () => {
    const user = await addUser(world);
    const visitor = await signIn(world, user);
    const wrong = await visitor.post(paths.emailChange(), { newEmail: 'y@example.jp', currentPassword: 'wrong' });
    const same = await visitor.post(paths.emailChange(), { newEmail: user.email, currentPassword: PASSWORD });
    expect([wrong.status, wrong.$('#problem-currentPassword').length]).toEqual([422, 1]);
    expect([same.status, same.$('#problem-newEmail').length]).toEqual([422, 1]);
  });
});

describe('a new password', () => {
  test('ends all other sessions, is told by mail, and is the one that works', async () => {
    const user = await addUser(world);
    const [here, elsewhere] = [await signIn(world, user), await signIn(world, user)];
    const form = { currentPassword: PASSWORD, password: 'quite another one' };
    expect((await here.post(paths.passwordChange(), form)).location).toBe(paths.profile());
    expect([await isSignedIn(here), await isSignedIn(elsewhere)]).toEqual([true, false]);
    expect((await lastMailTo(world, user.email)).name).toBe('accounts.password_changed');
    await expect(signIn(world, user)).rejects.toThrow('422');
  });

  test('cannot be set by guessing the present one', async () => {
    const visitor = await signInAs(world, 'member');
    const statuses = [];
    for (let times = 0; times < 7; times += 1)
      statuses.push(
        (await visitor.post(paths.passwordChange(), { currentPassword: 'guess', password: 'quite another one' }))
          .status,
      );
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429]);
  });
});

test('signing out everywhere ends every session at once', async () => {
  const user = await addUser(world);
  const visitors = [await signIn(world, user), await signIn(world, user)] as const;
  const other = await signInAs(world, 'member');
  expect((await visitors[0].post(paths.sessionsEnding())).location).toBe(paths.signIn());
  expect(await Promise.all([...visitors, other].map(isSignedIn))).toEqual([false, false, true]);
});
