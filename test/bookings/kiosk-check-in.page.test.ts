import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeQR } from 'qr/decode.js';
import { MemberCodes } from '../../src/accounts/members/member-codes.js';
import { MemberNumbers } from '../../src/accounts/members/member-numbers.js';
import { ThrottleEntry } from '../../src/accounts/throttle.entity.js';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CheckInCodes } from '../../src/bookings/check-in/check-in-codes.js';
import { paths } from '../../src/platform/paths.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, noBookings } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { pairedKiosk } from '../support/kiosk-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let hanako: User, keiko: User, manager: User;
let kiosk: Visitor;
let deskId: number, roomId: number, elsewhereId: number;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  const other = await addVenue(world, { name: 'わかば', position: 2 });
  deskId = (await addResource(world, venue, { name: '席 A-3' })).id;
  roomId = (await addResource(world, venue, { name: '会議室', kind: 'room', position: 2 })).id;
  elsewhereId = (await addResource(world, other, { name: '席 B-1' })).id;
  hanako = await addUser(world, { name: '小平 花子' });
  keiko = await addUser(world, { name: '小川 恵子' });
  manager = await addUser(world, { roles: ['manager'] });
  kiosk = await pairedKiosk(world, manager.id, venue.id);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await noBookings(world);
  await world.database.transaction((tx) => tx.createQueryBuilder().delete().from(ThrottleEntry).execute());
});

const book = (ids: number[], start: number, end: number, who = hanako, date = BOOKING_DAY): Promise<Booking> =>
  addBooking(world, who, ids, { date, start, end });
const codeOf = ({ id }: Booking): string => world.get(CheckInCodes).codeOf(id);
const numberOf = ({ id }: User): string => world.get(MemberNumbers).of(id)!;
const type = (code: string): Promise<Answer> => kiosk.post(paths.kioskCheckIns(), { code, language: 'ja' });
const said = async (code: string): Promise<string> => {
  const answer = await type(code);
  return answer.status === 303
    ? (await kiosk.get(answer.location!)).text
    : `${answer.status} ${answer.$('[role=alert]').text()}`;
};
const at = (minute: number): void => world.clock.setTo(BOOKING_DAY, minute);

describe('by code', () => {
  test('a member is in, the page tells desk and time and no name, and another scan changes nothing', async () => {
    const booking = await book([deskId], 600, 720);
    at(595);
    const first = await said(`http://tsudoi.test${paths.checkIn(codeOf(booking))}`);
    expect(first).toContain('チェックインしました');
    expect(first).toContain('席 A-3 10:00–12:00');
    expect(first).not.toContain('小平');
    const stored = await world.database.reader.findOneByOrFail(Booking, { id: booking.id });
    expect(stored).toMatchObject({ checkInByKind: 'kiosk', checkedInBy: null });
    at(620);
    expect(await said(codeOf(booking))).toContain('すでにチェックインしています');
    const again = await world.database.reader.findOneByOrFail(Booking, { id: booking.id });
    expect(again.checkedInAt?.equals(stored.checkedInAt!)).toBe(true);
  });

  test('of the day, as at the roll-call, a member is in with what she has here; yesterday’s opens nothing', async () => {
    await book([deskId], 600, 720);
    at(595);
    const code = world.get(MemberCodes).codeOf(hanako.id);
    expect(await said(code)).toContain('席 A-3 10:00–12:00');
    expect((await type(world.get(MemberCodes).codeOf(keiko.id))).status).toBe(409);
    world.clock.setTo('2026-11-26', 595);
    expect((await type(code)).status).toBe(409);
  });

  test('why not is told as at the desk', async () => {
    const booking = await book([deskId], 600, 720);
    const there = await book([elsewhereId], 600, 720, keiko);
    at(560);
    expect(await said(codeOf(booking))).toContain('まだ受付の時間ではありません。09:30から');
    expect(await said(codeOf(there))).toContain('この予約は「わかば」のものです');
    at(730);
    expect(await said(codeOf(booking))).toContain('終わっています');
    world.clock.setTo('2026-11-25', 600);
    expect(await said(codeOf(booking))).toContain('今日の予約ではありません');
    expect(await said(codeOf(booking).slice(0, -22) + 'x'.repeat(22))).toContain('コードが読み取れません');
  });

  test('a page of an arrival is there only for who is in today, at this venue, on a paired device', async () => {
    const booking = await book([deskId], 600, 720);
    const url = paths.kioskCheckIn(codeOf(booking));
    at(595);
    expect((await kiosk.get(url)).status).toBe(404);
    await type(codeOf(booking));
    expect((await kiosk.get(url)).status).toBe(200);
    expect((await world.visitor().get(url)).status).toBe(404);
  });

  test('the picture that a member shows is read back by what reads it', async () => {
    const booking = await book([deskId], 600, 720);
    const { body } = await (await signIn(world, hanako)).get(paths.checkInCode(booking.id));
    expect(decodeQR(pixelsOf(body))).toBe(`http://tsudoi.test${paths.checkIn(codeOf(booking))}`);
  });
});

describe('by number', () => {
  test('a member finds hers beside the code on her page, and is in with it', async () => {
    await book([deskId], 600, 720);
    const { text } = await (await signIn(world, hanako)).get(paths.me());
    expect(text).toContain(`会員番号 ${numberOf(hanako)}`);
    const asStaff = await (await signIn(world, manager)).get(paths.member(hanako.id));
    expect(asStaff.text).toContain(numberOf(hanako));
    at(605);
    expect(await said(numberOf(hanako).replace('-', ''))).toContain('席 A-3 10:00–12:00');
    expect(await said(numberOf(hanako))).toContain('すでにチェックインしています');
  });

  test('means all that she can be checked in for now, and what comes later when its time has come', async () => {
    await book([deskId], 600, 660);
    await book([roomId], 600, 690);
    await book([deskId], 660, 720);
    at(600);
    const first = await said(numberOf(hanako));
    expect(first).toContain('席 A-3 10:00–11:00');
    expect(first).toContain('会議室 10:00–11:30');
    expect(first).not.toContain('12:00');
    expect(await said(numberOf(hanako))).toContain('すでに');
    at(665);
    expect(await said(numberOf(hanako))).toContain('席 A-3 11:00–12:00');
    expect(await said(numberOf(hanako))).toContain('すでに');
  });

  test('tells nobody who has it: a number that nobody has and one without a booking today are alike', async () => {
    await book([deskId], 600, 720, keiko, '2026-11-25');
    at(600);
    const none = await said(numberOf(keiko));
    expect(none).toContain('この番号では、今日の予約が見つかりません');
    expect(await said(world.get(MemberNumbers).of(424_242)!)).toBe(none);
    expect(await said('1234-560')).toContain('会員番号が読み取れません');
  });

  test('who guesses has to wait, and a code is read all the same', async () => {
    const booking = await book([deskId], 600, 720);
    at(600);
    for (let n = 1; n <= 8; n += 1) await type(world.get(MemberNumbers).of(500_000 + n)!);
    const answer = await type(numberOf(hanako));
    expect(answer.status).toBe(429);
    expect(answer.text).toContain('15秒待ってから');
    expect((await type(codeOf(booking))).status).toBe(303);
  });
});

/** The modules of the picture as pixels, four each way. */
function pixelsOf(svg: string): { width: number; height: number; data: Uint8Array } {
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)![1]);
  const width = side * 4;
  const data = new Uint8Array(width * width * 4).fill(255);
  let [x, y] = [0, 0];
  for (const [, kind, dx, dy] of svg.matchAll(/([Mm])(-?\d+)[ ,]?(-?\d+)/g)) {
    [x, y] = kind === 'M' ? [Number(dx), Number(dy)] : [x + Number(dx), y + Number(dy)];
    for (let n = 0; n < 16; n += 1) {
      data.fill(
        0,
        ((y * 4 + (n >> 2)) * width + x * 4 + (n & 3)) * 4,
        ((y * 4 + (n >> 2)) * width + x * 4 + (n & 3)) * 4 + 3,
      );
    }
  }
  return { width, height: width, data };
}
