import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let desk: Resource, other: Resource, pc: Resource;
let hanako: User, keiko: User;
let member: Visitor, rival: Visitor, manager: Visitor, trainer: Visitor;

beforeAll(async () => {
  world = await startApp();
  const venue = await addVenue(world);
  desk = await addResource(world, venue, { name: '席1' });
  other = await addResource(world, venue, { name: '席2', position: 2 });
  pc = await addResource(world, venue, { kind: 'pc', name: 'PC1', position: 3 });
  hanako = await addUser(world, { name: '小平 花子', kana: 'コダイラ ハナコ' });
  keiko = await addUser(world, { name: '小川 恵子', kana: 'オガワ ケイコ' });
  member = await signIn(world, hanako);
  rival = await signIn(world, keiko);
  manager = await signIn(world, await addUser(world, { name: '中村 京子', roles: ['manager'] }));
  trainer = await signIn(world, await addUser(world, { name: '高橋 亮', roles: ['trainer'] }));
});
afterAll(() => world.close());

/** Each test has a day of its own. */
const wish = (date: string, part: object = {}) => ({
  date,
  start: '10:00',
  end: '12:00',
  resourceIds: [desk.id, pc.id],
  ...part,
});

describe('booking from the form', () => {
  test('a member books a desk and a PC, and is shown what she has', async () => {
    const blank = await member.get(`/bookings/new?date=${BOOKING_DAY}&resourceIds=${desk.id}`);
    expect(blank.$(`input[value=${desk.id}]`).attr('checked')).toBeDefined();
    const shown = await member.postAndFollow('/bookings', wish(BOOKING_DAY, { purpose: '原稿' }));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('予約しました。');
    expect(shown.text).toContain('2026年11月24日(火) 10:00–12:00（2時間）');
    expect(shown.$('.facts').text()).toMatch(/席1\s+PC1/);
    expect(shown.text).toContain('変更とキャンセルは、2026年11月24日(火) 09:00までできます。');
  });

  test('what is taken comes back as 409 with her own words and the nearest that is free', async () => {
    const answer = await rival.post('/bookings', wish(BOOKING_DAY, { purpose: 'わたしの用事' }));
    expect(answer.status).toBe(409);
    expect(answer.$('#form-summary').text()).toContain('もう予約が入っています');
    expect(answer.$('[name=purpose]').attr('value')).toBe('わたしの用事');
    const offers = answer.$('.choices a').map((_, one) => answer.$(one).text());
    expect(offers.get()).toEqual(['12:00–14:00', '12:30–14:30', '13:00–15:00'].map((time) => `${time} 席1、PC1`));
    const link = answer.$('.choices a').first().attr('href')!;
    const offered = await rival.get(link);
    expect(offered.$('#booking-summary').text()).toContain('12:00–14:00');
    expect(offered.$('input[name=resourceIds]:checked')).toHaveLength(2);
    expect(offered.$('[name=purpose]').attr('value')).toBe('わたしの用事');
  });

  test('of a group of which one is taken, the free ones stay ticked and the taken one is named and no longer ticked', async () => {
    const answer = await rival.post('/bookings', wish(BOOKING_DAY, { resourceIds: [desk.id, other.id] }));
    expect(answer.status).toBe(409);
    const ticked = answer.$('input[name=resourceIds]:checked').map((_, one) => answer.$(one).attr('value'));
    expect(ticked.get()).toEqual([String(other.id)]);
    expect(answer.$('#booking-summary').text().replace(/\s+/g, '')).toContain('席1は、この時間は空いていません');
  });

  test.each([
    ['a Sunday', { date: '2026-11-29' }, 'date', '定休日です'],
    ['a day past', { date: '2026-11-20' }, 'date', '過ぎた日'],
    ['an end before the start', { start: '12:00', end: '10:00' }, 'end', '開始より後'],
    ['a time off the grid', { start: '10:10' }, 'start', '30分きざみ'],
    ['nothing chosen', { resourceIds: [] }, 'resourceIds', '選んでください'],
    ['25 o’clock', { end: '25:00' }, 'end', '時刻が正しくありません'],
    ['30 February', { date: '2026-02-30' }, 'date', '日付が正しくありません'],
  ])('%s comes back as 422 with the message at the field', async (_, part, field, words) => {
    const answer = await member.post('/bookings', wish('2026-11-25', part));
    expect(answer.status).toBe(422);
    expect(answer.$(`#problem-${field}`).text()).toContain(words);
    expect(answer.$(`#form-summary a[href="#field-${field}"]`)).toHaveLength(1);
    expect(answer.$(`#field-${field}`)).toHaveLength(1);
  });

  test('who has not confirmed her address is told how', async () => {
    const newcomer = await signIn(world, await addUser(world, { emailConfirmedAt: null }));
    expect((await newcomer.get('/bookings/new')).$('form[action="/email-confirmation"]')).toHaveLength(1);
    const answer = await newcomer.post('/bookings', wish('2026-11-25'));
    expect(answer.status).toBe(403);
    expect(answer.$('form[action="/email-confirmation"]')).toHaveLength(1);
  });

  test('the page shows when something is free that is not free for the whole stretch', async () => {
    const page = await rival.get(`/bookings/new?date=${BOOKING_DAY}&start=11:00&end=13:00`);
    expect(page.$(`[name=resourceIds][value=${desk.id}]`)).toHaveLength(0);
    expect(page.$('details li').first().text()).toBe('席1 空き 09:00–10:00、12:00–17:00');
    expect(page.$(`[name=resourceIds][value=${other.id}]`)).toHaveLength(1);
  });
});

describe('changing and cancelling', () => {
  test('a member changes time and desk, then cancels', async () => {
    const booking = await addBooking(world, hanako, [desk.id], { date: '2026-11-26' });
    const edit = await member.get(`/bookings/${booking.id}/edit`);
    expect(edit.$(`input[value=${desk.id}]`).attr('checked')).toBeDefined();
    const revision = edit.$('[name=revision]').attr('value')!;
    const changed = await member.postAndFollow(`/bookings/${booking.id}`, {
      ...wish('2026-11-26', { resourceIds: [other.id], start: '13:00', end: '15:00' }),
      revision,
    });
    expect(changed.text).toContain('予約を変更しました。');
    expect(changed.text).toContain('13:00–15:00');
    const confirm = await member.get(`/bookings/${booking.id}/cancellation`);
    expect(confirm.text).toContain('席2');
    const cancelled = await member.postAndFollow(`/bookings/${booking.id}/cancellation`);
    expect(cancelled.text).toContain('キャンセルしました');
    expect(cancelled.$('.status').text()).toBe('キャンセル済み');
    expect(cancelled.$(`a[href="/bookings/${booking.id}/edit"]`)).toHaveLength(0);
  });

  test('a form of another tab that is no longer right is refused, and shows what is now', async () => {
    const booking = await addBooking(world, hanako, [desk.id], { date: '2026-11-27' });
    const first = { ...wish('2026-11-27', { resourceIds: [other.id] }), revision: 0 };
    expect((await member.post(`/bookings/${booking.id}`, first)).status).toBe(303);
    const second = { ...wish('2026-11-27', { resourceIds: [desk.id], start: '14:00', end: '15:00' }), revision: 0 };
    const answer = await member.post(`/bookings/${booking.id}`, second);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('別の画面で変更されています');
    expect(answer.text).toContain('いまの予約: 11月27日(金) 10:00–12:00');
    expect(answer.$('[name=revision]').attr('value')).toBe('1');
  });

  test('past the deadline the page says so, and the forms refuse', async () => {
    const booking = await addBooking(world, hanako, [desk.id], { date: '2026-12-01' });
    world.clock.setTo('2026-12-01', 570);
    const page = await member.get(`/bookings/${booking.id}`);
    const cancel = await member.post(`/bookings/${booking.id}/cancellation`);
    world.clock.setTo('2026-11-21', 540);
    expect(page.text).toContain('期限（2026年12月1日(火) 09:00）を過ぎました');
    expect(page.$(`a[href="/bookings/${booking.id}/cancellation"]`)).toHaveLength(0);
    expect([cancel.status, cancel.text.includes('期限')]).toEqual([409, true]);
  });

  test('somebody else’s booking is not there for a member', async () => {
    const booking = await addBooking(world, hanako, [desk.id], { date: '2026-12-02' });
    const at = `/bookings/${booking.id}`;
    for (const url of [at, `${at}/edit`, `${at}/cancellation`]) expect((await rival.get(url)).status).toBe(404);
    expect((await rival.post(`${at}/cancellation`)).status).toBe(404);
    expect((await rival.post(at, { ...wish('2026-12-02'), revision: 0 })).status).toBe(404);
    expect((await world.database.reader.findOneByOrFail(Booking, { id: booking.id })).status).toBe('booked');
  });
});

describe('the staff', () => {
  test('finds a member by kana in either script, and books for her', async () => {
    const found = await manager.get(`/manage/bookings/new?q=${encodeURIComponent('こだいら')}&date=2026-12-03`);
    const link = found.$('.list a').first();
    expect(link.text()).toBe('小平 花子');
    const form = await manager.get(link.attr('href')!);
    expect(form.$('h1').text()).toBe('小平 花子さんの予約');
    expect(form.$('[name=date]').attr('value')).toBe('2026-12-03');
    const shown = await manager.postAndFollow('/bookings', wish('2026-12-03', { memberId: hanako.id }));
    expect(shown.text).toContain('小平 花子');
    expect((await member.get('/me/bookings')).text).toContain('12月3日(木)');
  });

  test('sees who has what on a day, and all of one member', async () => {
    await addBooking(world, keiko, [other.id], { date: '2026-12-03', start: 540, end: 600 });
    const day = await trainer.get('/manage/bookings?date=2026-12-03');
    expect(
      day
        .$('.list li')
        .map((_, one) => day.$(one).find('a').eq(1).text())
        .get(),
    ).toEqual(['小川 恵子', '小平 花子']);
    const hers = await trainer.get(`/manage/bookings?date=2026-11-21&q=${encodeURIComponent('オガワ')}`);
    expect(hers.text).toContain('小川 恵子');
    expect(hers.text).not.toContain('小平 花子');
  });

  test('cancels with a reason', async () => {
    const booking = await addBooking(world, keiko, [desk.id], { date: '2026-12-04' });
    expect((await trainer.post(`/bookings/${booking.id}/cancellation`, { reason: 'x' })).status).toBe(403);
    const without = await manager.post(`/bookings/${booking.id}/cancellation`);
    expect([without.status, without.$('#problem-reason').text()]).toEqual([
      422,
      '理由を入力してください。会員にメールで伝えます。',
    ]);
    await manager.postAndFollow(`/bookings/${booking.id}/cancellation`, { reason: '停電のため' });
    expect((await rival.get(`/bookings/${booking.id}`)).text).toContain('停電のため');
  });

  test('without a member of her own chooses one first', async () => {
    expect((await trainer.get('/bookings/new')).$('a[href="/manage/bookings/new"]')).toHaveLength(1);
    const answer = await trainer.post('/bookings', wish('2026-12-05'));
    expect([answer.status, answer.text.includes('だれの予約かを選んでください')]).toEqual([422, true]);
  });
});

describe('a member never sees the name of another', () => {
  test('on no page, and in no refusal', async () => {
    const booking = await addBooking(world, keiko, [desk.id, pc.id], { date: '2026-12-07', purpose: '恵子の用事' });
    const pages = [
      await member.get('/bookings/new?date=2026-12-07'),
      await member.get(`/bookings/new?date=2026-12-07&start=10:00&end=12:00&resourceIds=${desk.id}`),
      await member.post('/bookings', wish('2026-12-07')),
      await member.get(`/bookings/${booking.id}`),
      await member.get(`/bookings/new?memberId=${keiko.id}`),
      await member.post('/bookings', wish('2026-12-07', { memberId: keiko.id })),
      await member.get('/me/bookings'),
      await member.get('/manage/bookings?date=2026-12-07'),
      await member.get(`/manage/bookings/new?q=${encodeURIComponent('小川')}`),
    ];
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 409, 404, 404, 403, 200, 403, 403]);
    for (const page of pages) expect(page.body).not.toMatch(/恵子|オガワ/);
  });
});
