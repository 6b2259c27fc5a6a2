import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Payments } from '../../src/bookings/fees/payments.service.js';
import { paths } from '../../src/platform/paths.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import type { VenueFees } from '../../src/venues/venue-rules.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, noBookings } from '../support/booking-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { PRICED } from '../support/fee-factories.js';
import { openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let desk: Resource;
let hanako: User, manager: Visitor, member: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world, { fees: PRICED });
  desk = await addResource(world, venue);
  hanako = await addUser(world, { name: '小平 花子' });
  member = await signIn(world, hanako);
  manager = await signInAs(world, 'manager');
});
afterAll(() => world.close());
beforeEach(() => noBookings(world));

const set = (fees: VenueFees): Promise<unknown> =>
  world.database.transaction((tx) => tx.update(Venue, { id: venue.id }, { fees }));

describe('the list of all members', () => {
  test('has a page of 25, open ones first, is searched by name and kana, and says the totals of all', async () => {
    const most = 27;
    const rows = Array.from({ length: most }, (_, n) => {
      const nth = String(n).padStart(2, '0');
      return { name: `会員 ${nth}`, kana: n === 26 ? 'ニシ ユミコ' : `アイ ${nth}` };
    });
    const people = await Promise.all(rows.map((row) => addUser(world, row)));
    const ids: number[] = [];
    for (const [n, person] of people.entries()) {
      const date = `2026-12-${String(1 + Math.floor(n / 8)).padStart(2, '0')}`;
      const clear = { date, start: (9 + (n % 8)) * 60, end: (10 + (n % 8)) * 60 };
      ids.push((await addBooking(world, person, [desk.id], clear)).id);
    }
    const order = { memberId: people[0]!.id, venueId: venue.id, month: '2026-12', paidOn: '2026-11-21' };
    await world.get(Payments).take(hanako.id, { ...order, method: 'cash', lines: [`booking ${ids[0]!} 200`] });

    const shown = async (query: object) => {
      const { answer, statements } = await openCounting(manager, paths.manageFees({ month: '2026-12', ...query }));
      const names = answer.$('tbody th a').toArray().map((one) => answer.$(one).text()); // prettier-ignore
      return { names, answer, statements: statements.length };
    };
    const first = await shown({});
    expect([first.names.length, first.names[0], first.names.at(-1)]).toEqual([25, '会員 01', '会員 25']);
    expect(first.answer.text).toContain('5,400円（うち消費税 490円）');
    expect(first.answer.text).toContain('1〜25人目');
    const second = await shown({ page: 2 });
    expect(second.names).toEqual(['会員 26', '会員 00']);
    const next = first.answer.$('.pager a[rel=next]').last().attr('href');
    expect(next).toBe(paths.manageFees({ month: '2026-12', page: 2 }));
    const found = await shown({ q: 'にしゆみ' });
    expect(found.names).toEqual(['会員 26']);
    expect(found.answer.text).toContain('5,400円（うち消費税 490円）');
    expect((await shown({ q: '会員２' })).names).toHaveLength(7);
    expect((await shown({ q: 'いない', page: 9 })).answer.text).toContain('見つかりません');
    expect((await shown({ page: 'x' })).names).toEqual(first.names);
    expect((await shown({ page: 99 })).names).toEqual(second.names);
    expect([second.statements, found.statements]).toEqual([first.statements, first.statements]);
  });
});

describe('a receipt', () => {
  test('waits for the name of who issues it: the member is sent to the desk, the manager to the settings', async () => {
    const booking = await addBooking(world, hanako, [desk.id]);
    const order = { memberId: hanako.id, venueId: venue.id, month: '2026-11', paidOn: '2026-11-21' };
    const paid = { ...order, method: 'cash', lines: [`booking ${booking.id} 400`] } as const;
    const id = await world.get(Payments).take(booking.memberId, paid);
    const supporter = await signInAs(world, 'supporter');
    const form = '[name=addressee]';
    const issuedBy = (issuer: Partial<typeof PRICED.issuer>) =>
      set({ ...PRICED, issuer: { ...PRICED.issuer, ...issuer } });
    await issuedBy({ name: '', registrationNumber: null });
    const asked = await member.get(paths.payment(id));
    expect([asked.text.includes('窓口でお尋ねください'), asked.$(form).length]).toEqual([true, 0]);
    expect((await member.post(paths.receipt(id), { addressee: '小平 花子' })).status).toBe(409);
    expect((await supporter.get(paths.payment(id))).text).toContain('管理者に登録を頼んでください');
    const told = await manager.get(paths.payment(id));
    expect(told.$(`.note a[href="${paths.venueFees(venue.id)}"]`)).toHaveLength(1);

    await issuedBy({ registrationNumber: null });
    const plain = await manager.get(paths.payment(id));
    expect([plain.text.includes('適格簡易請求書になりません'), plain.$(form).length]).toEqual([true, 1]);
    expect((await member.get(paths.payment(id))).text).not.toContain('適格簡易請求書');
    await issuedBy({});
    expect((await manager.get(paths.payment(id))).$('.note')).toHaveLength(0);
  });
});
