import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import { NoShows } from '../../src/bookings/check-in/no-shows.service.js';
import { CareEvent } from '../../src/childcare/day/care-event.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { TestApp } from '../support/app.js';
import { type BookingCare, startBookingCare } from '../support/booking-care-factories.js';
import { addToRoster, CARE_DAY, type CareHouse, heldInCare } from '../support/care-factories.js';
import { addUser, signIn } from '../support/factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let care: BookingCare;
let both: BookingCare['both'], wish: BookingCare['wish'], stay: BookingCare['stay'];
let world: TestApp;
let house: CareHouse;
let slot: CareSlot;
let mother: Visitor, nurse: Visitor, manager: Visitor;

beforeAll(async () => {
  care = await startBookingCare();
  ({ world, house, mother, both, wish, stay } = care);
  nurse = await signIn(world, house.nurse);
  manager = await signIn(world, await addUser(world, { roles: ['manager'] }));
});
afterAll(() => world.close());

/** A desk with places for two, from 10:00 to 12:00. */
beforeEach(async () => {
  slot = await care.anew();
});

const booking = async (): Promise<Booking> =>
  (await world.database.reader.find(Booking, { order: { date: 'ASC' }, take: 1 }))[0]!;
const mails = async (): Promise<string[]> =>
  (await world.database.reader.find(OutboxMail, { order: { id: 'ASC' } }))
    .map(({ template }) => template)
    .filter((name) => name.startsWith('childcare.'));
const placeId = async (): Promise<number> =>
  (await world.database.reader.findOneByOrFail(CarePlace, { childId: house.baby.id, date: CARE_DAY })).id;
/** The baby is brought at ten past ten. */
const arrive = async (form: object = {}): Promise<Answer> => {
  world.clock.setTo(CARE_DAY, 610);
  return nurse.post(paths.careArrival(await placeId()), { temperature: '36.5', ...form });
};
/** The member did not come by the time of the venue. */
const missed = async (): Promise<Booking> => {
  const { id } = await booking();
  world.clock.setTo(CARE_DAY, 640);
  expect(await world.get(NoShows).release(id)).toBe(true);
  return booking();
};

test('an arrival that is taken back is told to the guardian, who was told that her child had come', async () => {
  await mother.post('/bookings', wish());
  await arrive();
  const { id } = await world.database.reader.findOneByOrFail(CareEvent, { placeId: await placeId() });
  await nurse.post(paths.careLineUndoing(await placeId(), id), {});
  expect(await mails()).toEqual(['childcare.arrived', 'childcare.arrival_undone']);
  await arrive();
  await nurse.post(paths.careNotes(await placeId()), { note: 'meal.all' });
  const note = await world.database.reader.findOneByOrFail(CareEvent, { kind: 'note' });
  await nurse.post(paths.careLineUndoing(await placeId(), note.id), {});
  expect(await mails()).toHaveLength(3);
});

test('a correction empties what came back empty, and leaves alone what the form has not shown', async () => {
  await mother.post('/bookings', wish());
  await arrive({ condition: 'well' });
  await nurse.post(paths.careNotes(await placeId()), { text: 'よく笑いました' });
  const [arrival, note] = await world.database.reader.find(CareEvent, { order: { id: 'ASC' } });
  const correct = async (id: number, form: object): Promise<Answer> =>
    nurse.post(paths.careLineCorrection(await placeId(), id), { time: '', why: 'ほかの子の記録', ...form });
  expect((await correct(arrival!.id, { temperature: '', text: '' })).status).toBe(303);
  const line = (await nurse.get(paths.carePlace(await placeId()))).$('#lines').next().find('li').first();
  expect(line.find('p').first().text()).toContain('登園、元気');
  expect(line.text()).toContain('36.5℃');
  const refused = await correct(note!.id, { text: '' });
  expect([refused.status, refused.text.includes('入力してください')]).toEqual([422, true]);
});

describe('who comes after the place was given free', () => {
  beforeEach(async () => {
    await mother.post('/bookings', wish());
  });

  test('has childcare again', async () => {
    const { id } = await missed();
    expect(await heldInCare(world)).toEqual([]);
    expect(await world.get(NoShows).takeBack(id, house.nurse.id)).toBe('back');
    expect((await heldInCare(world)).map((line) => line.split(' ').at(-1))).toEqual(['585–735', '585–735']);
  });

  test('hears at the desk that there is no place any more', async () => {
    const { id } = await missed();
    await world.database.transaction((tx) => tx.update(CareSlot, slot.id, { places: 1 }));
    const page = await manager.postAndFollow(paths.noShowUndoing(id), { date: CARE_DAY });
    expect(page.text).toContain('保育は空きがなく');
    expect([await heldInCare(world), (await booking()).status]).toEqual([[], 'booked']);
  });

  test('gets nothing that she had not had', async () => {
    await mother.post(`/bookings/${(await booking()).id}`, { ...wish({ childIds: [] }), revision: 0, care: 'on' });
    const { id } = await missed();
    expect(await world.get(NoShows).takeBack(id, house.nurse.id)).toBeUndefined();
    expect(await heldInCare(world)).toEqual([]);
  });
});

describe('while a child is in the house', () => {
  test('her booking is neither cancelled nor moved to another day, nor is she left out; the other child may be', async () => {
    await mother.post('/bookings', wish());
    const { id, revision } = await booking();
    await arrive();
    const was = await heldInCare(world);
    const cancelled = await manager.post(`/bookings/${id}/cancellation`, { reason: '電話で' });
    expect([cancelled.status, cancelled.text.includes('先にお迎えを')]).toEqual([409, true]);
    const change = (part: object) =>
      manager.post(`/bookings/${id}`, { ...wish({ childIds: [] }), revision, reason: '電話で', ...part });
    expect((await change({ care: 'on' })).status).toBe(409);
    expect((await change({ date: '2026-11-25', childIds: both() })).status).toBe(409);
    expect(await heldInCare(world)).toEqual(was);
    expect((await change({ end: '13:00', care: 'on', childIds: [house.baby.id] })).status).toBe(303);
    expect(await heldInCare(world)).toEqual([stay(house.baby.id, '585–795')]);
  });

  test('a series is cancelled but for the day on which she is here', async () => {
    const next = '2026-12-01';
    await addToRoster(world, await house.open({ date: next }), house.nurse);
    const series = wish({ repeatTimes: '2', seen: 'on', dates: [CARE_DAY, next] });
    const { location } = await mother.post('/bookings/series', series);
    await arrive();
    expect((await manager.post(`${location}/cancellation`, { scope: 'all', reason: '電話で' })).status).toBe(303);
    expect(await heldInCare(world)).toEqual(both().map((id) => stay(id, '585–735')));
  });
});
