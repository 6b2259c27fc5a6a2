import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { CareWaits } from '../../src/bookings/waitlist/care-waits.service.js';
import { OffersService } from '../../src/bookings/waitlist/offers.service.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { CareEndings } from '../../src/childcare/places/care-endings.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
import type { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, noBookings, viewerOf } from '../support/booking-factories.js';
import {
  addApprovedChild,
  addCareHouse,
  addToRoster,
  CARE_DAY,
  type CareHouse,
  noCare,
} from '../support/care-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { addResource } from '../support/venue-factories.js';
import { aMinuteLater, aWish, entryOf, offerTo, wait } from '../support/waitlist-factories.js';

let world: TestApp;
let house: CareHouse;
let desk: Resource, other: Resource;
let slot: CareSlot;
/** Three families of one child each; there is one place in childcare, and two desks. */
let families: { parent: User; child: Child }[];
let holder: Booking;

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  desk = await addResource(world, house.venue, { name: '席1' });
  other = await addResource(world, house.venue, { name: '席2', position: 2 });
  families = [];
  for (let n = 0; n < 4; n += 1) {
    const parent = await addUser(world);
    families.push({ parent, child: await addApprovedChild(world, parent, { name: `子 なまえ${n}` }) });
  }
});
afterAll(() => world.close());

beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await noBookings(world);
  await noCare(world);
  slot = await house.open({ places: 1 });
  await addToRoster(world, slot, house.nurse);
  holder = await book(0, desk, true);
});

const childOf = (n: number): number => families[n]!.child.id;
const viewer = (n: number) => viewerOf(world, families[n]!.parent);
const book = (n: number, thing: Resource, withChild: boolean): Promise<Booking> =>
  addBooking(world, families[n]!.parent, [thing.id], { date: CARE_DAY, childIds: withChild ? [childOf(n)] : [] });
const waitBoth = (n: number, part: object = {}): Promise<number> =>
  wait(world, families[n]!.parent, aWish(house.venue.id, { childIds: [childOf(n)], ...part }));
const waitCare = async (n: number, booking: Booking): Promise<number> =>
  world.get(CareWaits).join(await viewer(n), booking.id, [childOf(n)]);
const cancel = async (n: number, { id }: Booking): Promise<void> =>
  world.get(MendingService).cancel(await viewer(n), id, null);
const accept = async (n: number, entryId: number): Promise<number> =>
  world.get(OffersService).accept(await viewer(n), (await offerTo(world, entryId))!.id);
/** Who holds what: `booking席1 offer席2`, and the same for childcare. */
const held = async (): Promise<string[]> => {
  const { reader } = world.database;
  const things = await reader.find(Occupancy, { where: { date: CARE_DAY }, order: { resourceId: 'ASC' } });
  const places = await reader.find(CarePlace, { where: { status: 'reserved' }, order: { id: 'ASC' } });
  const nth = (childId: number): number => families.findIndex(({ child }) => child.id === childId);
  return [
    ...things
      .filter(({ sourceKind }) => sourceKind !== 'care_slot')
      .map((row) => `${row.sourceKind} ${row.resourceId === desk.id ? 1 : 2}`),
    ...places.map((row) => `${row.forKind} child ${nth(row.childId)}`),
  ];
};
const mails = async (): Promise<string[]> =>
  (await world.database.reader.find(OutboxMail, { order: { id: 'ASC' } })).map(({ template }) => template);

describe('waiting for desk and childcare together', () => {
  test('holds both when both can be had, and books both in one step', async () => {
    const entry = await waitBoth(1);
    expect(await held()).toEqual(['booking 1', 'booking child 0']);
    await cancel(0, holder);
    expect(await held()).toEqual(['offer 1', 'offer child 1']);
    const id = await accept(1, entry);
    expect(await held()).toEqual(['booking 1', 'booking child 1']);
    expect(await world.database.reader.findOneBy(Booking, { id })).toMatchObject({ careCount: 1 });
    const text = JSON.stringify(await world.database.reader.find(OutboxMail));
    expect(text).toContain('保育 1人');
    expect(text).not.toContain('なまえ');
  });

  test('is refused where both are free, and where waiting would not help', async () => {
    await cancel(0, holder);
    await expect(waitBoth(1)).rejects.toMatchObject({ code: 'bookings.free_now' });
    await expect(waitBoth(1, { date: '2026-11-25' })).rejects.toMatchObject({ code: 'childcare.no_slot' });
    await expect(waitBoth(1, { childIds: [childOf(2)] })).rejects.toMatchObject({ code: 'childcare.unknown_child' });
  });

  test('holds nothing while there is only a desk, or only childcare; who comes after and needs less is served', async () => {
    const last = await book(3, other, false);
    const both = await waitBoth(1);
    const alone = await wait(world, families[2]!.parent, aWish(house.venue.id));
    await cancel(3, last);
    expect([await offerTo(world, both), (await offerTo(world, alone))?.resourceId]).toEqual([null, other.id]);
    await cancel(0, holder);
    expect(await held()).toEqual(['offer 1', 'offer 2', 'offer child 1']);
  });

  test.each(['decline', 'leave', 'expire'])('on %s both go to the next at once', async (what) => {
    const first = await waitBoth(1);
    const second = await waitBoth(2);
    await book(3, other, false);
    await cancel(0, holder);
    expect(await held()).toEqual(['offer 1', 'booking 2', 'offer child 1']);
    if (what === 'decline') await world.get(OffersService).decline(await viewer(1), (await offerTo(world, first))!.id);
    else if (what === 'leave')
      await (await signIn(world, families[1]!.parent)).post(`/me/waitlist/${first}/leaving`, {});
    else {
      world.clock.advance({ hours: 12 });
      await aMinuteLater(world);
    }
    expect(await held()).toEqual(['offer 1', 'booking 2', 'offer child 2']);
    expect((await entryOf(world, second)).status).toBe('offered');
  });

  test('what the staff takes away is withdrawn, and she waits on, told once', async () => {
    const entry = await waitBoth(1);
    await cancel(0, holder);
    const before = (await mails()).length;
    await world.database.transaction(async (tx) => {
      const { id } = (await offerTo(world, entry))!;
      const source = { kind: 'offer', id };
      const places = (await world.get(CarePlaces).of(tx, [source])).get(`offer ${id}`)!.places;
      await tx.update('CareSlot', { id: slot.id }, { places: 0 });
      await world.get(CareEndings).end(tx, places, '欠勤', house.nurse.id);
    });
    expect((await entryOf(world, entry)).status).toBe('waiting');
    expect(await held()).toEqual([]);
    expect((await mails()).slice(before)).toEqual(['bookings.wait_withdrawn']);
  });
});

describe('waiting for childcare beside a booking', () => {
  test('holds the place when it is let go of, and adds it to the booking', async () => {
    const mine = await book(1, other, false);
    const entry = await waitCare(1, mine);
    expect(await waitCare(1, mine)).toBe(entry);
    await cancel(0, holder);
    expect(await held()).toEqual(['booking 2', 'offer child 1']);
    expect(await accept(1, entry)).toBe(mine.id);
    expect(await held()).toEqual(['booking 2', 'booking child 1']);
    const after = await world.database.reader.findOneByOrFail(Booking, { id: mine.id });
    expect(after).toMatchObject({ careCount: 1, revision: mine.revision + 1 });
  });

  test('is served when a child is taken out of another booking, or the slot becomes larger', async () => {
    const entry = await waitCare(1, await book(1, other, false));
    await world.get(MendingService).change(await viewer(0), holder.id, {
      date: CARE_DAY,
      start: 600,
      end: 720,
      resourceIds: [desk.id],
      purpose: null,
      overLimits: false,
      revision: 0,
      reason: null,
      childIds: [],
    });
    expect((await entryOf(world, entry)).status).toBe('offered');
  });

  test('stands in one line with those who want both: who came first is first', async () => {
    const mine = await book(1, other, false);
    const both = await waitBoth(2);
    const care = await waitCare(1, mine);
    await cancel(0, holder);
    expect(await held()).toEqual(['offer 1', 'booking 2', 'offer child 2']);
    await world.get(OffersService).decline(await viewer(2), (await offerTo(world, both))!.id);
    expect((await entryOf(world, care)).status).toBe('offered');
    expect(await held()).toEqual(['booking 2', 'offer child 1']);
  });

  test('ends with the booking, and what was held goes on', async () => {
    const mine = await book(1, other, false);
    const entry = await waitCare(1, mine);
    const next = await waitBoth(2);
    await cancel(0, holder);
    expect((await entryOf(world, entry)).status).toBe('offered');
    await cancel(1, mine);
    expect((await entryOf(world, entry)).status).toBe('ended');
    expect((await entryOf(world, next)).status).toBe('offered');
    expect(await held()).toEqual(['offer 1', 'offer child 2']);
  });

  test('is for what cannot be had: not while there is a place, nor for somebody else’s booking', async () => {
    const mine = await book(1, other, false);
    await expect(waitCare(2, mine)).rejects.toMatchObject({ kind: 'not_found' });
    await cancel(0, holder);
    await expect(waitCare(1, mine)).rejects.toMatchObject({ code: 'bookings.care_free_now' });
  });

  test('is asked for on the form that changes the booking, and stands on the page of the line', async () => {
    const mine = await book(1, other, false);
    const browser = await signIn(world, families[1]!.parent);
    const query = new URLSearchParams({ date: CARE_DAY, start: '10:00', end: '12:00', resourceIds: String(other.id) });
    query.set('childIds', String(childOf(1)));
    const form = await browser.get(`/bookings/${mine.id}/edit?${query}`);
    const button = form.$(`button[formaction="/bookings/${mine.id}/care-waits"]`);
    expect(button.text()).toBe('保育の空きを待つ');
    const page = await browser.postAndFollow(button.attr('formaction')!, { childIds: childOf(1) });
    expect(page.text).toContain('保育だけ 保育 1人');
    const fresh = await (
      await signIn(world, families[2]!.parent)
    ).get(
      `/bookings/new?${new URLSearchParams({ date: CARE_DAY, start: '13:00', end: '15:00', resourceIds: String(desk.id) })}`,
    );
    expect(fresh.text).not.toContain('いっしょに待つ');
  });

  test('a form for both leads to the line for both', async () => {
    await book(3, other, false);
    const browser = await signIn(world, families[2]!.parent);
    const query = new URLSearchParams({ date: CARE_DAY, start: '10:00', end: '12:00', resourceIds: String(desk.id) });
    query.set('childIds', String(childOf(2)));
    const form = await browser.get(`/bookings/new?${query}`);
    const link = form.$('#booking-care a.step').attr('href')!;
    const blank = await browser.get(link);
    expect(blank.$('input[name=childIds]').attr('value')).toBe(String(childOf(2)));
    const page = await browser.postAndFollow('/me/waitlist', {
      date: CARE_DAY,
      start: '10:00',
      end: '12:00',
      venueId: house.venue.id,
      what: 'desk',
      childIds: childOf(2),
    });
    expect(page.text).toContain('保育 1人');
  });
});
