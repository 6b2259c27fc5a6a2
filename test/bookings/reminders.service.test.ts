import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { User } from '../../src/accounts/user.entity.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { Reminders } from '../../src/bookings/reminders/reminders.js';
import { JobRun } from '../../src/platform/jobs/job-run.entity.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { paths } from '../../src/platform/paths.js';
import { type DateText, type Minute, momentAt } from '../../src/platform/time.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, anOrder, BOOKING_DAY, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { mailsTo, type ReceivedMail } from '../support/mails.js';
import { quiet } from '../support/quiet.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import { aWish, wait } from '../support/waitlist-factories.js';

const EVENING = 18 * 60;
/** The day before BOOKING_DAY; it is a holiday, on which reminders go out all the same. */
const DAY_BEFORE = '2026-11-23';

let world: TestApp;
/** Another process on the same data. */
let other: TestApp;
let desk: Resource;
let pc: Resource;
let member: User;
beforeAll(async () => {
  world = await startApp();
  const { sqliteFile, databaseUrl } = world.settings;
  other = await startApp({ sqliteFile, databaseUrl });
  const venue = await addVenue(world);
  desk = await addResource(world, venue);
  pc = await addResource(world, venue, { name: 'PC1', kind: 'pc', position: 2 });
});
beforeEach(async () => {
  setClocks('2026-11-21', 540);
  member = await addUser(world);
  await tick(); // the installation has run before
});
afterEach(async () => {
  await world.database.transaction((tx) => tx.createQueryBuilder().delete().from(JobRun).execute());
  await noBookings(world);
});
afterAll(async () => {
  await other.close();
  await world.close();
});

function setClocks(date: DateText, minute: Minute): void {
  for (const { clock } of [world, other]) clock.setTo(date, minute);
}
const tick = (app = world): Promise<void> => app.get(Jobs).tick();
async function tickAt(date: DateText, minute: Minute): Promise<void> {
  setClocks(date, minute);
  await tick();
}
async function reminders(of: User = member, letter = 'bookings.reminder'): Promise<ReceivedMail[]> {
  return (await mailsTo(world, of.email)).filter(({ name }) => name === letter);
}

test('on the evening before, at 18:00 and not earlier, a member is reminded once', async () => {
  const { id } = await addBooking(world, member, [desk.id, pc.id]);
  await tickAt(DAY_BEFORE, EVENING - 1);
  expect(await reminders()).toEqual([]);
  await tickAt(DAY_BEFORE, EVENING);
  await tickAt(DAY_BEFORE, EVENING + 1);
  await tickAt(BOOKING_DAY, 540);
  const [mail, ...more] = await reminders();
  expect(more).toEqual([]);
  expect(mail!.subject).toBe('明日のご予約のお知らせ（11月24日(火) 10:00〜）');
  expect(mail!.text).toContain('10:00–12:00: 席1、PC1（すだち）');
  expect(mail!.link).toBe(paths.booking(id));
  expect(mail!.text).toContain(`http://tsudoi.test${paths.profile()}\n`);
  expect(mail!.html).toContain(`href="http://tsudoi.test${paths.profile()}"`);
});

test('several bookings of one day make one mail, in the order of their start', async () => {
  await addBooking(world, member, [pc.id], { start: 780, end: 840 });
  await addBooking(world, member, [desk.id]);
  await addBooking(world, member, [desk.id], { date: '2026-11-25' });
  await addBooking(world, await addUser(world), [desk.id], { start: 720, end: 780 });
  await tickAt(DAY_BEFORE, EVENING);
  const mails = await reminders();
  expect(mails).toHaveLength(1);
  expect(mails[0]!.text).toMatch(/10:00–12:00: 席1（すだち）\n13:00–14:00: PC1（すだち）\n\n/);
  expect(mails[0]!.text).not.toContain('12:00–13:00');
  expect(mails[0]!.link).toBe(paths.ownBookings());
});

test('two processes that are due at once remind everybody once', async () => {
  const members = [member];
  for (let start = 540; start < 900; start += 30) {
    const one = await addUser(world);
    members.push(one);
    await addBooking(world, one, [desk.id], { start, end: start + 30 });
  }
  await addBooking(world, member, [pc.id]);
  const dueAt = momentAt(DAY_BEFORE, EVENING);
  setClocks(DAY_BEFORE, EVENING);
  const work = [world, other, world].map((app) => app.get(Reminders).remind(dueAt));
  await Promise.all([...work, tick(), tick(other)]);
  for (const one of members) expect(await reminders(one)).toHaveLength(1);
});

test('after downtime the reminder comes late rather than not at all, but not for what has begun', async () => {
  const early = await addUser(world);
  await addBooking(world, early, [desk.id], { start: 540, end: 600 });
  await addBooking(world, member, [desk.id], { start: 600, end: 660 });
  await tickAt(BOOKING_DAY, 600 - 1);
  expect([(await reminders(early)).length, (await reminders()).length]).toEqual([0, 1]);
  expect((await reminders())[0]!.subject).toBe('本日のご予約のお知らせ（11月24日(火) 10:00〜）');
  await tickAt(BOOKING_DAY, 600);
  await tickAt('2026-11-27', 540);
  expect([(await reminders(early)).length, (await reminders()).length]).toEqual([0, 1]);
});

test('a run that was cut off in the middle is finished, and nobody is reminded twice', async () => {
  const second = await addUser(world);
  await addBooking(world, member, [desk.id]);
  await addBooking(world, second, [pc.id]);
  const address = (email: string): Promise<unknown> =>
    world.database.transaction((tx) => tx.update(User, member.id, { email }));
  await address('not an address');
  setClocks(DAY_BEFORE, EVENING);
  const dueAt = world.clock.now();
  await quiet(() => expect(world.get(Reminders).remind(dueAt)).rejects.toThrow('not an address'));
  expect([await reminders(), (await reminders(second)).length]).toEqual([[], 1]);
  await address(member.email);
  await world.get(Reminders).remind(dueAt);
  expect([(await reminders()).length, (await reminders(second)).length]).toEqual([1, 1]);
});

test('who does not want it, has left, or has not confirmed her address is not written to', async () => {
  const facts: Partial<User>[] = [
    { eveningReminder: false },
    { deactivatedAt: world.clock.now() },
    { emailConfirmedAt: null },
  ];
  for (const [index, fact] of facts.entries()) {
    const one = await addUser(world);
    await addBooking(world, one, [desk.id], { start: 600 + index * 60, end: 660 + index * 60 });
    await world.database.transaction((tx) => tx.update(User, one.id, fact));
    await tickAt(DAY_BEFORE, EVENING);
    expect([fact, await reminders(one)]).toEqual([fact, []]);
    setClocks('2026-11-21', 540);
  }
});

test('a booking that is cancelled in between is not reminded of', async () => {
  const { id } = await addBooking(world, member, [desk.id]);
  await world.get(MendingService).cancel(await viewerOf(world, member), id, null);
  await tickAt(DAY_BEFORE, EVENING);
  expect(await reminders()).toEqual([]);
});

test('a booking that was made, or moved there, after 18:00 of the day before is not reminded of', async () => {
  const { id } = await addBooking(world, member, [desk.id], { date: '2026-11-25' });
  setClocks(DAY_BEFORE, EVENING + 1);
  await addBooking(world, member, [pc.id], { start: 780, end: 840 });
  const order = { ...anOrder([desk.id]), revision: 0, reason: null };
  await world.get(MendingService).change(await viewerOf(world, member), id, order);
  await tick(); // the system was down at 18:00
  await tickAt(BOOKING_DAY, 540);
  expect(await reminders()).toEqual([]);
});

test('a booking that is moved to another day after the reminder is reminded of again there, and once', async () => {
  const { id } = await addBooking(world, member, [desk.id]);
  await tickAt(DAY_BEFORE, EVENING);
  const viewer = await viewerOf(world, member);
  const mending = world.get(MendingService);
  await mending.change(viewer, id, { ...anOrder([desk.id], { date: '2026-11-26' }), revision: 0, reason: null });
  await tickAt(BOOKING_DAY, EVENING);
  expect(await reminders()).toHaveLength(1);
  await tickAt('2026-11-25', EVENING);
  await tickAt('2026-11-25', EVENING + 1);
  expect((await reminders()).map(({ subject }) => /\d+月\d+日/.exec(subject)?.[0])).toEqual(['11月24日', '11月26日']);
});

describe('of a place that is held for her from 9:00 to 21:00', () => {
  const letters = (): Promise<ReceivedMail[]> => reminders(member, 'bookings.wait_reminded');

  beforeEach(async () => {
    const before = await addUser(world);
    const { id } = await addBooking(world, before, [desk.id]);
    await wait(world, member, aWish(desk.venueId, { what: { resourceId: desk.id } }));
    await world.get(MendingService).cancel(await viewerOf(world, before), id, null);
  });

  test('she is reminded once when four hours are left, though two processes look', async () => {
    await tickAt('2026-11-21', 17 * 60 - 1);
    expect(await letters()).toEqual([]);
    setClocks('2026-11-21', 17 * 60);
    await Promise.all([tick(), tick(other)]);
    await tickAt('2026-11-21', 17 * 60 + 1);
    expect((await letters()).map(({ link }) => link)).toEqual([paths.waitlist()]);
  });

  test('after downtime she is reminded while it is held, and not of what has run out', async () => {
    await tickAt('2026-11-21', 20 * 60 + 59);
    expect(await letters()).toHaveLength(1);
    await tickAt('2026-11-21', 21 * 60);
    expect((await mailsTo(world, member.email)).map(({ name }) => name)).toEqual([
      'bookings.wait_offered',
      'bookings.wait_reminded',
      'bookings.wait_passed',
    ]);
  });

  test('she is not, where she does not want it', async () => {
    await world.database.transaction((tx) => tx.update(User, member.id, { offerReminder: false }));
    await tickAt('2026-11-21', 18 * 60);
    expect(await letters()).toEqual([]);
  });
});
