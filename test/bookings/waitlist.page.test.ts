import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';
import { aMinuteLater, aWish, entryOf, offerTo, wait } from '../support/waitlist-factories.js';

let world: TestApp;
let venue: Venue;
let desk: Resource;
let hanako: User, keiko: User, yui: User;
let keikos: Visitor, yuis: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue, { name: 'カウンター 1' });
  hanako = await addUser(world, { name: '小平 花子' });
  keiko = await addUser(world, { name: '小川 恵子' });
  yui = await addUser(world, { name: '花小金井 結衣' });
  keikos = await signIn(world, keiko);
  yuis = await signIn(world, yui);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await noBookings(world);
});

const form = (): Record<string, string> => ({
  date: BOOKING_DAY,
  start: '10:00',
  end: '12:00',
  venueId: String(venue.id),
  what: 'desk',
});
/** Hanako's place, for which Keiko and Yui wait. @returns the ids of their entries, and of her booking */
async function line(): Promise<{ first: number; second: number; booked: number }> {
  const { id: booked } = await addBooking(world, hanako, [desk.id]);
  const [first, second] = [await wait(world, keiko, aWish(venue.id)), await wait(world, yui, aWish(venue.id))];
  return { first, second, booked };
}
const cancel = async (id: number): Promise<void> =>
  world.get(MendingService).cancel(await viewerOf(world, hanako), id, null);

test('the form for booking leads from what is taken to the line, and the form there joins it', async () => {
  await addBooking(world, hanako, [desk.id]);
  const wish = { date: BOOKING_DAY, start: '10:00', end: '12:00', resourceIds: String(desk.id) };
  const taken = await keikos.post('/bookings', wish);
  expect(taken.status).toBe(409);
  const links = taken
    .$('a:contains("空いたら知らせてもらう")')
    .map((_, one) => taken.$(one).attr('href'))
    .get();
  const query = `date=${BOOKING_DAY}&start=10%3A00&end=12%3A00&venueId=${venue.id}`;
  expect(links).toEqual([`/me/waitlist/new?${query}&what=${desk.id}`, `/me/waitlist/new?${query}&what=desk`]);

  const blank = await keikos.get(links[0]!);
  expect(blank.$('[name=what] [selected]').text()).toBe('カウンター 1');
  expect(blank.$('[name=start] [selected]').text()).toBe('10:00');
  const joined = await keikos.post('/me/waitlist', form());
  expect([joined.status, joined.location]).toEqual([303, '/me/waitlist']);
  const list = await keikos.get('/me/waitlist');
  expect(list.text).toContain('空き待ちに入りました');
  expect(list.$('.list li').text()).toContain('1番目');
});

test('what is free is booked and not waited for: the page leads there', async () => {
  const { status, $ } = await keikos.post('/me/waitlist', form());
  expect(status).toBe(409);
  expect($('.summary').text()).toContain('いま空いています');
  const href = `/bookings/new?date=${BOOKING_DAY}&start=10%3A00&end=12%3A00&venueId=${venue.id}&resourceIds=${desk.id}`;
  expect($('.note a').attr('href')).toBe(href);
});

test.each([
  ['a day that is none', { date: '2026-13-01' }],
  ['a time that is none', { start: '25:00' }],
  ['a kind that is none', { what: 'yacht' }],
  ['a venue that is not there', { venueId: '4711' }],
  ['nothing at all', { date: '', start: '', end: '', venueId: '', what: '' }],
])('the form is refused for %s, and stays', async (_, part) => {
  const { status, $ } = await keikos.post('/me/waitlist', { ...form(), ...part });
  expect(status).toBe(422);
  expect($('.summary li').length).toBeGreaterThan(0);
  expect($('form[action="/me/waitlist"]')).toHaveLength(1);
});

test('each sees her own place in the line, and nothing of the others', async () => {
  await line();
  const { $, text } = await yuis.get('/me/waitlist');
  expect($('.list li')).toHaveLength(1);
  expect($('.list li').text()).toContain('2番目');
  expect(text).not.toContain('小川');
  expect(text).not.toContain('小平 花子');
});

test('what is held stands on her page with its clock, and is accepted there', async () => {
  const { first, booked } = await line();
  await cancel(booked);
  world.clock.advance({ hours: 2, minutes: 30 });
  const { answer, statements } = await openCounting(keikos, '/me');
  const { $ } = answer;
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  expect($('section[aria-labelledby=offers]').text()).toContain('残り9時間30分');
  expect($('section[aria-labelledby=offers]').text()).toContain('11月21日(土) 21:00までに予約');
  const accepted = await keikos.post($('form[action$=acceptance]').attr('action')!);
  expect(accepted.status).toBe(303);
  expect((await keikos.get(accepted.location!)).$('.facts').text()).toContain('カウンター 1');
  expect((await entryOf(world, first)).status).toBe('booked');
  expect((await keikos.get('/me')).$('section[aria-labelledby=offers]')).toHaveLength(0);
});

test('what is declined goes to the next', async () => {
  const { second, booked } = await line();
  await cancel(booked);
  const { $ } = await keikos.get('/me/waitlist');
  expect((await keikos.post($('form[action$=decline]').attr('action')!)).location).toBe('/me/waitlist');
  expect((await keikos.get('/me/waitlist')).$('.empty')).toHaveLength(1);
  expect(await offerTo(world, second)).not.toBeNull();
});

test('what came too late is said on the page of the line', async () => {
  const { first, booked } = await line();
  await cancel(booked);
  const { id } = (await offerTo(world, first))!;
  world.clock.advance({ hours: 12 });
  const late = await keikos.post(`/me/offers/${id}/acceptance`);
  expect([late.status, late.$('.summary').text().includes('お取り置きは終わりました')]).toEqual([409, true]);
});

test('in the last hour her page leads to what is free for whoever is first', async () => {
  const { booked } = await line();
  world.clock.setTo(BOOKING_DAY, 545);
  const manager = await viewerOf(world, await addUser(world, { roles: ['manager'] }));
  await world.get(MendingService).cancel(manager, booked, '急用');
  await aMinuteLater(world);
  const { $ } = await yuis.get('/me/waitlist');
  expect($('.list li').text()).toContain('先着順');
  expect($('.list a.button').attr('href')).toContain(`/bookings/new?date=${BOOKING_DAY}`);
});

test("somebody else's place and offer are not found, and stay", async () => {
  const { first, booked } = await line();
  expect((await yuis.post(`/me/waitlist/${first}/leaving`)).status).toBe(404);
  await cancel(booked);
  const { id } = (await offerTo(world, first))!;
  expect((await yuis.post(`/me/offers/${id}/acceptance`)).status).toBe(404);
  expect((await yuis.post(`/me/offers/${id}/decline`)).status).toBe(404);
  expect(await offerTo(world, first)).not.toBeNull();
});

test('who is no member has no line', async () => {
  expect((await (await signInAs(world, 'trainer')).get('/me/waitlist')).status).toBe(403);
});

test.each(['/me/waitlist', '/me/waitlist/new'])('%s keeps to its statements', async (path) => {
  await line();
  expect((await openCounting(keikos, path)).statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
});
