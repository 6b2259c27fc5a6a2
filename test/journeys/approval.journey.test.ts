import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import type { User } from '../../src/accounts/user.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { look, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let browser: TestBrowser;
let room: Resource;
let manager: User;

beforeAll(async () => {
  world = await startApp();
  const facts = {
    kind: 'room',
    name: 'セミナールーム',
    needsApproval: true,
    bufferBefore: 30,
    bufferAfter: 30,
  } as const;
  room = await addResource(world, await addVenue(world), facts);
  manager = await addUser(world, { name: '管理 太郎', roles: ['manager'] });
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

test.each([
  ['360', SCREEN, '2026-11-24', true],
  ['360-bare', undefined, '2026-11-26', false],
] as const)(
  'at %s: she asks for the room, a manager refuses with a reason, she asks again, a manager approves',
  async (name, also, date, javaScript) => {
    const hanako = await addUser(world, { name: '田中 花子' });
    const page = await browser.signedIn(hanako, paths.ownBookings(), { also, javaScript });
    const boss = await browser.signedIn(manager, paths.manage(), { also, javaScript });

    const ask = async (start: string, end: string): Promise<void> => {
      await page.goto(paths.newBooking({ date, start, end, resourceIds: [room.id] }));
      await page.locator('#booking-summary', { hasText: 'スタッフの承認が必要です' }).waitFor();
      await look(page, `approval-form-${name}`);
      await page.locator('main button', { hasText: '予約する' }).click();
      await page.locator('main .status', { hasText: '承認待ち' }).waitFor();
    };
    const open = async (): Promise<void> => {
      await boss.goto(paths.manage());
      await boss.locator('a', { hasText: '承認を待っている予約' }).click();
      await boss.locator('h1', { hasText: '承認待ちの予約' }).waitFor();
      await look(boss, `approval-list-${name}`);
      await boss.locator('main .list a').first().click();
      await boss.locator('h1', { hasText: '予約の申し込み' }).waitFor();
    };

    await ask('10:00', '12:00');
    await look(page, `approval-asked-${name}`);
    await page.goto(paths.me());
    await page.locator('.next .status', { hasText: '承認待ち' }).waitFor();
    await look(page, `approval-me-${name}`);
    await open();
    await look(boss, `approval-answer-${name}`);
    await boss.fill('[name=reason]', '展示の準備があるため');
    await boss.locator('main button', { hasText: '断る' }).click();
    await boss.locator('main', { hasText: '承認を待っている予約はありません' }).waitFor();

    await page.goto(paths.ownBookings());
    await page.locator('main a', { hasText: '10:00–12:00' }).first().click();
    await page.locator('.facts', { hasText: '展示の準備があるため' }).waitFor();
    await look(page, `approval-refused-${name}`);

    await ask('13:00', '15:00');
    await open();
    await boss.locator('main button', { hasText: '承認する' }).click();
    await boss.locator('main', { hasText: '承認を待っている予約はありません' }).waitFor();
    await page.reload();
    await page.locator('main .status', { hasText: '予約済み' }).waitFor();
    await page.goto(paths.day(date));
    await look(page, `approval-day-${name}`);
    await page.setViewportSize(SCREEN);
    expect(await page.locator('.grid').textContent()).toContain('準備時間');
  },
);
