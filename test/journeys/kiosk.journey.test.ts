import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MemberNumbers } from '../../src/accounts/members/member-numbers.js';
import type { User } from '../../src/accounts/user.entity.js';
import { CheckInCodes } from '../../src/bookings/check-in/check-in-codes.js';
import { paths } from '../../src/platform/paths.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, deedsIn } from '../support/booking-factories.js';
import { complaintsOf, look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { cameraFlags, filmOf } from '../support/camera.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

const DAY = '2026-11-24';
const TABLET = { width: 768, height: 1024 };
const film = filmOf('camera');
let world: TestApp;
let browser: TestBrowser;
let venue: Venue;
let manager: User, hanako: User, keiko: User, yuko: User;
let deskIds: number[];

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world, { name: 'こだいらコワーキングスペース すだち' });
  deskIds = [];
  for (let n = 1; n <= 15; n += 1) {
    deskIds.push((await addResource(world, venue, { name: `テーブル A-${n}`, position: n })).id);
  }
  await addResource(world, venue, { name: '2階セミナールーム', kind: 'room', position: 20 });
  manager = await addUser(world, { roles: ['manager'], name: '中村 恵子' });
  hanako = await addUser(world, { name: '小平 花子' });
  keiko = await addUser(world, { name: '小川 恵子' });
  yuko = await addUser(world, { name: '花小金井 裕子' });
  browser = await startBrowser(world, cameraFlags(film.file));
});
afterAll(() => browser.close());

const codeOf = (id: number): string => browser.address + paths.checkIn(world.get(CheckInCodes).codeOf(id));
const checkIns = async (): Promise<number> =>
  (await deedsIn(world)).filter((deed) => deed === 'bookings.checked_in').length;
const cameraIsOn = (page: Page): Promise<boolean> =>
  page.evaluate('Boolean(document.querySelector("qr-scanner video")?.srcObject?.active)');

test('a tablet becomes a kiosk, shows the day, and members check in by number, by scanner and by camera', async () => {
  world.clock.setTo('2026-11-21', 540);
  await addBooking(world, hanako, [deskIds[0]!], { date: DAY });
  const second = await addBooking(world, keiko, [deskIds[1]!], { date: DAY, end: 900 });
  const third = await addBooking(world, yuko, [deskIds[2]!], { date: DAY });
  world.clock.setTo(DAY, 590);

  const boss = await browser.signedIn(manager, paths.venue(venue.id), { size: SCREEN });
  await boss.getByRole('link', { name: '受付用の端末を管理する' }).click();
  await boss.getByLabel('端末の名前').fill('入口のタブレット');
  await boss.getByRole('button', { name: '登録コードを作る' }).click();
  const code = await boss.locator('.note strong').textContent();
  await look(boss, 'kiosk-devices');

  const kiosk = await browser.newPerson({ size: TABLET });
  await kiosk.goto(paths.kiosk());
  await look(kiosk, 'kiosk-pairing');
  await kiosk.getByLabel('登録コード').fill(code!);
  await kiosk.getByRole('button', { name: '登録する' }).click();
  await kiosk.getByText('15 / 15席').waitFor();
  for (const size of [PHONE, SCREEN, TABLET]) {
    await kiosk.setViewportSize(size);
    await look(kiosk, `kiosk-board-${size.width}`);
  }

  await kiosk.keyboard.type(world.get(MemberNumbers).of(hanako.id)!);
  await kiosk.keyboard.press('Enter');
  await kiosk.getByRole('heading', { name: 'チェックインしました' }).waitFor();
  await kiosk.getByText('テーブル A-1 10:00–12:00').waitFor();
  await look(kiosk, 'kiosk-arrival');

  await kiosk.keyboard.type(codeOf(second.id));
  await kiosk.keyboard.press('Enter');
  await kiosk.getByText('テーブル A-2 10:00–15:00').waitFor();
  await kiosk.keyboard.type('1234560');
  await kiosk.keyboard.press('Enter');
  await kiosk.getByText('会員番号が読み取れません').waitFor();
  await look(kiosk, 'kiosk-refused');
  expect(await checkIns()).toBe(2);

  film.show(codeOf(third.id));
  await kiosk.getByRole('button', { name: 'カメラで読み取る' }).click();
  await kiosk.getByText('テーブル A-3 10:00–12:00').waitFor();
  expect(await checkIns()).toBe(3);
  world.clock.setTo(DAY, 610);
  // Held before the camera for longer, it is not read again; the page goes back by itself, and the camera stays on.
  await kiosk.getByText('12 / 15席').waitFor({ timeout: 15_000 });
  await kiosk.getByRole('button', { name: 'カメラを止める' }).waitFor();
  await look(kiosk, 'kiosk-camera');
  expect(await checkIns()).toBe(3);
  await kiosk.getByRole('button', { name: 'カメラを止める' }).click();
  await kiosk.getByRole('link', { name: 'English' }).click();
  await kiosk.getByText('12 of 15').waitFor();
  await look(kiosk, 'kiosk-board-en');

  // By itself it shows what has changed, and that it is a kiosk no more.
  await kiosk.goto(paths.kiosk());
  world.clock.setTo(DAY, 730);
  await kiosk.evaluate('document.querySelector("kiosk-page").dataset.seconds = "1"');
  await kiosk.getByText('14 / 15席').waitFor();
  await boss.getByRole('link', { name: '設定' }).click();
  await boss.getByRole('button', { name: '登録を取り消す' }).click();
  await look(boss, 'kiosk-revoke');
  await boss.getByRole('dialog').getByRole('button', { name: '登録を取り消す' }).click();
  await boss.getByText('登録を取り消しました。').first().waitFor();
  await kiosk.getByRole('heading', { name: '受付用の端末を登録する' }).waitFor();
});

test('the front desk reads codes with the camera, each once, and the camera goes off with the page', async () => {
  world.clock.setTo('2026-11-21', 540);
  const { id } = await addBooking(world, hanako, [deskIds[4]!], { date: DAY, start: 720, end: 780 });
  world.clock.setTo(DAY, 715);
  const before = await checkIns();
  film.show(codeOf(id));
  const desk = await browser.signedIn(manager, paths.desk(), { size: SCREEN });
  const fetched: string[] = [];
  desk.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await look(desk, 'desk-camera-off');
  expect(fetched.filter((path) => path.includes('qr'))).toEqual([]);

  await desk.locator('summary', { hasText: 'QRコード・受付コードで受付する' }).click();
  await desk.getByRole('button', { name: 'カメラで読み取る' }).click();
  await desk.getByText('小平 花子さんの受付をしました。').first().waitFor();
  expect(fetched.filter((path) => /qr.*\.js$/.test(path))).toHaveLength(2);
  expect(await cameraIsOn(desk)).toBe(true);
  await desk.waitForTimeout(1500);
  expect(await desk.getByText('小平 花子さんの受付をしました。').count()).toBeGreaterThan(0);
  expect(await checkIns()).toBe(before + 1);
  await look(desk, 'desk-camera-on');

  await desk.evaluate('window.camera = document.querySelector("qr-scanner video").srcObject');
  await desk.getByRole('link', { name: '予約なしで来た方の受付' }).click();
  await desk.getByLabel('会員をさがす').waitFor();
  await desk.waitForFunction('window.camera.active === false');
  await desk.goBack();
  await desk.getByRole('button', { name: 'カメラで読み取る' }).waitFor();
  expect(await cameraIsOn(desk)).toBe(false);
});

test('where there is no camera, or it is not allowed, that is told and the field is there', async () => {
  const desk = await browser.signedIn(manager, paths.desk(), { size: SCREEN });
  await desk.locator('summary', { hasText: 'QRコード・受付コードで受付する' }).click();
  for (const [error, words] of [
    ['NotAllowedError', 'カメラが許可されていません'],
    ['NotFoundError', 'カメラを使えません'],
  ] as const) {
    await desk.evaluate(`navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '${error}'))`);
    await desk.getByRole('button', { name: 'カメラで読み取る' }).click();
    await desk.getByText(words).waitFor();
  }
  expect(complaintsOf(desk)).toEqual([]);
});
