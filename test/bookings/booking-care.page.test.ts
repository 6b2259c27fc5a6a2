import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import type { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { paths } from '../../src/platform/paths.js';
import { Venue } from '../../src/venues/venue.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { TestApp } from '../support/app.js';
import { type BookingCare, startBookingCare } from '../support/booking-care-factories.js';
import { addBooking } from '../support/booking-factories.js';
import { addApprovedChild, addToRoster, CARE_DAY, type CareHouse, noCare } from '../support/care-factories.js';
import { PRICED } from '../support/fee-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

const COUNTED = 'FROM care_place care';
let care: BookingCare;
let both: BookingCare['both'],
  wish: BookingCare['wish'],
  held: BookingCare['held'],
  stay: BookingCare['stay'],
  lastMail: BookingCare['lastMail'];
let world: TestApp;
let house: CareHouse;
let desk: Resource, other: Resource;
let slot: CareSlot;
let mother: Visitor, childless: Visitor, manager: Visitor;

beforeAll(async () => {
  care = await startBookingCare();
  ({ world, house, desk, mother, both, wish, held, stay, lastMail } = care);
  other = await addResource(world, house.venue, { name: '席2', position: 2 });
  childless = await signIn(world, await addUser(world));
  manager = await signIn(world, await addUser(world, { roles: ['manager'] }));
});
afterAll(() => world.close());

beforeEach(async () => {
  slot = await care.anew();
});

describe('desk and childcare in one step', () => {
  test('are booked together, and told without a name outside of the house', async () => {
    const shown = await mother.postAndFollow('/bookings', wish());
    expect(shown.$('.facts').text()).toContain('保育 2人');
    expect(await held()).toEqual([1, both().map((id) => stay(id, '585–735'))]);
    const mail = await lastMail();
    expect(mail).toContain('保育 2人');
    expect(mail).not.toMatch(/あお|そら/);
  });

  test.each([
    ['no place is left', 409, { places: 1 }, {}, '空きがありません'],
    ['the roster does not suffice', 409, {}, { withdrawn: true }, '人数が足りず'],
    ['it is not open then', 422, { endMinute: 660 }, {}, '09:00–11:00'],
    ['there is none on the day', 422, {}, { date: '2026-11-25' }, '保育がありません'],
  ])(
    'are neither booked where %s',
    async (_, status, slotPart, { withdrawn, ...part }: Record<string, unknown>, words) => {
      await noCare(world);
      slot = await house.open(slotPart);
      if (!withdrawn) await addToRoster(world, slot, house.nurse);
      const answer = await mother.post('/bookings', wish({ purpose: '原稿', ...part }));
      expect(answer.status).toBe(status);
      expect(answer.$('#problem-childIds').text()).toContain(words);
      expect(answer.$('[name=purpose]').attr('value')).toBe('原稿');
      expect(answer.$(`input[name=resourceIds][value=${desk.id}]`).attr('checked')).toBeDefined();
      expect(answer.$('input[name=childIds]:checked')).toHaveLength(2);
      expect(await held()).toEqual([0, []]);
      expect(await world.database.reader.count(Booking)).toBe(0);
    },
  );

  test('where the desk is taken, the places are left to others', async () => {
    await addBooking(world, house.father, [desk.id], { date: CARE_DAY });
    expect((await mother.post('/bookings', wish())).status).toBe(409);
    expect(await held()).toEqual([1, []]);
  });

  test('sent twice are booked once; children are added by changing the booking', async () => {
    await mother.post('/bookings', wish());
    expect((await mother.post('/bookings', wish())).status).toBe(303);
    const answer = await mother.post('/bookings', wish({ childIds: [house.baby.id] }));
    expect([answer.status, answer.$('#problem-childIds').text()]).toEqual([422, expect.stringContaining('変更して')]);
    expect((await held())[1]).toHaveLength(2);
  });

  test('somebody else’s child is none of hers', async () => {
    const answer = await mother.post('/bookings', wish({ childIds: [house.eldest.id] }));
    expect([answer.status, answer.text.includes('りく')]).toEqual([422, false]);
    expect(await held()).toEqual([0, []]);
  });

  test('a booking without children costs no statement for it, one with two at most ten', async () => {
    const count = async (childIds: number[], resourceId: number): Promise<number> => {
      const order = { date: CARE_DAY, childIds };
      const work = (): Promise<Booking> => addBooking(world, house.mother, [resourceId], order);
      const { statements } = await statementsOf(work);
      const about = (one: string): boolean =>
        /(FROM|INTO|UPDATE|JOIN) "?(care_place|care_slot|child)\b/.test(one.replaceAll(COUNTED, ''));
      if (childIds.length === 0) expect(statements.filter(about)).toEqual([]);
      return statements.length;
    };
    const alone = await count([], other.id);
    expect((await count(both(), desk.id)) - alone).toBeLessThanOrEqual(10);
  });
});

describe('the form', () => {
  const url = (part: object = {}): string =>
    `/bookings/new?${new URLSearchParams({ date: CARE_DAY, start: '10:00', end: '12:00', ...part })}`;

  test('shows a guardian her children, what is left for each, and the stay', async () => {
    const blank = await mother.get(url());
    expect(blank.$('#field-childIds').text()).toMatch(/小川 あお\s+空き あと3人ほど/);
    expect(blank.$('#booking-summary').text()).not.toContain('保育');
    const ticked = await mother.get(url({ childIds: String(house.toddler.id) }));
    expect(ticked.$('#booking-summary').text()).toContain('保育 1人（お預かり 09:45–12:15）');
  });

  test('says what is in the way for each child, and leads on', async () => {
    const newcomer = await addUser(world);
    await addApprovedChild(world, newcomer, { name: '森 はる', approvedUntil: null });
    const page = await (await signIn(world, newcomer)).get(url());
    expect(page.$('#booking-care').text()).toContain('承認がまだ');
    expect(page.$('input[name=childIds]')).toHaveLength(0);
  });

  test('shows nothing to a member without children, or on a day without childcare', async () => {
    expect((await childless.get(url())).$('#booking-care').text().trim()).toBe('');
    expect((await mother.get(url({ date: '2026-11-25' }))).$('#booking-care').text().trim()).toBe('');
  });

  test('tells a manager how many children, and not who', async () => {
    const page = await manager.get(url({ memberId: String(house.mother.id) }));
    expect(page.$('#field-childIds').text()).toContain('1人目のお子さん（0歳）');
    expect(page.text).not.toMatch(/小川 (あお|そら)/);
    await noCare(world);
    await house.open({ minAgeMonths: 24 });
    const answer = await manager.post('/bookings', wish({ memberId: house.mother.id }));
    expect(answer.$('#problem-childIds').text()).toContain('お子さんの年齢は');
    expect(answer.text).not.toMatch(/小川 (あお|そら)/);
  });

  test('keeps to its statements, as the pages around it do', async () => {
    const date = '2026-12-01';
    await addToRoster(world, await house.open({ date }), house.nurse);
    await world.database.transaction((tx) => tx.update(Venue, { id: house.venue.id }, { fees: PRICED }));
    const cared = { date: CARE_DAY, childIds: both() };
    const { id } = await addBooking(world, house.mother, [other.id], cared);
    const rule = { ...wish({ repeatTimes: '2', start: '13:00', end: '14:00' }), seen: 'on', dates: [CARE_DAY, date] };
    const { location } = await mother.post('/bookings/series', rule);
    await world.database.transaction((tx) => tx.update(Venue, { id: house.venue.id }, { fees: house.venue.fees }));
    const chosen = { resourceIds: String(desk.id), childIds: String(house.toddler.id) };
    const pages: [Visitor, string, number?][] = [
      [childless, url({ resourceIds: String(desk.id) })],
      [mother, url(chosen)],
      [mother, paths.booking(id)],
      [mother, paths.bookingEdit(id)],
      [mother, paths.ownChild(house.toddler.id)],
      [mother, paths.childEdit(house.toddler.id)],
      [mother, location!],
      // Each date hangs on things, limits, prices and childcare.
      [mother, `${location}/edit?scope=all`, 12],
    ];
    for (const [who, page, most = MOST_STATEMENTS] of pages) {
      const { answer, statements } = await openCounting(who, page);
      expect([page, answer.status, statements.length <= most, statements]).toEqual([page, 200, true, statements]);
    }
  });
});
