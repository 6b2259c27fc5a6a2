import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { Refused } from '../../src/platform/errors.js';
import { overlaps } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  addBooking,
  anOrder,
  BOOKING_DAY,
  heldInTimetable,
  noBookings,
  viewerOf,
} from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let people: User[];
/** A room with two desks, and a PC on the first of them. */
let room: number, first: number, second: number, pc: number;

beforeAll(async () => {
  world = await startApp();
  const venue = await addVenue(world);
  room = (await addResource(world, venue, { kind: 'room' })).id;
  first = (await addResource(world, venue, { parentId: room })).id;
  second = (await addResource(world, venue, { parentId: room })).id;
  pc = (await addResource(world, venue, { kind: 'pc', parentId: first })).id;
  people = [await addUser(world), await addUser(world)];
});
afterAll(() => world.close());

interface Step {
  what: 'book' | 'change' | 'cancel';
  who: number;
  which: number;
  start: number;
  long: number;
  things: number[];
}
const steps: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('book', 'book', 'book', 'change', 'change', 'cancel'),
  who: fc.nat(1),
  which: fc.nat(7),
  start: fc.integer({ min: 18, max: 31 }).map((n) => n * 30),
  long: fc.constantFrom(30, 60, 90),
  things: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 }),
});

interface Held {
  id: number;
  who: number;
  start: number;
  end: number;
  ids: number[];
}

/** All that a wish takes: what stands inside goes with it. */
function taken(ids: readonly number[]): Set<number> {
  const all = new Set(ids);
  if (all.has(room)) [first, second].forEach((id) => all.add(id));
  if (all.has(first)) all.add(pc);
  return all;
}
const clash = (a: Omit<Held, 'id' | 'who'>, b: Held): boolean =>
  overlaps(a, b) && [...taken(a.ids)].some((id) => taken(b.ids).has(id));

/** What was refused, as a code; nothing where it was done. */
async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

test('whatever is booked, changed and cancelled in whatever order, a plain list of bookings agrees', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 10 }), async (plan) => {
      await noBookings(world);
      let held: Held[] = [];
      for (const { what, who, which, start, long, things } of plan) {
        const ids = things.map((n) => [room, first, second, pc][n]!);
        const wish = { start, end: start + long, ids };
        const target = held[which % Math.max(1, held.length)];
        if (what === 'book') {
          const twin = held.some((one) => one.who === who && same(one, wish));
          const isFree = twin || !held.some((one) => clash(wish, one));
          const code = await codeOf(addBooking(world, people[who]!, ids, { start, end: wish.end }));
          expect(code).toBe(isFree ? undefined : 'venues.taken');
          if (isFree && !twin) held.push({ ...wish, who, id: await lastId() });
        } else if (target) {
          const viewer = await viewerOf(world, people[target.who]!);
          const { revision } = await world.database.reader.findOneByOrFail(Booking, { id: target.id });
          const mending = world.get(MendingService);
          if (what === 'cancel') {
            expect(await codeOf(mending.cancel(viewer, target.id, null))).toBeUndefined();
            held = held.filter((one) => one !== target);
          } else {
            const order = { ...anOrder(ids, { start, end: wish.end }), revision, reason: null };
            const isFree = !held.some((one) => one !== target && clash(wish, one));
            expect(await codeOf(mending.change(viewer, target.id, order))).toBe(isFree ? undefined : 'venues.taken');
            if (isFree) Object.assign(target, wish);
          }
        }
      }
      for (const one of held) {
        const rows = [...taken(one.ids)].map((id) => `${id} ${BOOKING_DAY} ${one.start}–${one.end}`);
        expect(await heldInTimetable(world, one.id)).toEqual(rows.toSorted());
      }
    }),
    { numRuns: 25 },
  );
});

function same(a: Held, b: Omit<Held, 'id' | 'who'>): boolean {
  return a.start === b.start && a.end === b.end && a.ids.toSorted().join() === b.ids.toSorted().join();
}

async function lastId(): Promise<number> {
  const [last] = await world.database.reader.find(Booking, { order: { id: 'DESC' }, take: 1 });
  return last!.id;
}
