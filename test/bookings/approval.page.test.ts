import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { ApprovalService } from '../../src/bookings/approval/approval.service.js';
import { Lapses } from '../../src/bookings/approval/lapses.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { totalsOf } from '../../src/bookings/fees/items.policy.js';
import { ItemsQuery } from '../../src/bookings/fees/items.query.js';
import { FeePlan } from '../../src/bookings/fees/plan.entity.js';
import { Plans } from '../../src/bookings/fees/plans.service.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { paths } from '../../src/platform/paths.js';
import { momentAt } from '../../src/platform/time.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { PRICED } from '../support/fee-factories.js';
import { lastMailTo } from '../support/mails.js';
import { addSeries, bookingsOfSeries } from '../support/series-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let room: Resource;
let hanako: User, manager: User;
const NOW = momentAt('2026-11-21', 540);

beforeAll(async () => {
  world = await startApp();
  world.clock.set(NOW);
  venue = await addVenue(world);
  room = await addResource(world, venue, { kind: 'room', name: '和室', needsApproval: true });
  hanako = await addUser(world, { name: '田中 花子' });
  manager = await addUser(world, { roles: ['manager'] });
});
afterAll(() => world.close());
beforeEach(() => noBookings(world));

const ask = (part: object = {}): Promise<Booking> => addBooking(world, hanako, [room.id], part);

test('a manager finds what waits for her, and answers', async () => {
  const request = await ask({ purpose: '読み聞かせ' });
  const boss = await signIn(world, manager);
  expect((await boss.get(paths.manage())).text).toContain('承認を待っている予約が1件あります');
  const list = await boss.get(paths.requests());
  expect(list.text).toContain('田中 花子');
  const page = await boss.get(paths.request(request.id));
  expect(page.text).toContain('読み聞かせ');
  const empty = await boss.post(paths.requestRefusal(request.id), { scope: 'one', reason: ' ' });
  expect([empty.status, empty.$('#field-reason').attr('aria-invalid')]).toEqual([422, 'true']);
  const done = await boss.postAndFollow(paths.requestApproval(request.id), { scope: 'one' });
  expect(done.text).toContain('1件の予約を承認しました');
  expect(done.text).toContain('承認を待っている予約はありません');
  const late = await boss.post(paths.requestRefusal(request.id), { scope: 'one', reason: '満室' });
  expect([late.status, late.$('#form-summary').text().includes('すでに承認されています')]).toEqual([409, true]);
  expect((await boss.get(paths.request(request.id))).text).toContain('すでに承認されています');
});

test('nobody else may, and a member cannot grant her own wish by the form', async () => {
  const request = await ask();
  for (const role of ['member', 'supporter'] as const) {
    const visitor = await signInAs(world, role);
    expect((await visitor.get(paths.requests())).status).toBe(403);
    expect((await visitor.post(paths.requestApproval(request.id), { scope: 'one' })).status).toBe(403);
  }
  const member = await signIn(world, hanako);
  const form = { date: '2026-11-25', start: '10:00', end: '12:00', resourceIds: [`${room.id}`] };
  await member.post(paths.bookings(), { ...form, onTheSpot: 'on', approverId: `${hanako.id}` });
  const [made] = await world.database.reader.findBy(Booking, { date: '2026-11-25' });
  expect(made!.status).toBe('requested');
});

test('the member is told before she confirms, and everywhere afterwards', async () => {
  const member = await signIn(world, hanako);
  const draft = { date: BOOKING_DAY, start: '10:00', end: '12:00', resourceIds: [room.id] };
  const form = await member.get(paths.newBooking(draft));
  expect(form.$('.picks').text()).toContain('承認が必要');
  expect(form.$('#booking-summary').text()).toContain('スタッフの承認が必要です');
  const done = await member.postAndFollow(paths.bookings(), { ...draft, resourceIds: [`${room.id}`] });
  expect(done.text).toContain('申し込みを受け付けました');
  const [request] = await world.database.reader.find(Booking);
  for (const page of [paths.me(), paths.ownBookings(), paths.day(BOOKING_DAY)]) {
    expect((await member.get(page)).text).toContain('承認待ち');
  }
  const edit = await member.get(paths.bookingEdit(request!.id));
  expect(edit.$('#booking-summary').text()).toContain('もう一度スタッフの承認が必要です');
  const boss = await signIn(world, manager);
  expect((await boss.get(paths.desk({ date: BOOKING_DAY }))).text).toContain('承認待ち');
  expect((await boss.get(paths.booking(request!.id))).text).toContain('この申し込みに返事をする');
  await world.get(ApprovalService).refuse(await viewerOf(world, manager), request!.id, 'one', '満室のため');
  const after = await member.get(paths.booking(request!.id));
  expect(after.text).toContain('承認されませんでした');
  expect(after.text).toContain('満室のため');
  expect((await member.get(paths.ownBookings())).text).toContain('承認されませんでした');
});

test('a venue says how long its managers may take', async () => {
  const boss = await signIn(world, manager);
  const form = await boss.get(paths.venueEdit(venue.id));
  expect(form.$('[name=approvalNoticeHours]').val()).toBe('24');
  await world.database.transaction((tx) => tx.update(Venue, venue.id, { approvalWaitHours: 2 }));
  const request = await ask();
  await world.database.transaction((tx) => tx.update(Venue, venue.id, { approvalWaitHours: 48 }));
  expect(request.lapsesAt!.toString()).toBe(NOW.add({ hours: 2 }).toString());
});

test('a series is asked for after the list has said so, and answered with one tap', async () => {
  const id = await addSeries(world, hanako, [room.id]);
  const [first] = await world.database.reader.find(Booking, { where: { seriesId: id }, order: { date: 'ASC' } });
  const boss = await signIn(world, manager);
  expect((await boss.get(paths.requests())).text).toContain('あわせて4回分');
  const page = await boss.get(paths.request(first!.id));
  expect(page.$('[name=scope][value=series]').first().text()).toBe('4回分すべて承認する');
  await boss.post(paths.requestApproval(first!.id), { scope: 'series' });
  expect((await bookingsOfSeries(world, id)).every((one) => one.endsWith('booked'))).toBe(true);
  const member = await signIn(world, hanako);
  const rule = { weekdays: [4], repeatTimes: 2, start: '10:00', end: '12:00', date: '2026-11-26' };
  const list = await member.get(paths.newSeries({ ...rule, resourceIds: [room.id] }));
  expect(list.$('.wish').text()).toContain('スタッフの承認が必要です');
  const edit = await member.get(paths.seriesEdit(id, { scope: 'all', start: '13:00', end: '14:00' }));
  expect(edit.$('.wish').text()).toContain('もう一度スタッフの承認が必要です');
});

describe('a request that has a price', () => {
  const owed = async (): Promise<number> => {
    const month = BOOKING_DAY.slice(0, 7);
    const items = await world.get(ItemsQuery).items(world.database.reader, { month, memberId: hanako.id });
    return totalsOf(items).due;
  };
  const feesOf = async (): Promise<(number | undefined)[]> => {
    const all = await world.database.reader.find(Booking, { where: { memberId: hanako.id }, order: { id: 'ASC' } });
    return all.map(({ fee }) => fee?.amount);
  };
  const at = (start: number, end: number) => ({ start: start * 60, end: end * 60 });
  let hall: Resource;
  let member: Visitor;

  beforeAll(async () => {
    const prices = [{ kind: 'room', hour: 1000, day: 4000 } as const];
    await world.database.transaction((tx) => tx.update(Venue, venue.id, { fees: { ...PRICED, prices } }));
    hall = await addResource(world, venue, { kind: 'room', name: '会議室' });
    member = await signIn(world, hanako);
  });
  beforeEach(() => world.clock.set(NOW));

  test('owes nothing while it is asked, and what it was told once it is approved', async () => {
    const { id } = await ask(at(9, 12));
    expect(await owed()).toBe(0);
    const page = await member.get(paths.booking(id));
    expect(page.$('.facts').text()).toContain('承認された場合の料金');
    expect(page.$('.facts').text()).toContain('3,000円');
    expect((await lastMailTo(world, hanako.email)).text).toContain('承認された場合の料金');
    expect((await member.get(paths.ownFees({ month: '2026-11' }))).text).toContain('この月の料金はありません');
    await world.get(ApprovalService).approve(await viewerOf(world, manager), id, 'one');
    expect(await owed()).toBe(3000);
    expect((await lastMailTo(world, hanako.email)).text).toContain('3,000円');
    expect((await member.get(paths.ownFees({ month: '2026-11' }))).text).toContain('3,000円（うち消費税 272円）');
  });

  test.each(['refused', 'lapsed', 'withdrawn'])(
    'owes nothing once it is %s, and nothing else is dearer',
    async (how) => {
      const { id } = await ask(at(9, 12));
      await addBooking(world, hanako, [hall.id], at(13, 16));
      expect([await feesOf(), await owed()]).toEqual([[3000, 3000], 3000]);
      const approval = world.get(ApprovalService);
      if (how === 'refused') await approval.refuse(await viewerOf(world, manager), id, 'one', '展示の準備');
      if (how === 'withdrawn') await world.get(MendingService).cancel(await viewerOf(world, hanako), id, null);
      if (how === 'lapsed') {
        world.clock.setTo(BOOKING_DAY, 539);
        expect(await world.get(Lapses).sweep()).toBe(1);
      }
      expect([await feesOf(), await owed()]).toEqual([[3000, 3000], 3000]);
    },
  );

  test('takes its part of the day when it is approved: what was booked later is the cheaper then', async () => {
    const { id } = await ask(at(9, 12));
    await addBooking(world, hanako, [hall.id], at(13, 16));
    await world.get(ApprovalService).approve(await viewerOf(world, manager), id, 'one');
    expect([await feesOf(), await owed()]).toEqual([[3000, 1000], 4000]);
  });

  test('is priced anew while it waits, where what stood before it is cancelled or a plan covers it', async () => {
    const before = await addBooking(world, hanako, [hall.id], at(13, 16));
    await ask(at(9, 12));
    expect(await feesOf()).toEqual([3000, 1000]);
    await world.get(MendingService).cancel(await viewerOf(world, hanako), before.id, null);
    expect(await feesOf()).toEqual([3000, 3000]);
    const plan = { memberId: hanako.id, venueId: venue.id, kind: 'programme', month: '2026-11', months: 1 } as const;
    await world.get(Plans).sell(manager.id, plan);
    expect((await feesOf()).at(-1)).toBe(0);
    await world.database.transaction((tx) => tx.createQueryBuilder().delete().from(FeePlan).execute());
  });

  test('of a series tells what all dates come to, when it is asked and when it is granted', async () => {
    const id = await addSeries(world, hanako, [room.id]);
    expect((await lastMailTo(world, hanako.email)).text).toContain('承認された場合の料金: 合計 8,000円（税込）');
    const [first] = await world.database.reader.find(Booking, { where: { seriesId: id }, order: { date: 'ASC' } });
    await world.get(ApprovalService).approve(await viewerOf(world, manager), first!.id, 'series');
    expect((await lastMailTo(world, hanako.email)).text).toContain('\n料金: 合計 8,000円（税込）');
  });
});
