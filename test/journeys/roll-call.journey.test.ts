import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { complaintsOf, look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { addCourse, addSeats, addSession } from '../support/roll-factories.js';

let world: TestApp;
let browser: TestBrowser;
let trainer: User;
let session: TrainingSession;
let members: User[];

const NAMES = [
  '青木 恵/アオキ メグミ',
  '石川 直子/イシカワ ナオコ',
  '上田 涼子/ウエダ リョウコ',
  '江口 真由美/エグチ マユミ',
];
const MORE = ['小川 さち/オガワ サチ', '加藤 明日香/カトウ アスカ', '木村 由紀/キムラ ユキ', '山田 花子/ヤマダ ハナコ'];

beforeAll(async () => {
  world = await startApp();
  const boss = await addUser(world, { roles: ['manager'] });
  trainer = await addUser(world, { roles: ['trainer'], name: '講師 はるか' });
  session = await addSession(world, await addCourse(world, boss), [trainer]);
  const people = [...NAMES, ...MORE].map((one) => one.split('/') as [string, string]);
  const named = people.map(([name, kana]) => ({ name, kana }));
  members = (await addSeats(world, session, named)).map(({ user }) => user);
  world.clock.setTo('2026-11-24', 605);
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

test('on a phone before twelve people: taps, undo, a walk-in, and the connection gone in between', async () => {
  const page = await browser.signedIn(trainer, paths.attendance(session.id), { size: PHONE });
  const row = (name: string) => page.locator('.roll > li', { hasText: name });
  const pressed = (name: string) => row(name).locator('[aria-pressed=true]');
  const count = (present: number) => page.locator('.roll-bar', { hasText: `出席 ${present}名 / 定員 12名` });
  await look(page, 'roll-before-360');

  await row('山田 花子').locator('button', { hasText: '遅刻' }).click();
  await page.locator('.roll-bar', { hasText: '保存しました: 山田 花子さん 遅刻' }).waitFor();
  expect(await page.evaluate<number>('scrollY')).toBeGreaterThan(200); // she stays where she tapped
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('遅刻');
  await row('青木 恵').locator('button', { hasText: '連絡欠席' }).click();
  await pressed('青木 恵').waitFor();
  await page.locator('#everybody button').click();
  await count(7).waitFor();
  await page.locator('.roll-bar button', { hasText: '元に戻す' }).click();
  await count(1).waitFor();
  await page.locator('#everybody button').click();
  await count(7).waitFor();

  world.clock.advance({ seconds: 30 }); // the phone's clock goes on by itself
  await page.context().setOffline(true);
  await row('石川 直子').locator('button', { hasText: '早退' }).click();
  await page.locator('kept-taps', { hasText: '通信が戻ったら送ります（1件）' }).waitFor();
  expect(await pressed('石川 直子').textContent()).toBe('早退');
  await row('石川 直子').getByRole('button', { name: '欠席', exact: true }).click();
  await page.locator('summary', { hasText: '飛び入りの方を追加する' }).click();
  await page.getByLabel('お名前').fill('田村 みき');
  await page.getByRole('button', { name: '名前だけで追加する' }).click();
  await page.locator('kept-taps', { hasText: '（2件）' }).waitFor();
  expect(await world.database.reader.countBy(Attendance, { sessionId: session.id, means: 'list' })).toBe(2);

  await page.context().setOffline(false);
  await row('田村 みき').waitFor();
  await count(7).waitFor();
  expect(await pressed('石川 直子').textContent()).toBe('欠席');
  expect(await page.evaluate<number>('localStorage.length')).toBe(0);
  const heard = complaintsOf(page).splice(0);
  expect(heard.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await look(page, 'roll-after-360');
});

test('the code on the screen, as a member uses it who came, and as one who came late and typed an old one', async () => {
  const screen = await browser.signedIn(trainer, paths.roomScreen(session.id), { size: SCREEN });
  await screen.locator('.room-code').waitFor();
  await screen.locator('img[alt="出席のQRコード"]').evaluate('(image) => image.decode()');
  await look(screen, 'room-screen-1280');
  const read = async () => (await screen.locator('.room-code').innerText()).trim();
  const old = await read();
  world.clock.setTo('2026-11-24', 607);
  await screen.locator('.room-code', { hasNotText: old }).waitFor({ timeout: 15_000 }); // it changes by itself

  const member = await browser.signedIn(members[7]!, paths.roomCode(), { size: PHONE });
  await member.getByLabel('画面の番号').fill(old);
  await member.getByRole('button', { name: '出席を記録する' }).click();
  await member.locator('.summary', { hasText: 'もう新しくなりました' }).waitFor();
  await look(member, 'attend-refused-360');
  await member.getByLabel('画面の番号').fill(await read());
  await member.getByRole('button', { name: '出席を記録する' }).click();
  await member.locator('.flash', { hasText: 'もう出席になっています: 表計算のきほん' }).waitFor();
  await member.locator('summary', { hasText: '自分のQRコードを見せる' }).click();
  await member.locator('img[alt="会員のQRコード"]').evaluate('(image) => image.decode()');
  await look(member, 'attend-360');
});

test('without JavaScript it is all forms', async () => {
  const page = await browser.signedIn(trainer, paths.attendance(session.id), { size: PHONE, javaScript: false });
  const row = page.locator('.roll > li', { hasText: '江口 真由美' });
  await row.getByRole('button', { name: '早退' }).click();
  await page.locator('.roll-bar', { hasText: '江口 真由美さん 早退' }).waitFor();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.locator('.roll-bar', { hasText: '元に戻しました: 江口 真由美さん 出席' }).waitFor();
  await look(page, 'roll-plain-360');
});
