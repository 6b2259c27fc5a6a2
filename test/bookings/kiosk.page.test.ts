import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CheerioAPI } from 'cheerio';
import { ThrottleEntry } from '../../src/accounts/throttle.entity.js';
import type { User } from '../../src/accounts/user.entity.js';
import { KioskDevice } from '../../src/bookings/kiosk/kiosk-device.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, deedsIn, noBookings } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { addKiosk, pairedKiosk } from '../support/kiosk-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let hanako: User, manager: User;
let boss: Visitor;
let deskId: number, roomId: number;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  deskId = (await addResource(world, venue, { name: '席 A-1', position: 1 })).id;
  await addResource(world, venue, { name: '席 A-2', position: 2 });
  roomId = (await addResource(world, venue, { name: '会議室', kind: 'room', position: 3 })).id;
  await addResource(world, venue, { name: '倉庫', kind: 'room', bookableBy: 'nobody', position: 4 });
  hanako = await addUser(world, { name: '小平 花子' });
  manager = await addUser(world, { name: '中村 恵子', roles: ['manager'] });
  boss = await signIn(world, manager);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await noBookings(world);
  await world.database.transaction(async (tx) => {
    for (const entity of [KioskDevice, ThrottleEntry]) await tx.createQueryBuilder().delete().from(entity).execute();
  });
});

const pair = (visitor: Visitor, code: string) => visitor.post(paths.kioskPairing(), { code });

/** Where links and forms lead that is not the kiosk. */
const waysOut = ($: CheerioAPI): string[] =>
  $('a, form')
    .get()
    .map((one) => $(one).attr('href') ?? $(one).attr('action') ?? '')
    .filter((way) => !/^(\/kiosk\b|#)/.test(way));

describe('pairing', () => {
  test('a manager makes a code, the device types it once, and she sees it, names it and takes it back', async () => {
    const list = await boss.postAndFollow(paths.kioskDevices(venue.id), { name: '入口のタブレット' });
    const code = /登録コード (\d{4} \d{4})/.exec(list.text)![1]!;
    expect(list.text).toContain('登録待ち');
    expect(list.text).toContain('09:15まで使えます');

    const tablet = world.visitor();
    expect((await tablet.get(paths.kiosk())).$('h1').text()).toBe('受付用の端末を登録する');
    const answer = await pair(tablet, code);
    expect(answer).toMatchObject({ status: 303, location: paths.kiosk() });
    const [cookie] = [answer.headers['set-cookie']].flat();
    expect(cookie).toMatch(/^kiosk=.+; Max-Age=34560000; Path=\/kiosk; HttpOnly; SameSite=Strict$/);
    expect((await tablet.get(paths.kiosk())).$('h1').text()).toBe('すだち');
    expect((await pair(world.visitor(), code)).status).toBe(409);

    world.clock.advance({ minutes: 20 });
    await tablet.get(paths.kiosk());
    const seen = await boss.get(paths.kioskDevices(venue.id));
    expect(seen.text).toContain('最後の接続 2026年11月21日(土) 09:20');
    const device = await world.database.reader.findOneByOrFail(KioskDevice, { name: '入口のタブレット' });
    expect(tablet.cookie('kiosk')).not.toContain(device.tokenHash!);
    await boss.postAndFollow(paths.kioskDevice(venue.id, device.id), { name: '玄関' });
    const gone = await boss.postAndFollow(paths.kioskDeviceRevocation(venue.id, device.id));
    expect(gone.text).toContain('まだ端末がありません');
    expect((await tablet.get(paths.kiosk())).$('h1').text()).toBe('受付用の端末を登録する');
    expect((await deedsIn(world)).filter((deed) => deed.includes('kiosk'))).toEqual(
      ['added', 'paired', 'renamed', 'revoked'].map((deed) => `bookings.kiosk_${deed}`),
    );
  });

  test('a code runs out after 15 minutes; a new one pairs the device anew, and the old cookie is dead', async () => {
    const { id, pairingCode } = await addKiosk(world, manager.id, venue.id);
    world.clock.advance({ minutes: 15 });
    const late = await pair(world.visitor(), pairingCode!);
    expect(late.status).toBe(409);
    expect(late.text).toContain('登録コードが違うか、期限が切れています');

    const first = await pairedKiosk(world, manager.id, venue.id);
    const device = (await world.database.reader.find(KioskDevice, { order: { id: 'DESC' } }))[0]!;
    await boss.post(paths.kioskDeviceCode(venue.id, device.id));
    expect((await first.get(paths.kiosk())).$('h1').text()).toBe('すだち');
    const again = await world.database.reader.findOneByOrFail(KioskDevice, { id: device.id });
    const second = world.visitor();
    expect((await pair(second, again.pairingCode!)).status).toBe(303);
    expect((await second.get(paths.kiosk())).$('h1').text()).toBe('すだち');
    expect((await first.get(paths.kiosk())).$('h1').text()).not.toBe('すだち');
    expect((await boss.get(paths.kioskDevice(venue.id + 1, id))).status).toBe(404);
  });

  test('who guesses codes has to wait', async () => {
    const stranger = world.visitor();
    for (let n = 0; n < 5; n += 1) expect((await pair(stranger, `0000 000${n}`)).status).toBe(409);
    const answer = await pair(stranger, '0000 0009');
    expect(answer.status).toBe(429);
    expect(answer.text).toContain('30秒待ってから');
    expect((await pair(stranger, 'abc')).status).toBe(422);
  });
});

describe('the board', () => {
  test('shows what is free and until when, without names, and leads nowhere', async () => {
    await addBooking(world, hanako, [deskId], { date: BOOKING_DAY });
    await addBooking(world, hanako, [roomId], { date: BOOKING_DAY, start: 660, end: 780, purpose: '読み聞かせの会' });
    const kiosk = await pairedKiosk(world, manager.id, venue.id);
    world.clock.setTo(BOOKING_DAY, 615);
    const { $, text, body, headers } = await kiosk.get(paths.kiosk());
    const places = $('.kiosk-places li')
      .get()
      .map((place) => $(place).text().replace(/\s+/g, ' ').trim());
    expect(places).toEqual(['席 A-1 使用中 12:00まで', '席 A-2 空き 17:00まで', '会議室 空き 11:00まで']);
    expect(text).toContain('1 / 2席');
    expect(text).toContain('09:00–17:00');
    expect($('time').text()).toBe('10:15');
    expect(body).not.toMatch(/小平|読み聞かせ/);
    expect(headers['cache-control']).toBe('no-store');
    expect(waysOut($)).toEqual([]);
    expect($('noscript').html()).toContain('http-equiv="refresh"');
    expect((await kiosk.get(paths.kiosk({ language: 'en' }))).text).toContain('1 of 2');
  });

  test.each([
    ['before it opens', BOOKING_DAY, 500, '09:00に開きます'],
    ['after it has closed', BOOKING_DAY, 1020, '本日の利用時間は終わりました'],
    ['on a day off', '2026-11-22', 600, '本日はお休みです'],
  ])('says so %s', async (_, date, minute, words) => {
    const kiosk = await pairedKiosk(world, manager.id, venue.id);
    world.clock.setTo(date, minute);
    expect((await kiosk.get(paths.kiosk())).text).toContain(words);
  });

  test('whoever is signed in on the device is nobody there, also where something is not found', async () => {
    const kiosk = await pairedKiosk(world, manager.id, venue.id, await signIn(world, manager));
    for (const url of [paths.kiosk(), '/kiosk/nowhere', paths.kioskCheckIn('nothing')]) {
      const { $, text } = await kiosk.get(url);
      expect(text).not.toContain('中村');
      expect($('nav, footer').length).toBe(0);
      expect(waysOut($)).toEqual([]);
    }
    expect((await kiosk.get(paths.me())).status).toBe(200);
  });

  test('is not for a browser without the cookie, or with one that somebody made up', async () => {
    const { status, text } = await world.visitor().post(paths.kioskCheckIns(), { code: '1' });
    expect(status).toBe(403);
    expect(text).toContain('この端末は受付用に登録されていません');
    const forged = await world.visitor().get(paths.kiosk(), { cookie: 'kiosk=abc.def' });
    expect(forged.$('h1').text()).toBe('受付用の端末を登録する');
  });
});
