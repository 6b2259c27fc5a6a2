import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import { NoShows } from '../../src/bookings/check-in/no-shows.service.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { CareEvents } from '../../src/childcare/day/care-events.js';
import { CareEndings } from '../../src/childcare/places/care-endings.js';
import { CareHolders } from '../../src/childcare/places/care-holders.js';
import type { HeldPlace } from '../../src/childcare/places/care-place-rows.js';
import { CarePlaces, keyOf } from '../../src/childcare/places/care-places.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { Occupants } from '../../src/venues/occupants.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { TestApp } from '../support/app.js';
import { type BookingCare, startBookingCare } from '../support/booking-care-factories.js';
import { addBooking, viewerOf } from '../support/booking-factories.js';
import { CARE_DAY, type CareHouse } from '../support/care-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { addResource } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let care: BookingCare;
let both: BookingCare['both'],
  wish: BookingCare['wish'],
  held: BookingCare['held'],
  stay: BookingCare['stay'],
  lastMail: BookingCare['lastMail'];
let world: TestApp;
let house: CareHouse;
let other: Resource;
let mother: Visitor;

beforeAll(async () => {
  care = await startBookingCare();
  ({ world, house, mother, both, wish, held, stay, lastMail } = care);
  other = await addResource(world, house.venue, { name: '席2', position: 2 });
});
afterAll(() => world.close());

beforeEach(async () => {
  await care.anew();
});

const placesHeld = async (): Promise<HeldPlace[]> => {
  const { id } = await booking();
  const source = { kind: 'booking', id };
  return (await world.get(CarePlaces).of(world.database.reader, [source])).get(keyOf(source))!.places;
};
const booking = async (): Promise<Booking> =>
  (await world.database.reader.find(Booking, { order: { date: 'ASC' }, take: 1 }))[0]!;

describe('changing', () => {
  const change = async (part: object): Promise<ReturnType<Visitor['post']>> => {
    const { id, revision } = await booking();
    return mother.post(`/bookings/${id}`, { ...wish({ childIds: [] }), revision, ...part });
  };
  beforeEach(async () => {
    await mother.post('/bookings', wish());
  });

  test('moves the stay with the booking, the same places', async () => {
    const before = await world.database.reader.find(CarePlace);
    expect((await change({ start: '13:00', end: '14:00' })).status).toBe(303);
    expect((await held())[1]).toEqual(both().map((id) => stay(id, '765–855')));
    expect(await world.database.reader.count(CarePlace)).toBe(before.length);
  });

  test('takes in or leaves out a child', async () => {
    const { id } = await booking();
    const form = await mother.get(`/bookings/${id}/edit`);
    expect(form.$('input[name=childIds]:checked')).toHaveLength(2);
    expect((await change({ care: 'on', childIds: [house.toddler.id] })).status).toBe(303);
    expect((await held())[1]).toEqual([stay(house.toddler.id, '585–735')]);
    expect(await lastMail()).toContain('保育 1人');
    expect((await change({ care: 'on' })).status).toBe(303);
    expect(await held()).toEqual([1, []]);
    expect((await change({ childIds: both() })).status).toBe(303);
    expect((await held())[1]).toHaveLength(2);
  });

  test('is refused with the reason where childcare cannot follow, and all stays as it was', async () => {
    const was = await held();
    const answer = await change({ date: '2026-11-25', childIds: both() });
    expect([answer.status, answer.$('#problem-childIds').text()]).toEqual([
      422,
      expect.stringContaining('保育がありません'),
    ]);
    expect(await held()).toEqual(was);
  });
});

describe('what ends a booking lets go of childcare too', () => {
  beforeEach(async () => {
    await mother.post('/bookings', wish());
  });

  test('a cancellation', async () => {
    const { id } = await booking();
    await mother.post(`/bookings/${id}/cancellation`, {});
    expect(await held()).toEqual([0, []]);
    expect(await lastMail()).toContain('保育 2人');
  });

  test('nobody came', async () => {
    const { id } = await booking();
    await addBooking(world, house.father, [other.id], { date: CARE_DAY });
    await world.database.transaction((tx) =>
      tx.update(Booking, { memberId: house.father.id }, { checkedInAt: world.clock.now() }),
    );
    world.clock.setTo(CARE_DAY, 635);
    expect(await world.get(NoShows).release(id)).toBe(true);
    expect((await held())[1]).toEqual([]);
  });

  test('nobody checked in, but the child was brought: all of it stays', async () => {
    const { id } = await booking();
    const before = await held();
    const { id: placeId } = await world.database.reader.findOneByOrFail(CarePlace, { forKind: 'booking', forId: id });
    world.clock.setTo(CARE_DAY, 635);
    const happenedAt = world.clock.now();
    const tap = { placeId, kind: 'arrival', happenedAt, data: {}, correctsId: null } as const;
    const arrival = { ...tap, clientKey: 'door-1', isTyped: true };
    await world.get(CareEvents).record(house.nurse.id, arrival);
    expect(await world.get(NoShows).release(id)).toBe(false);
    expect(await held()).toEqual(before);
  });

  test('the house shuts', async () => {
    const { id } = await booking();
    await world.database.transaction((tx) =>
      world.get(Occupants).evict(tx, [{ kind: 'booking', id }], '休館', house.nurse.id),
    );
    expect(await held()).toEqual([0, []]);
  });

  test('the slot is closed: the staff saw whose booking it was; the desk stays hers, and she is told', async () => {
    const before = await booking();
    const described = await world.get(CareHolders).describe(world.database.reader, await placesHeld());
    expect([...described.values()]).toMatchObject([{ href: `/bookings/${before.id}` }]);
    await world.database.transaction(async (tx) => {
      await world.get(CareEndings).end(tx, await placesHeld(), '感染症', house.nurse.id);
    });
    expect(await held()).toEqual([1, []]);
    expect(await booking()).toMatchObject({ status: 'booked', careCount: 0, revision: before.revision + 1 });
    expect(await lastMail()).toContain('感染症');
  });

  test('lists, the desk and the calendar say how many, and not who', async () => {
    const supporter = await signIn(world, await addUser(world, { roles: ['supporter'] }));
    for (const [who, url] of [
      [mother, '/me'],
      [mother, '/me/bookings'],
      [supporter, `/desk?date=${CARE_DAY}`],
    ] as const) {
      expect((await who.get(url)).text).toContain('保育 2人');
    }
    expect((await supporter.get(`/desk?date=${CARE_DAY}`)).text).not.toMatch(/小川 (あお|そら)/);
  });

  test('a cancellation without childcare asks childcare nothing', async () => {
    const alone = await addBooking(world, house.father, [other.id], { date: CARE_DAY });
    const viewer = await viewerOf(world, house.father);
    const { statements } = await statementsOf(() => world.get(MendingService).cancel(viewer, alone.id, null));
    expect(statements.filter((one) => /FROM "?care_place"? "?place/.test(one))).toEqual([]);
  });
});
