import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking } from '../support/booking-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Resource } from '../../src/venues/resource.entity.js';

let world: TestApp;
let desk: Resource;
beforeAll(async () => {
  world = await startApp();
  desk = await addResource(world, await addVenue(world));
});
afterAll(() => world.close());

test('nobody has a page without signing in', async () => {
  expect((await world.visitor().get('/me')).location).toBe('/sign-in?next=%2Fme');
});

test('who has booked nothing is told so, and booking is the one main action', async () => {
  const { $ } = await (await signInAs(world, 'member')).get('/me');
  expect($('.empty').text()).toContain('これからの予約はありません');
  const main = $('main .button:not(.quiet)');
  expect([main.length, main.attr('href')]).toEqual([1, '/bookings']);
  expect($('main a[href="/me/profile"]')).toHaveLength(1);
});

test('the next booking stands on top, the others below, each with changing and cancelling', async () => {
  const user = await addUser(world, { name: '小川 結衣' });
  const today = await addBooking(world, user, [desk.id], { date: '2026-11-21', start: 600, end: 660 });
  const later = await addBooking(world, user, [desk.id], { date: '2026-11-24' });
  await addBooking(world, await addUser(world), [desk.id], { date: '2026-11-25' });
  const { answer, statements } = await openCounting(await signIn(world, user), '/me');
  const { $ } = answer;
  expect($('h1').text()).toBe('小川 結衣さんのページ');
  expect($('.next h2').text()).toBe('今日の予約');
  expect($('.next-when').text()).toBe('11月21日(土) 10:00–11:00');
  expect($(`.next a[href="/bookings/${today.id}/edit"]`)).toHaveLength(1);
  expect($(`.next a[href="/bookings/${today.id}/cancellation"]`)).toHaveLength(1);
  expect($('.booking-line')).toHaveLength(1);
  expect($(`.booking-line a[href="/bookings/${later.id}/edit"]`)).toHaveLength(1);
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
});

test('an address that is not confirmed is told of, with the mail once more', async () => {
  const visitor = await signIn(world, await addUser(world, { emailConfirmedAt: null }));
  expect((await visitor.get('/me')).$('main form[action="/email-confirmation"] button')).toHaveLength(1);
});

test.each([
  ['manager', ['/manage/bookings', '/manage/members', '/manage']],
  ['childcare', ['/care/children', '/manage/bookings']],
  ['officer', ['/manage/programmes', '/reports']],
  ['member', []],
] as const)('the page of a %s leads to %j', async (role, tools) => {
  const visitor = await signInAs(world, role);
  const { $ } = await visitor.get('/me');
  const links = $('main .row-link')
    .map((_, one) => $(one).attr('href'))
    .get();
  expect(links).toEqual([...tools]);
  for (const link of links) expect((await visitor.get(link)).status).toBe(200);
});

test('the front page says what is free now and leads to the day', async () => {
  const { answer, statements } = await openCounting(await signInAs(world, 'member'), '/');
  const { $ } = answer;
  expect($('.free-today li').first().text()).toContain('いま1席が空いています。10:00まで使えます。');
  expect($('.free-today a').attr('href')).toMatch(/^\/bookings\?date=2026-11-21&venue=\d+$/);
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  expect((await world.visitor().get('/')).text).not.toContain('小川');
});
