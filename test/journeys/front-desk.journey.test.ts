import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { CheckInCodes } from '../../src/bookings/check-in/check-in-codes.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, noBookings } from '../support/booking-factories.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

const DAY = '2026-11-24';
let world: TestApp;
let browser: TestBrowser;
let supporter: User, hanako: User, keiko: User;
let deskIds: number[];

beforeAll(async () => {
  world = await startApp();
  const venue = await addVenue(world);
  deskIds = [];
  for (let n = 1; n <= 4; n += 1) {
    deskIds.push((await addResource(world, venue, { name: `テーブル A-${n}`, position: n })).id);
  }
  supporter = await addUser(world, { roles: ['supporter'], name: '中村 京子' });
  hanako = await addUser(world, { name: '小平 花子', kana: 'コダイラ ハナコ' });
  keiko = await addUser(world, { name: '小川 恵子', kana: 'オガワ ケイコ' });
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

describe.each([
  ['360', PHONE],
  ['1280', SCREEN],
])('at %s px', (width, size) => {
  test('a member shows her code, the desk checks her in, helps somebody without a booking, and takes over the sheet', async () => {
    await noBookings(world);
    world.clock.setTo('2026-11-21', 540);
    const { id } = await addBooking(world, hanako, [deskIds[0]!], { date: DAY });
    const late = await addBooking(world, keiko, [deskIds[1]!], { date: DAY, start: 540, end: 660 });
    world.clock.setTo(DAY, 595);

    const code = paths.checkIn(world.get(CheckInCodes).codeOf(id));
    const phone = await browser.signedIn(hanako, code);
    await phone.getByText('この画面を窓口でお見せください').waitFor();
    await phone.locator('img[alt="受付のコード"]').evaluate('(image) => image.decode()');
    await look(phone, `check-in-code-${width}`);

    const desk = await browser.signedIn(supporter, paths.desk(), { size });
    await look(desk, `desk-${width}`);
    expect((await desk.locator(`#booking-${id}`).boundingBox())!.y).toBeLessThan(size.height - 60);
    await desk.getByText('QRコード・受付コードで受付する').click();
    await desk.getByLabel('受付コード').fill(code);
    await desk.getByRole('button', { name: 'コードで受付する' }).click();
    await desk.getByText('小平 花子さんの受付をしました。').first().waitFor();
    expect(await desk.getByLabel('受付コード').isVisible()).toBe(true);
    await desk.getByRole('button', { name: '受付を取り消す' }).click();
    await desk.getByText('小平 花子さんの受付を取り消しました。').first().waitFor();
    await desk.locator(`#booking-${id}`).getByRole('button', { name: '受付する' }).click();
    await desk.getByText('小平 花子さんの受付をしました。').first().waitFor();
    await look(desk, `desk-in-${width}`);

    await desk.getByRole('link', { name: '予約なしで来た方の受付' }).click();
    await desk.getByLabel('会員をさがす').fill('恵子');
    await desk.getByRole('button', { name: 'さがす' }).click();
    await desk.getByLabel('席・設備').waitFor();
    await look(desk, `walk-in-${width}`);
    await desk.getByRole('button', { name: '予約して受付する' }).click();
    await desk.getByText('小川 恵子さんの予約を入れ、受付しました。').first().waitFor();

    const sheet = await desk.request.get(paths.daySheet({ date: DAY }));
    expect(sheet.headers()['content-type']).toBe('application/pdf');
    const file = `test/.artifacts/day-sheet-${width}.pdf`;
    writeFileSync(file, await sheet.body());

    world.clock.setTo(DAY, 720);
    await desk.goto(paths.quickEntry({ date: DAY }));
    await desk.getByLabel('小川 恵子さんが来館').check();
    await desk.locator(`[name=at${late.id}]`).fill('09:12');
    await look(desk, `quick-entry-${width}`);
    await desk.getByRole('button', { name: 'まとめて記録する' }).click();
    await desk.getByText('来館を記録しました（新しく1件）。').first().waitFor();
    await look(desk, `desk-after-${width}`);
  });
});

test('the day sheet can be read by whoever opens it', () => {
  const has = (tool: string): boolean => {
    try {
      execFileSync('which', [tool]);
      return true;
    } catch {
      return false;
    }
  };
  if (!has('pdftotext')) return;
  const text = execFileSync('pdftotext', ['-layout', 'test/.artifacts/day-sheet-360.pdf', '-']).toString();
  expect(text.normalize('NFKC')).toContain('小平 花子');
  expect(text).toMatch(/1\s?\/\s?1/);
});
