import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Payment, PaymentLine } from '../../src/bookings/fees/payment.entity.js';
import { Payments, type PaymentOrder } from '../../src/bookings/fees/payments.service.js';
import { FeePlan } from '../../src/bookings/fees/plan.entity.js';
import { Receipt } from '../../src/bookings/fees/receipt.entity.js';
import { Receipts } from '../../src/bookings/fees/receipts.service.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { paths } from '../../src/platform/paths.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, deedsIn, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { openMarks, PRICED } from '../support/fee-factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

const MONTH = '2026-11';
let world: TestApp;
let venue: Venue;
let desk: Resource;
let hanako: User, keiko: User, boss: User;
let member: Visitor, other: Visitor, manager: Visitor, supporter: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world, { fees: PRICED });
  desk = await addResource(world, venue, { name: 'カウンター1' });
  hanako = await addUser(world, { name: '小平 花子' });
  keiko = await addUser(world, { name: '小川 恵子', kana: 'オガワ ケイコ' });
  boss = await addUser(world, { roles: ['manager'] });
  member = await signIn(world, hanako);
  other = await signIn(world, keiko);
  manager = await signIn(world, boss);
  supporter = await signIn(world, await addUser(world, { roles: ['supporter'] }));
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await world.database.transaction(async (tx) => {
    for (const entity of [Receipt, PaymentLine, Payment, FeePlan])
      await tx.createQueryBuilder().delete().from(entity).execute();
  });
  await noBookings(world);
});

const at = (start: number, end: number, date = '2026-11-24') => ({ date, start: start * 60, end: end * 60 });
const list = (user = hanako): string => paths.memberFees(user.id, { month: MONTH, venueId: venue.id });
const order = (lines: readonly string[], part: object = {}): PaymentOrder => ({
  memberId: hanako.id,
  venueId: venue.id,
  month: MONTH,
  paidOn: '2026-11-21',
  method: 'cash',
  lines,
  ...part,
});
const take = (lines: readonly string[], part: object = {}): Promise<number> =>
  world.get(Payments).take(boss.id, order(lines, part));
/** Marks all that is open as paid, through the page. */
async function payAll(user = hanako): Promise<number> {
  const page = await supporter.get(list(user));
  const { memberId: _, ...form } = order(openMarks(page));
  const answer = await supporter.post(paths.memberPayments(user.id), { ...form });
  expect(answer.status).toBe(303);
  return Number(answer.location!.split('/').at(-1));
}

describe('the list of a month', () => {
  test('tells the member and the desk what is open, and is counted as CSV', async () => {
    await addBooking(world, hanako, [desk.id], at(10, 12));
    await addBooking(world, hanako, [desk.id], at(10, 13, '2026-11-25'));
    await addBooking(world, keiko, [desk.id], at(13, 15));
    await addBooking(world, hanako, [desk.id], at(10, 13, '2026-12-01'));
    const own = await openCounting(member, paths.ownFees({ month: MONTH }));
    expect(own.answer.text).toContain('1,000円（うち消費税 90円）');
    expect(own.answer.text).toContain('11月24日(火) 10:00–12:00');
    expect(own.answer.$('tbody tr')).toHaveLength(2);
    const desks = await openCounting(supporter, list());
    const all = await openCounting(supporter, paths.manageFees({ month: MONTH }));
    expect(all.answer.$('tbody tr')).toHaveLength(2);
    for (const { statements } of [own, desks, all]) expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    const csv = await supporter.get(paths.manageFeesCsv({ month: MONTH }));
    expect(csv.body).toContain(`${MONTH},すべての拠点,小平 花子,ヤマダ ハナコ,2,1000,90,0,1000`);
    expect(await deedsIn(world)).toContain('bookings.fees_exported');
    expect((await member.get(paths.me())).text).toContain('料金と領収書');
    expect((await manager.get(paths.me())).text).not.toContain('料金と領収書');
    expect((await member.get(paths.manageFees())).status).toBe(403);
  });

  test('is paid at the desk in one step, and once however often it is sent', async () => {
    await addBooking(world, hanako, [desk.id], at(10, 12));
    await addBooking(world, hanako, [desk.id], at(10, 13, '2026-11-25'));
    const marks = openMarks(await supporter.get(list()));
    const id = await payAll();
    expect(await take(marks)).toBe(id);
    expect(await world.database.reader.findOneByOrFail(Payment, { id })).toMatchObject({
      amount: 1000,
      method: 'cash',
    });
    expect(await world.database.reader.count(Payment)).toBe(1);
    const page = await supporter.get(list());
    expect(openMarks(page)).toEqual([]);
    expect(page.text).toContain('支払い済み');
  });

  test('refuses what is not so any more, what is in the future, and nothing', async () => {
    const { id } = await addBooking(world, hanako, [desk.id], at(10, 12));
    await expect(take([`booking ${id} 300`])).rejects.toMatchObject({ code: 'bookings.fee_stale' });
    await expect(take([`booking ${id} 400`], { memberId: keiko.id })).rejects.toMatchObject({
      code: 'bookings.fee_stale',
    });
    await expect(take([`booking ${id} 400`], { paidOn: '2026-11-22' })).rejects.toMatchObject({
      code: 'bookings.fee_not_yet',
    });
    const { memberId: _, ...nothing } = order([]);
    const answer = await supporter.post(paths.memberPayments(hanako.id), { ...nothing });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('支払われたものを選んでください');
  });

  test('shows a difference where a paid booking changes, which is given back or paid by another payment', async () => {
    const { id } = await addBooking(world, hanako, [desk.id], at(10, 12));
    await payAll();
    await world.get(MendingService).cancel(await viewerOf(world, hanako), id, null);
    const page = await supporter.get(list());
    expect(openMarks(page)).toEqual([`booking ${id} -400`]);
    expect(page.text).toContain('返金 400円');
    await take([`booking ${id} -400`]);
    expect(openMarks(await supporter.get(list()))).toEqual([]);
    expect((await world.database.reader.find(Payment)).map(({ amount }) => amount).toSorted()).toEqual([-400, 400]);
  });

  test('is paid once when two mark it at the same time', async () => {
    const { id } = await addBooking(world, hanako, [desk.id], at(10, 12));
    const both = await Promise.allSettled([
      take([`booking ${id} 400`]),
      take([`booking ${id} 400`], { method: 'transfer' }),
      world.get(MendingService).cancel(await viewerOf(world, hanako), id, null),
    ]);
    expect(both.slice(0, 2).filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    const lines = await world.database.reader.find(PaymentLine);
    expect(lines.length).toBeLessThanOrEqual(1);
    expect(openMarks(await supporter.get(list()))).toEqual(lines.map(() => `booking ${id} -400`));
  });
});

describe('a plan', () => {
  const sale = (part: object = {}) => ({ venueId: venue.id, month: MONTH, months: 2, kind: 'plan', ...part });

  test('is a line of each of its months, and covers what is booked already and later', async () => {
    await addBooking(world, hanako, [desk.id], at(10, 12));
    expect(
      (await supporter.get(list())).$('#plans').parent().find('select[name=kind] option').first().text(),
    ).toContain('5,000円');
    await supporter.postAndFollow(paths.memberPlans(hanako.id), sale());
    await supporter.postAndFollow(paths.memberPlans(hanako.id), sale());
    await addBooking(world, hanako, [desk.id], at(10, 13, '2026-12-01'));
    expect(await world.database.reader.count(FeePlan)).toBe(2);
    const page = await member.get(paths.ownFees({ month: MONTH }));
    expect(page.text).toContain('5,000円（うち消費税 454円）');
    expect(page.text).toContain('月額プランに含まれます');
    expect((await member.get(paths.ownFees({ month: '2026-12' }))).text).toContain('5,000円（うち消費税 454円）');
  });

  test('can be taken back by a manager: what is to come costs by the hour again', async () => {
    await supporter.postAndFollow(paths.memberPlans(hanako.id), sale({ months: 1 }));
    await addBooking(world, hanako, [desk.id], at(10, 12));
    const [plan] = await world.database.reader.find(FeePlan);
    expect((await supporter.post(paths.planEnding(hanako.id, plan!.id))).status).toBe(403);
    expect((await manager.post(paths.planEnding(keiko.id, plan!.id))).status).toBe(404);
    await manager.postAndFollow(paths.planEnding(hanako.id, plan!.id));
    expect((await member.get(paths.ownFees({ month: MONTH }))).text).toContain('400円（うち消費税 36円）');
  });

  test('is not sold twice in different sorts, nor for the past', async () => {
    await supporter.postAndFollow(paths.memberPlans(hanako.id), sale({ kind: 'programme' }));
    const twice = await supporter.post(paths.memberPlans(hanako.id), sale());
    expect([twice.status, twice.text.includes('別の種類で申し込まれています')]).toEqual([409, true]);
    expect((await supporter.post(paths.memberPlans(hanako.id), sale({ month: '2026-10' }))).status).toBe(422);
  });
});

describe('a receipt', () => {
  test('is issued for a name, opened as PDF, and marked when it is printed again', async () => {
    await addBooking(world, hanako, [desk.id], at(10, 12));
    const id = await payAll();
    expect((await member.get(paths.payment(id))).$('[name=addressee]').val()).toBe('小平 花子');
    const page = await member.postAndFollow(paths.receipt(id), { addressee: '株式会社つばさ' });
    expect(page.text).toContain('No. 2026-00001、宛名「株式会社つばさ」');
    await member.post(paths.receipt(id), { addressee: '別の名前' });
    const pdf = await member.get(paths.receiptPdf(id));
    expect([pdf.headers['content-type'], pdf.bytes.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
    const open = async () => world.get(Receipts).open(await viewerOf(world, hanako), id);
    expect((await open()).copy).toBe(false);
    world.clock.setTo('2026-11-21', 600);
    expect(await open()).toMatchObject({ copy: true, receipt: { number: 1, addressee: '株式会社つばさ' } });
  });

  test('of somebody else is not there; a supporter neither undoes nor sees less than her desk needs', async () => {
    await addBooking(world, hanako, [desk.id], at(10, 12));
    const id = await payAll();
    for (const url of [paths.payment(id), paths.receiptPdf(id)]) expect((await other.get(url)).status).toBe(404);
    expect((await other.post(paths.receipt(id), { addressee: '恵子' })).status).toBe(404);
    expect((await supporter.get(paths.payment(id))).status).toBe(200);
    expect((await supporter.post(paths.paymentUndoing(id), { reason: 'まちがい' })).status).toBe(403);
  });

  test('is void when the payment is undone, with a reason; the number is not given again', async () => {
    await addBooking(world, hanako, [desk.id], at(10, 12));
    const id = await payAll();
    await member.postAndFollow(paths.receipt(id), { addressee: '小平 花子' });
    expect((await manager.post(paths.paymentUndoing(id), { reason: '' })).status).toBe(422);
    const page = await manager.postAndFollow(paths.paymentUndoing(id), { reason: '金額の誤り' });
    expect(page.text).toContain('取り消されています');
    expect(page.text).toContain('無効');
    await member.postAndFollow(paths.receipt(await payAll()), { addressee: '小平 花子' });
    const receipts = await world.database.reader.find(Receipt, { order: { number: 'ASC' } });
    expect(receipts.map(({ number, voidedAt }) => [number, voidedAt === null])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(await deedsIn(world)).toEqual(
      expect.arrayContaining(['bookings.fee_paid', 'bookings.receipt_issued', 'bookings.fee_payment_undone']),
    );
  });

  test('has the next number, without a gap, whoever is first; each fiscal year begins with 1', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => addUser(world)));
    const payments: number[] = [];
    for (const [index, person] of people.entries()) {
      const { id } = await addBooking(world, person, [desk.id], at(9 + index, 10 + index));
      payments.push(await take([`booking ${id} 200`], { memberId: person.id }));
    }
    const viewer = await viewerOf(world, boss);
    await Promise.all([...payments, ...payments].map((id) => world.get(Receipts).issue(viewer, id, '名前')));
    const numbers = (await world.database.reader.find(Receipt)).map(({ number }) => number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    world.clock.setTo('2027-04-01', 600);
    const { id } = await addBooking(world, hanako, [desk.id], at(11, 12, '2027-04-02'));
    const april = await take([`booking ${id} 200`], { month: '2027-04', paidOn: '2027-04-01' });
    await world.get(Receipts).issue(viewer, april, '名前');
    expect(await world.database.reader.findOneByOrFail(Receipt, { paymentId: april })).toMatchObject({
      fiscalYear: 2027,
      number: 1,
    });
  });
});
