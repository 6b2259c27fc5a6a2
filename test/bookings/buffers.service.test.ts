import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { BookingRows } from '../../src/bookings/booking-rows.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { OffersService } from '../../src/bookings/waitlist/offers.service.js';
import { Refused } from '../../src/platform/errors.js';
import { clockText } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { Resource } from '../../src/venues/resource.entity.js';
import { Resources } from '../../src/venues/resources/resources.service.js';
import { Timetable } from '../../src/venues/timetable.js';
import { VenueDays } from '../../src/venues/venue-days.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, heldInTimetable, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import { aWish, entryOf, offerTo, wait } from '../support/waitlist-factories.js';

let world: TestApp;
let venue: Venue;
/** A room with 15 minutes before and 30 after; in it two desks, one of which has 10 after. */
let room: Resource, desk: Resource, plain: Resource;
let hanako: User, taro: User;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  room = await addResource(world, venue, { kind: 'room', name: '和室', bufferBefore: 15, bufferAfter: 30 });
  desk = await addResource(world, venue, { name: '席A', parentId: room.id, bufferAfter: 10 });
  plain = await addResource(world, venue, { name: '席B', parentId: room.id });
  hanako = await addUser(world, { name: '田中 花子' });
  taro = await addUser(world);
});
afterAll(() => world.close());
beforeEach(() => noBookings(world));

const book = (who: User, things: Resource[], start: number, end: number): Promise<Booking> =>
  addBooking(
    world,
    who,
    things.map(({ id }) => id),
    { start, end },
  );
const taken = { code: 'venues.taken', kind: 'conflict' };
const freeOf = async (id: number): Promise<string[]> => {
  const day = await world.get(VenueDays).day(world.database.reader, venue, BOOKING_DAY);
  const { free } = day.resources.find((one) => one.id === id)!;
  return free.map(({ start, end }) => `${clockText(start)}–${clockText(end)}`);
};

describe('a room with time to make ready', () => {
  test('is held with it, and what stands inside as long as the room', async () => {
    const { id } = await book(hanako, [room], 600, 720);
    const held = (thing: Resource) => `${thing.id} ${BOOKING_DAY} 585–750`;
    expect(await heldInTimetable(world, id)).toEqual([held(room), held(desk), held(plain)].toSorted());
    expect(await freeOf(plain.id)).toEqual(['09:00–09:45', '12:30–17:00']);
    // the room itself needs its 30 minutes after before that, and its 15 before
    expect(await freeOf(room.id)).toEqual(['09:00–09:15', '12:45–17:00']);
  });

  test('keeps what one clears up and what the next makes ready apart, and no more', async () => {
    await book(hanako, [room], 600, 720);
    await expect(book(taro, [room], 750, 810)).rejects.toMatchObject(taken);
    await book(taro, [room], 780, 840);
    await expect(book(taro, [plain], 720, 780)).rejects.toMatchObject(taken);
    await book(taro, [plain], 540, 570);
  });

  test('may have it outside the opening hours, but not on another day', async () => {
    const late = await addVenue(world, { openingHours: [{ weekday: 2, start: 0, end: 1440 }] });
    const hall = await addResource(world, late, { kind: 'room', bufferBefore: 60, bufferAfter: 120 });
    const first = await book(hanako, [room], 540, 600);
    expect(await heldInTimetable(world, first.id)).toContain(`${room.id} ${BOOKING_DAY} 525–630`);
    const early = await book(hanako, [hall], 30, 60);
    expect(await heldInTimetable(world, early.id)).toEqual([`${hall.id} ${BOOKING_DAY} 0–180`]);
    const last = await book(hanako, [hall], 1380, 1440);
    expect(await heldInTimetable(world, last.id)).toEqual([`${hall.id} ${BOOKING_DAY} 1320–1440`]);
    const [row] = await world.database.reader.findBy(Occupancy, { sourceId: early.id });
    expect([row!.bufferBefore, row!.bufferAfter]).toEqual([30, 120]);
  });

  test('is held once with the longer time, where one books it and what is inside', async () => {
    const { id } = await book(hanako, [room, desk, plain], 600, 720);
    expect(await heldInTimetable(world, id)).toHaveLength(3);
    await noBookings(world);
    const alone = await book(hanako, [desk, plain], 600, 720);
    expect(await heldInTimetable(world, alone.id)).toEqual(
      [`${desk.id} ${BOOKING_DAY} 600–730`, `${plain.id} ${BOOKING_DAY} 600–720`].toSorted(),
    );
  });

  test('lets its own booking be moved by half an hour', async () => {
    const { id, revision } = await book(hanako, [room], 600, 720);
    const order = { date: BOOKING_DAY, start: 630, end: 750, resourceIds: [room.id], purpose: null };
    const change = { ...order, revision, reason: null, overLimits: false };
    await world.get(MendingService).change(await viewerOf(world, hanako), id, change);
    expect(await heldInTimetable(world, id)).toContain(`${room.id} ${BOOKING_DAY} 615–780`);
  });

  test('shows the time on the day as not free, in a word and without a name', async () => {
    await book(hanako, [room], 600, 720);
    const other = await (await signIn(world, taro)).get(`/bookings?date=${BOOKING_DAY}`);
    const cells = other
      .$('.grid tr')
      .filter((_, row) => other.$(row).find('th b').text() === '席B')
      .find('td')
      .map((_, cell) => other.$(cell).text().trim())
      .get();
    expect(cells).toEqual(['09:00–09:30', '準備時間', '予約済', '準備時間', '12:30–17:00']);
    expect(other.body).not.toContain('田中');
    const own = await (await signIn(world, hanako)).get(`/bookings?date=${BOOKING_DAY}`);
    expect(own.$('.own-day').text()).toContain('10:00–12:00');
    expect(own.$('.grid .own').first().text()).toContain('10:00–12:00');
  });

  test('does not wait for whoever comes next: the offer holds its own time too', async () => {
    const { id } = await book(hanako, [room], 600, 720);
    const entry = await wait(world, taro, aWish(venue.id, { what: { resourceId: room.id } }));
    await world.get(MendingService).cancel(await viewerOf(world, hanako), id, null);
    const offer = (await offerTo(world, entry))!;
    await expect(book(hanako, [plain], 570, 600)).rejects.toMatchObject(taken);
    await expect(book(hanako, [plain], 720, 750)).rejects.toMatchObject(taken);
    const booked = await world.get(OffersService).accept(await viewerOf(world, taro), offer.id);
    expect(await heldInTimetable(world, booked)).toContain(`${room.id} ${BOOKING_DAY} 585–750`);
    expect((await entryOf(world, entry)).status).toBe('booked');
  });

  test('leaves bookings as they were when the time is changed', async () => {
    const { id } = await book(hanako, [plain], 600, 720);
    const set = async (bufferAfter: number): Promise<void> => {
      const { id: thing, venueId, position: _, ...facts } = plain;
      const form = { facts: { ...facts, bufferAfter }, decision: { shown: [], cancelReason: null } };
      await world.get(Resources).update(hanako.id, venueId, thing, form);
    };
    await set(60);
    expect(await heldInTimetable(world, id)).toEqual([`${plain.id} ${BOOKING_DAY} 600–720`]);
    await expect(book(taro, [plain], 540, 600)).rejects.toMatchObject(taken);
    await book(taro, [plain], 720, 780);
    await set(0);
  });

  test('takes a desk with it that is put into it, whatever the desk itself was booked for', async () => {
    const chair = await addResource(world, venue, { name: '席C', bufferAfter: 5 });
    const { id } = await book(hanako, [room, chair], 600, 720);
    const { id: thing, venueId, position: _, ...facts } = chair;
    const decision = { shown: [], cancelReason: null };
    const put = (parentId: number | null): Promise<void> =>
      world.get(Resources).update(hanako.id, venueId, thing, { facts: { ...facts, parentId }, decision });
    await put(room.id);
    expect(await heldInTimetable(world, id)).toContain(`${chair.id} ${BOOKING_DAY} 600–725`);
    await put(null);
    expect(await heldInTimetable(world, id)).toContain(`${chair.id} ${BOOKING_DAY} 600–725`);
  });

  test('counts by the use alone against the limits', async () => {
    await book(hanako, [room], 600, 720);
    const held = await world
      .get(BookingRows)
      .heldBy(world.database.reader, { memberId: hanako.id, venueId: venue.id }, BOOKING_DAY);
    expect(held).toMatchObject([{ start: 600, end: 720 }]);
  });
});

/** A booking as the plainest model has it: what was asked for, and when. */
interface Plain {
  id: number;
  thing: number;
  start: number;
  end: number;
}

test('no two uses are ever nearer than the rule, and nothing is refused that keeps it', async () => {
  const things = [room, desk, plain];
  const holds = [[0, 1, 2], [1], [2]];
  const meet = (a: Plain, b: Plain): boolean => {
    if (!holds[a.thing]!.some((one) => holds[b.thing]!.includes(one))) return false;
    const [first, second] = a.start <= b.start ? [a, b] : [b, a];
    return second.start - first.end < things[first.thing]!.bufferAfter + things[second.thing]!.bufferBefore;
  };
  const when = fc.record({ start: fc.integer({ min: 18, max: 32 }), long: fc.integer({ min: 1, max: 3 }) });
  const step = fc.record({ what: fc.constantFrom('book', 'book', 'book', 'move', 'cancel'), thing: fc.nat(2), when });
  const owner = await viewerOf(world, hanako);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      await noBookings(world);
      let model: Plain[] = [];
      for (const [n, { what, thing, when: at }] of steps.entries()) {
        const wish = { thing, start: at.start * 30, end: Math.min(1020, (at.start + at.long) * 30) };
        const old = model[n % Math.max(1, model.length)];
        if (what === 'book') {
          const twin = model.some((one) => one.thing === thing && one.start === wish.start && one.end === wish.end);
          if (twin) continue;
          const answer = await codeOf(book(hanako, [things[thing]!], wish.start, wish.end));
          const fits = !model.some((one) => meet(one, { ...wish, id: 0 }));
          expect(typeof answer === 'string' ? answer : 'booked').toBe(fits ? 'booked' : 'venues.taken');
          if (fits) model.push({ ...wish, id: (answer as Booking).id });
        } else if (old && what === 'move') {
          const order = { ...wish, date: BOOKING_DAY, resourceIds: [things[thing]!.id], purpose: null };
          const { revision } = await world.database.reader.findOneByOrFail(Booking, { id: old.id });
          const change = { ...order, revision, reason: null, overLimits: false };
          const answer = await codeOf(world.get(MendingService).change(owner, old.id, change));
          const fits = !model.some((one) => one !== old && meet(one, { ...wish, id: 0 }));
          expect(answer).toBe(fits ? false : 'venues.taken');
          if (fits) model = model.map((one) => (one === old ? { ...wish, id: old.id } : one));
        } else if (old) {
          await world.get(MendingService).cancel(owner, old.id, null);
          model = model.filter((one) => one !== old);
        }
      }
      // what a look at the day calls free is what the model has room for
      const day = await world.get(VenueDays).day(world.database.reader, venue, BOOKING_DAY);
      for (const [index, thing] of things.entries()) {
        const { free } = day.resources.find(({ id }) => id === thing.id)!;
        for (let start = 540; start < 1020; start += 30) {
          const isFree = free.some((one) => one.start <= start && start + 30 <= one.end);
          const fits = !model.some((one) => meet(one, { id: 0, thing: index, start, end: start + 30 }));
          expect([start, isFree]).toEqual([start, fits]);
        }
      }
    }),
    { numRuns: 12 },
  );
}, 60_000);

test('the database itself keeps a use off the time around another', async () => {
  const occupy = (id: number, start: number, end: number): Promise<void> =>
    world.database.transaction((tx) =>
      world.get(Timetable).occupy(tx, { kind: 'booking', id }, [room.id], { date: BOOKING_DAY, start, end }),
    );
  await occupy(1, 600, 720);
  await expect(occupy(2, 760, 800)).rejects.toMatchObject(taken); // 720 + 30 + 15 = 765
  await occupy(2, 765, 800);
});

async function codeOf<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}
