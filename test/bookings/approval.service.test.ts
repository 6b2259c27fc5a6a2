import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { ApprovalService } from '../../src/bookings/approval/approval.service.js';
import { Lapses } from '../../src/bookings/approval/lapses.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { BookingOccupants } from '../../src/bookings/booking-occupants.js';
import { CheckInService } from '../../src/bookings/check-in/check-in.service.js';
import { NoShows } from '../../src/bookings/check-in/no-shows.service.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { Reminders } from '../../src/bookings/reminders/reminders.js';
import { SeriesMendingService } from '../../src/bookings/series/series-mending.service.js';
import { UsageQuery } from '../../src/bookings/usage/usage.query.js';
import { OffersService } from '../../src/bookings/waitlist/offers.service.js';
import { paths } from '../../src/platform/paths.js';
import { momentAt } from '../../src/platform/time.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  addBooking,
  BOOKING_DAY,
  deedsIn,
  heldInTimetable,
  noBookings,
  viewerOf,
} from '../support/booking-factories.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { type ReadEvent, readCalendar } from '../support/calendars.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import { addSeries, bookingsOfSeries } from '../support/series-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import { aWish, entryOf, offerTo, wait } from '../support/waitlist-factories.js';

let world: TestApp;
let venue: Venue;
let room: Resource, desk: Resource;
let hanako: User, keiko: User, manager: User, supporter: User;
const NOW = momentAt('2026-11-21', 540);
/** After 48 hours, which is before 24 hours before the start. */
const LAPSES = momentAt('2026-11-23', 540);

beforeAll(async () => {
  world = await startApp();
  const limits = [{ kind: 'room' as const, maxOpen: 6, maxMinutesDay: null, maxMinutesWeek: null }];
  venue = await addVenue(world, { bookingLimits: limits });
  room = await addResource(world, venue, { kind: 'room', name: '和室', needsApproval: true });
  desk = await addResource(world, venue, { name: '席A', position: 2 });
  hanako = await addUser(world, { name: '田中 花子' });
  keiko = await addUser(world, { name: '小川 恵子' });
  manager = await addUser(world, { roles: ['manager'] });
  supporter = await addUser(world, { roles: ['supporter'] });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set(NOW);
  await noBookings(world);
});

const read = (id: number): Promise<Booking> => world.database.reader.findOneByOrFail(Booking, { id });
const ask = (who: User = hanako, part: object = {}): Promise<Booking> => addBooking(world, who, [room.id], part);
const approval = (): ApprovalService => world.get(ApprovalService);
const change = async (who: User, booking: Booking, part: object = {}): Promise<boolean> => {
  const order = { date: BOOKING_DAY, start: 600, end: 720, resourceIds: [room.id], purpose: null, overLimits: false };
  const { revision } = await read(booking.id);
  const mending = world.get(MendingService);
  return mending.change(await viewerOf(world, who), booking.id, { ...order, revision, reason: '都合', ...part });
};
const names = async (address: string): Promise<string[]> => (await mailsTo(world, address)).map(({ name }) => name);

describe('a room that needs approval', () => {
  test('is asked for: the place is held, the member and each manager are told, once', async () => {
    const request = await ask();
    expect(request).toMatchObject({ status: 'requested', decision: null });
    expect(request.lapsesAt!.toString()).toBe(LAPSES.toString());
    expect(await heldInTimetable(world, request.id)).toHaveLength(1);
    await expect(ask(keiko)).rejects.toMatchObject({ code: 'venues.taken', kind: 'conflict' });
    expect((await ask()).id).toBe(request.id); // the form was sent twice
    expect(await names(hanako.email)).toEqual(['bookings.requested']);
    const told = await lastMailTo(world, manager.email);
    expect(told.name).toBe('bookings.asked');
    expect(told.text).toContain('田中 花子');
    expect(told.text).toContain(paths.request(request.id));
    expect(await names(supporter.email)).toEqual([]);
    expect(await deedsIn(world)).toEqual(['bookings.requested']);
  });

  test('is booked once a manager approves; the calendar of the member says so', async () => {
    const request = await ask();
    const calendar = await (await signIn(world, hanako)).get(paths.booking(request.id));
    expect(calendar.text).toContain('承認待ち');
    expect(calendar.text).toContain('まだ予約は決まっていません');
    expect(calendar.$('.check-in-code')).toHaveLength(0);
    await approval().approve(await viewerOf(world, manager), request.id, 'one');
    expect(await read(request.id)).toMatchObject({
      status: 'booked',
      decision: 'approved',
      decidedBy: manager.id,
      revision: 1,
    });
    expect(await names(hanako.email)).toEqual(['bookings.requested', 'bookings.approved']);
    const attached = await invitationsTo(hanako.email);
    expect(attached.map(({ status, sequence }) => [status, sequence])).toEqual([
      ['TENTATIVE', 0],
      ['CONFIRMED', 1],
    ]);
    expect(attached[0]!.uid).toBe(attached[1]!.uid);
    expect(await deedsIn(world)).toEqual(['bookings.requested', 'bookings.approved']);
  });

  test('goes to whoever waits for it once a request is refused, and the member is told why', async () => {
    const request = await ask();
    const entry = await wait(world, keiko, aWish(venue.id, { what: { resourceId: room.id } }));
    await approval().refuse(await viewerOf(world, manager), request.id, 'one', '展示の準備があるため');
    expect(await read(request.id)).toMatchObject({ status: 'cancelled', decision: 'refused', cancelledBy: manager.id });
    const mail = await lastMailTo(world, hanako.email);
    expect([mail.name, mail.text.includes('展示の準備があるため')]).toEqual(['bookings.refused', true]);
    const offer = (await offerTo(world, entry))!;
    const booked = await world.get(OffersService).accept(await viewerOf(world, keiko), offer.id);
    expect([(await read(booked)).status, (await entryOf(world, entry)).status]).toEqual(['requested', 'booked']);
  });

  test('comes free when nobody answers, once, at its time', async () => {
    const request = await ask();
    const entry = await wait(world, keiko, aWish(venue.id, { what: { resourceId: room.id } }));
    world.clock.set(LAPSES.subtract({ seconds: 1 }));
    expect(await world.get(Lapses).sweep()).toBe(0);
    world.clock.set(LAPSES);
    expect([await world.get(Lapses).sweep(), await world.get(Lapses).sweep()]).toEqual([1, 0]);
    expect(await read(request.id)).toMatchObject({ status: 'cancelled', decision: 'lapsed', decidedBy: null });
    expect(await names(hanako.email)).toEqual(['bookings.requested', 'bookings.lapsed']);
    expect(await offerTo(world, entry)).not.toBeNull();
    const answer = approval().approve(await viewerOf(world, manager), request.id, 'one');
    await expect(answer).rejects.toMatchObject({ kind: 'conflict', code: 'bookings.request_lapsed' });
  });

  test('is answered once: the second manager, and one who is too late, are told what became of it', async () => {
    const boss = await viewerOf(world, manager);
    const request = await ask();
    await approval().approve(boss, request.id, 'one');
    const again = [approval().approve(boss, request.id, 'one'), approval().refuse(boss, request.id, 'one', 'x')];
    for (const late of again) await expect(late).rejects.toMatchObject({ code: 'bookings.request_approved' });
    await world.get(MendingService).cancel(await viewerOf(world, hanako), request.id, null);
    await expect(approval().approve(boss, request.id, 'one')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'bookings.request_withdrawn',
    });
    expect(await names(hanako.email)).toEqual(['bookings.requested', 'bookings.approved', 'bookings.cancelled']);
  });

  test('needs approval anew for another time, holding only the new one; not for another purpose', async () => {
    const request = await ask();
    await approval().approve(await viewerOf(world, manager), request.id, 'one');
    expect(await change(hanako, request, { purpose: '打ち合わせ' })).toBe(false);
    expect((await read(request.id)).decision).toBe('approved');
    expect(await change(hanako, request, { start: 780, end: 840 })).toBe(true);
    expect(await read(request.id)).toMatchObject({ status: 'requested', decision: null, decidedBy: null });
    expect(await heldInTimetable(world, request.id)).toEqual([`${room.id} ${BOOKING_DAY} 780–840`]);
    expect(await names(manager.email)).toEqual(['bookings.asked', 'bookings.asked']);
    expect(await change(hanako, request, { resourceIds: [desk.id] })).toBe(false);
    expect(await read(request.id)).toMatchObject({ status: 'booked', decision: null, requestedAt: null });
  });

  test('is approved by a manager who books or changes it for the member, and at the desk', async () => {
    const booked = await ask(manager, { memberId: hanako.id });
    expect(booked).toMatchObject({ status: 'booked', decision: 'approved', decidedBy: manager.id });
    await change(manager, booked, { start: 780, end: 900 });
    expect(await read(booked.id)).toMatchObject({ status: 'booked', decision: 'approved' });
    const other = await ask(supporter, { memberId: keiko.id });
    expect(other).toMatchObject({ status: 'requested', createdBy: supporter.id });
    world.clock.set(momentAt(BOOKING_DAY, 905));
    const form = { memberId: keiko.id, resourceId: room.id, end: '16:00' };
    expect((await (await signIn(world, supporter)).post(paths.walkIn(), form)).status).toBe(303);
    const walked = await world.database.reader.findOneByOrFail(Booking, { startMinute: 900 });
    expect(walked).toMatchObject({ status: 'booked', decision: 'approved', decidedBy: supporter.id });
    // by herself she would be too late: there is no time left to answer
    await expect(ask(hanako, { start: 900, end: 960 })).rejects.toMatchObject({ code: 'bookings.too_late_to_ask' });
  });

  test('is no booking yet to the rest of the house, but counts for what a member may have', async () => {
    const request = await ask();
    const usage = await world.get(UsageQuery).read('2026-11-01', venue.id);
    expect(usage.bookings).toBe(0);
    const occupants = await world.get(BookingOccupants).upcoming(world.database.reader, venue.id, BOOKING_DAY);
    expect(occupants.map(({ id }) => id)).toEqual([request.id]);
    await world.get(Reminders).remind(momentAt('2026-11-23', 1080));
    expect(await names(hanako.email)).toEqual(['bookings.requested']);
    world.clock.set(momentAt(BOOKING_DAY, 600));
    const checkIn = world.get(CheckInService).checkIn(request.id, { actorId: supporter.id, kind: 'staff' });
    await expect(checkIn).rejects.toMatchObject({ kind: 'conflict', code: 'bookings.in_requested' });
    world.clock.set(momentAt(BOOKING_DAY, 631));
    expect(await world.get(NoShows).release(request.id)).toBe(false);
    world.clock.set(NOW);
    for (const date of ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01'])
      await ask(hanako, { date });
    const seventh = ask(hanako, { date: '2026-12-02' });
    await expect(seventh).rejects.toMatchObject({ code: 'bookings.too_many_open' });
  });

  test('is asked for by each date of a series, and answered for all of them at once', async () => {
    const id = await addSeries(world, hanako, [room.id]);
    expect((await bookingsOfSeries(world, id)).every((one) => one.endsWith('requested'))).toBe(true);
    expect(await names(hanako.email)).toEqual(['series.requested']);
    expect(await names(manager.email)).toEqual(['bookings.asked']);
    const all = await world.database.reader.find(Booking, { where: { seriesId: id }, order: { date: 'ASC' } });
    const boss = await viewerOf(world, manager);
    expect(await approval().refuse(boss, all[1]!.id, 'one', '休館日の準備')).toBe(1);
    expect(await approval().approve(boss, all[2]!.id, 'series')).toBe(3);
    const states = (await bookingsOfSeries(world, id)).map((one) => one.split(' ').at(-1));
    expect(states).toEqual(['booked', 'cancelled', 'booked', 'booked']);
    expect(await names(hanako.email)).toEqual(['series.requested', 'bookings.refused', 'series.approved']);
    expect(await deedsIn(world)).toEqual(['bookings.series_booked', 'bookings.refused', 'bookings.approved']);
  });

  test('is asked for anew by a change of a series, and lapses with one mail', async () => {
    const id = await addSeries(world, hanako, [room.id]);
    const [first] = await world.database.reader.find(Booking, { where: { seriesId: id }, order: { date: 'ASC' } });
    await approval().approve(await viewerOf(world, manager), first!.id, 'series');
    const dates = ['2026-11-24', '2026-12-01'];
    const order = { scope: { scope: 'all' as const }, start: 780, end: 840, resourceIds: [room.id], dates };
    const rest = { reason: null, overLimits: false, stamp: '4.4' };
    await world.get(SeriesMendingService).change(await viewerOf(world, hanako), id, { ...order, ...rest });
    const states = (await bookingsOfSeries(world, id)).map((one) => one.split(' ').at(-1));
    expect(states).toEqual(['requested', 'requested', 'booked', 'booked']);
    world.clock.set(LAPSES);
    expect(await world.get(Lapses).sweep()).toBe(2);
    const mails = ['series.requested', 'series.approved', 'series.requested', 'series.lapsed'];
    expect(await names(hanako.email)).toEqual(mails);
  });
});

/** The calendar entries that went to somebody, oldest first. */
async function invitationsTo(address: string): Promise<ReadEvent[]> {
  const mails = await world.database.reader.find(OutboxMail, { where: { toAddress: address }, order: { id: 'ASC' } });
  return mails.map(
    ({ attachments }) => readCalendar(Buffer.from(attachments[0]!.base64, 'base64').toString()).events[0]!,
  );
}
