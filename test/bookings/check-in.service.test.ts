import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CheckInCodes } from '../../src/bookings/check-in/check-in-codes.js';
import { CheckInService } from '../../src/bookings/check-in/check-in.service.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { momentAt } from '../../src/platform/time.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  addBooking,
  anOrder,
  BOOKING_DAY,
  deedsIn,
  heldInTimetable,
  noBookings,
  viewerOf,
} from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let desk: Resource;
let hanako: User, manager: User;

beforeAll(async () => {
  world = await startApp();
  desk = await addResource(world, await addVenue(world));
  hanako = await addUser(world, { name: '小平 花子' });
  manager = await addUser(world, { roles: ['manager'] });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.setTo('2026-11-21', 540);
  return noBookings(world);
});

const arrive = (id: number, kind: 'staff' | 'self' | 'entry' = 'staff') =>
  world.get(CheckInService).checkIn(id, { actorId: manager.id, kind });
const undo = (id: number) => world.get(CheckInService).undo(id, manager.id);
const fresh = (id: number): Promise<Booking> => world.database.reader.findOneByOrFail(Booking, { id });

describe('a check-in', () => {
  test('notes when, by whom and how, and leaves the place taken until the end', async () => {
    const { id } = await addBooking(world, hanako, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 605);
    expect((await arrive(id)).already).toBe(false);
    expect(await fresh(id)).toMatchObject({ checkedInBy: manager.id, checkInByKind: 'staff', status: 'booked' });
    expect((await fresh(id)).checkedInAt?.equals(momentAt(BOOKING_DAY, 605))).toBe(true);
    expect(await heldInTimetable(world, id)).toEqual([`${desk.id} ${BOOKING_DAY} 600–720`]);
  });

  test('that is sent again, or late with a time of its own, changes nothing', async () => {
    const { id } = await addBooking(world, hanako, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 605);
    await arrive(id);
    world.clock.setTo(BOOKING_DAY, 700);
    expect((await arrive(id, 'self')).already).toBe(true);
    const late = { actorId: manager.id, kind: 'entry' as const, at: momentAt(BOOKING_DAY, 601) };
    expect((await world.get(CheckInService).checkIn(id, late)).already).toBe(true);
    expect((await fresh(id)).checkedInAt?.equals(momentAt(BOOKING_DAY, 605))).toBe(true);
    expect((await deedsIn(world)).filter((deed) => deed === 'bookings.checked_in')).toHaveLength(1);
  });

  test('can be undone, which is noted', async () => {
    const { id } = await addBooking(world, hanako, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 605);
    await arrive(id);
    await undo(id);
    await undo(id);
    expect(await fresh(id)).toMatchObject({ checkedInAt: null, checkedInBy: null, checkInByKind: null });
    expect((await deedsIn(world)).slice(1)).toEqual(['bookings.checked_in', 'bookings.check_in_undone']);
  });

  test('whatever is tapped in whatever order, the first arrival since the last undoing stands', async () => {
    const steps = fc.array(fc.record({ tap: fc.constantFrom('in', 'undo'), wait: fc.integer({ min: 0, max: 4 }) }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (taps) => {
        await noBookings(world);
        world.clock.setTo('2026-11-21', 540);
        const { id } = await addBooking(world, hanako, [desk.id]);
        let minute = 600;
        let model: number | null = null;
        for (const { tap, wait } of taps) {
          minute += wait;
          world.clock.setTo(BOOKING_DAY, minute);
          await (tap === 'in' ? arrive(id) : undo(id));
          model = tap === 'in' ? (model ?? minute) : null;
        }
        const expected = model === null ? null : momentAt(BOOKING_DAY, model).toString();
        expect((await fresh(id)).checkedInAt?.toString() ?? null).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });

  test('stays with the day: a booking that is moved to another is to come again', async () => {
    const { id } = await addBooking(world, hanako, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 605);
    await arrive(id);
    const to = (date: string, revision: number) => ({ ...anOrder([desk.id], { date }), revision, reason: '相談' });
    const by = await viewerOf(world, manager);
    await world.get(MendingService).change(by, id, { ...to(BOOKING_DAY, 0), end: 780 });
    expect((await fresh(id)).checkedInAt).not.toBeNull();
    await world.get(MendingService).change(by, id, to('2026-11-25', 1));
    expect(await fresh(id)).toMatchObject({ checkedInAt: null, checkInByKind: null });
  });

  test('of nothing is not found', async () => {
    await expect(arrive(999_999)).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('the code of a booking', () => {
  test('leads to it alone, also within its address; any other text leads nowhere', () => {
    const codes = world.get(CheckInCodes);
    const code = codes.codeOf(7);
    expect(codes.idOf(code)).toBe(7);
    expect(codes.idOf(` http://tsudoi.test/check-in/${code} `)).toBe(7);
    for (const wrong of [
      code.replace(/^7/, '8'),
      code.slice(0, -2),
      `${code}x`,
      '',
      '7',
      '7-',
      `7-${'A'.repeat(22)}`,
    ]) {
      expect(codes.idOf(wrong)).toBeUndefined();
    }
  });

  test('stands in the mail, and names nobody', async () => {
    const { id } = await addBooking(world, hanako, [desk.id]);
    const [mail] = await mailsTo(world, hanako.email);
    const code = world.get(CheckInCodes).codeOf(id);
    expect(mail!.text).toContain(`http://tsudoi.test/check-in/${code}`);
    expect(mail!.html).toContain(`http://tsudoi.test/check-in/${code}`);
    expect(code).toMatch(/^[0-9a-z]+-[\w-]{22}$/);
  });
});
