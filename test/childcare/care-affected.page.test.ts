import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CareHolders, type CareLoss } from '../../src/childcare/places/care-holders.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { CareSettings } from '../../src/childcare/staffing/care-settings.entity.js';
import { paths } from '../../src/platform/paths.js';
import { CardReading } from '../../src/childcare/readings/card-reading.entity.js';
import { Closure } from '../../src/venues/closure.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aCareOrder,
  addCareHouse,
  addToRoster,
  CARE_DAY,
  type CareHouse,
  heldInCare,
  noCare,
} from '../support/care-factories.js';
import { signIn, signInAs } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let house: CareHouse;
let nurse: Visitor, manager: Visitor;
const losses: CareLoss[] = [];

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  nurse = await signIn(world, house.nurse);
  manager = await signInAs(world, 'manager');
  world.get(CareHolders).register({
    kind: 'course',
    describe: async (_, ids) =>
      new Map(ids.map((id) => [id, { label: { key: 'bookings:occupant', name: '小川' }, href: paths.booking(id) }])),
    lost: async (_, told) => {
      losses.push(...told);
      return told.map(({ id }) => id);
    },
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await noCare(world);
  losses.length = 0;
});

const slots = (): Promise<CareSlot[]> => world.database.reader.find(CareSlot, { order: { date: 'ASC', id: 'ASC' } });
const reserve = (part: Parameters<typeof aCareOrder>[2], children = [house.baby]): Promise<unknown> =>
  world.database.transaction((tx) => world.get(CarePlaces).reserve(tx, aCareOrder(house.mother, children, part)));
/** Sends the form again as the page asks. */
function accept(page: Answer, part: Record<string, string> = {}): Record<string, string[]> {
  const sent: Record<string, string[]> = {};
  for (const input of page.$('main form input').toArray()) {
    const [name, value] = [page.$(input).attr('name')!, page.$(input).attr('value') ?? ''];
    (sent[name] ??= []).push(value);
  }
  return { ...sent, ...Object.fromEntries(Object.entries(part).map(([name, value]) => [name, [value]])) };
}

let slot: CareSlot;
let second: CareRoster;
beforeEach(async () => {
  slot = await house.open({ places: 6 });
  await addToRoster(world, slot, house.nurse);
  second = await addToRoster(world, slot, house.helper, { qualified: false });
  world.clock.advance({ minutes: 1 });
  const { venue } = house;
  await reserve({ venueId: venue.id, for: { kind: 'meeting', id: 1 } });
  // six toddlers and babies would need two; these are fine with one each, together not
  await world.database.transaction((tx) => tx.save(tx.create(CareSettings, { venueId: venue.id, rules: tightRules })));
  world.clock.advance({ minutes: 1 });
  await reserve({ venueId: venue.id, for: { kind: 'course', id: 2 }, start: 660, end: 780 }, [house.toddler]);
});
/** One child, one member of staff. */
const tightRules = { ratios: { '0': 1, '1_2': 1, '3': 1, '4_5': 1 } } as never;

test('is shown first: the latest goes, with what hangs on it; then it is done and the parents are told', async () => {
  const url = paths.careWithdrawal(slot.id, second.id);
  const asked = await nurse.post(url, { reason: '発熱' });
  expect(asked.status).toBe(409);
  expect(asked.text).toContain('1名のお子さんを預かれなくなります');
  expect(asked.text).toContain('小川 そら');
  expect(asked.text).not.toContain('小川 あお');
  expect(asked.$(`main a[href="${paths.booking(2)}"]`).length).toBe(1);
  const told = { what: 'affected', readerId: house.nurse.id } as const;
  const looks = await world.database.reader.findBy(CardReading, told);
  expect(looks.map(({ childId }) => childId)).toEqual([house.toddler.id]);
  expect(await heldInCare(world)).toHaveLength(2);
  expect((await world.database.reader.findOneByOrFail(CareRoster, { id: second.id })).withdrawnAt).toBeNull();

  const done = await nurse.post(url, accept(asked));
  expect(done.status).toBe(303);
  expect(await heldInCare(world)).toEqual([expect.stringContaining(`${house.baby.id} in`)]);
  expect(losses.map(({ id, reason }) => [id, reason])).toEqual([[2, '保育スタッフの人数が足りなくなったため']]);
  expect((await nurse.get(paths.careSlot(slot.id))).text).not.toContain('発熱');
});

test('a manager sees how many there are, not their names', async () => {
  const asked = await manager.post(paths.careSlotClosing(slot.id));
  expect(asked.status).toBe(409);
  expect(asked.text).toContain('2名のお子さんを');
  expect(asked.text).not.toMatch(/あお|そら/);
  const named = await world.database.reader.findBy(CardReading, { what: 'affected' });
  expect(named.every(({ readerId }) => readerId === house.nurse.id)).toBe(true);
  expect((await manager.get(paths.careSlot(slot.id))).text).not.toMatch(/あお|そら/);
});

test('closing tells parents of whom no other room takes care by mail, without the name of the child', async () => {
  const asked = await nurse.post(paths.careSlotClosing(slot.id));
  const unexplained = await nurse.post(paths.careSlotClosing(slot.id), accept(asked, { tellReason: '' }));
  expect([unexplained.status, unexplained.text.includes('理由を入れてください')]).toEqual([409, true]);
  await nurse.postAndFollow(paths.careSlotClosing(slot.id), accept(asked, { tellReason: '設備の故障のため' }) as never);
  expect(await heldInCare(world)).toEqual([]);
  expect(await world.database.reader.countBy(Occupancy, { sourceKind: 'care_slot' })).toBe(0);
  const mails = await mailsTo(world, house.mother.email);
  expect(mails).toHaveLength(1); // of the other one its own room tells
  expect(mails[0]!.text).toContain('設備の故障のため');
  expect(mails[0]!.text).toContain('9:45–12:15');
  expect(mails[0]!.text).not.toMatch(/あお|そら/);
});

test('somebody who came meanwhile is shown too', async () => {
  const asked = await nurse.post(paths.careSlotClosing(slot.id));
  await reserve({ venueId: house.venue.id, for: { kind: 'course', id: 3 }, start: 840, end: 900 }, [house.toddler]);
  const again = await nurse.post(paths.careSlotClosing(slot.id), accept(asked));
  expect([again.status, again.text.includes('その間に予約が変わりました')]).toEqual([409, true]);
  expect(await heldInCare(world)).toHaveLength(3);
});

test('shortening: who is within what is left stays', async () => {
  const short = { roomId: house.room.id, places: 6, start: '09:00', end: '12:30', revision: 0 };
  const asked = await nurse.post(paths.careSlot(slot.id), short);
  expect(asked.status).toBe(409);
  expect(asked.text).toContain('小川 そら');
  await nurse.postAndFollow(paths.careSlot(slot.id), accept(asked) as never);
  expect(await heldInCare(world)).toEqual([`${house.baby.id} in ${slot.id} ${CARE_DAY} 585–735`]);
  const lines = await world.database.reader.findBy(CareRoster, { slotId: slot.id });
  expect(lines.map(({ endMinute }) => endMinute)).toEqual([750, 750]);
  const stale = await nurse.post(paths.careSlot(slot.id), short);
  expect([stale.status, stale.text.includes('ほかの人が先に変更しました')]).toEqual([409, true]);
});

test('the closure of the house closes it', async () => {
  const closure = { fromDate: CARE_DAY, reason: '空調の点検' };
  const asked = await manager.post(paths.closures(house.venue.id), closure);
  expect([asked.status, asked.text.includes('保育枠（予約 2名）')]).toEqual([409, true]);
  const shown = asked.$('input[name=shown]').attr('value')!;
  await manager.postAndFollow(paths.closures(house.venue.id), {
    ...closure,
    decision: 'cancel',
    shown,
    cancelReason: '点検',
  });
  expect((await slots()).map(({ status }) => status)).toEqual(['closed']);
  expect(await heldInCare(world)).toEqual([]);
  expect(losses).toHaveLength(1);
  await world.database.transaction((tx) => tx.createQueryBuilder().delete().from(Closure).execute());
});
