import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Closure } from '../../src/venues/closure.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { addBooking, BOOKING_DAY } from '../support/booking-factories.js';
import {
  axeProblems,
  complaintsOf,
  look,
  type Looks,
  PHONE,
  SCREEN,
  shoot,
  sidewaysScroll,
  startBrowser,
  type TestBrowser,
} from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

const DAY = `/bookings?date=${BOOKING_DAY}`;
let browser: TestBrowser;
let venue: Venue;
let desks: Resource[];
let pcs: Resource[];

beforeAll(async () => {
  browser = await startBrowser();
  const { world } = browser;
  venue = await addVenue(world);
  const room = await addResource(world, venue, { kind: 'room', name: 'カウンター', bookableBy: 'nobody' });
  const add = (name: string, position: number, more: Partial<Resource> = {}): Promise<Resource> =>
    addResource(world, venue, { name, position, ...more });
  desks = [
    await add('席1', 1, { parentId: room.id, attributes: ['monitor'] }),
    await add('席2', 2, { parentId: room.id }),
  ];
  pcs = [await add('ノートPC1', 3, { kind: 'pc' }), await add('ノートPC2', 4, { kind: 'pc' })];
  // 席1 is taken 12:00–13:00, ノートPC1 9:00–11:00.
  const other = await addUser(world);
  await addBooking(world, other, [desks[0]!.id], { start: 720, end: 780 });
  await addBooking(world, other, [pcs[0]!.id], { start: 540, end: 660 });
});
afterAll(() => browser.close());

async function comeIn(looks: Looks, to = DAY): Promise<Page> {
  return browser.signedIn(await addUser(browser.world, { language: looks.language ?? 'ja' }), to, looks);
}

/** What the form was opened with. */
function wish(page: Page): Record<string, string[]> {
  const query = new URL(page.url()).searchParams;
  return Object.fromEntries(['date', 'start', 'end', 'resourceIds'].map((name) => [name, query.getAll(name)]));
}

/** The summary stands within the window. */
async function summaryInView(page: Page): Promise<boolean> {
  const box = (await page.locator('.choice').boundingBox())!;
  const { height } = page.viewportSize()!;
  return box.y >= 0 && box.y + box.height <= height + 1;
}

test('on a wide screen two clicks choose a stretch, a third adds a PC, and the form has it all', async () => {
  const page = await comeIn({ size: SCREEN });
  const step = (name: string) => page.getByRole('button', { name, exact: true });
  await step('席1 10:00から').click();
  await step('席1 11:30から').or(step('席1 12:00まで')).click();
  const summary = page.locator('#choice');
  expect(await summary.textContent()).toBe('席1 10:00–12:00');

  await step('ノートPC1 13:00から').click();
  expect(await page.locator('.choice-said').textContent()).toBe('ノートPC1は、10:00–12:00には空いていません。');
  expect(await summary.textContent()).toBe('席1 10:00–12:00');
  await step('ノートPC2 13:00から').click();
  expect(await summary.textContent()).toBe('席1＋ノートPC2 10:00–12:00');
  expect(await page.locator('[aria-pressed=true]').count()).toBe(8);

  await page.evaluate('scrollTo(0, document.body.scrollHeight)');
  await page.evaluate("document.querySelector('.day-scroll').scrollTo(0, 0)");
  await look(page, 'day-chosen-1280');
  await page.getByRole('button', { name: '予約に進む' }).click();
  await page.waitForURL('**/bookings/new?**');
  expect(wish(page)).toEqual({
    date: [BOOKING_DAY],
    start: ['10:00'],
    end: ['12:00'],
    resourceIds: [String(desks[0]!.id), String(pcs[1]!.id)],
  });
  expect(complaintsOf(page)).toEqual([]);
});

test('on a phone a free stretch opens, two taps choose within it, and a PC is added from a list', async () => {
  const page = await comeIn({ size: PHONE });
  expect(await page.locator('.cells').count()).toBe(0);
  await page.getByRole('button', { name: '13:00–17:00' }).first().click();
  await page.getByRole('button', { name: '席1 13:30から' }).click();
  expect(await page.locator('#choice').textContent()).toBe('席1 13:30から。終わりの時間を選んでください。');
  await page.getByRole('button', { name: '席1 15:00まで' }).click();
  await page.getByLabel('一緒に予約').selectOption('ノートPC1');
  expect(await page.locator('#choice').textContent()).toBe('席1＋ノートPC1 13:30–15:00');
  expect(await summaryInView(page)).toBe(true);
  expect(await axeProblems(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
  const targets = await page.locator('main :is(button, select, summary):visible').all();
  for (const target of targets) expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await shoot(page, 'day-chosen-360');
  await page.getByRole('button', { name: '予約に進む' }).click();
  await page.waitForURL('**/bookings/new?**');
  expect(wish(page)).toEqual({
    date: [BOOKING_DAY],
    start: ['13:30'],
    end: ['15:00'],
    resourceIds: [String(desks[0]!.id), String(pcs[0]!.id)],
  });
  expect(complaintsOf(page)).toEqual([]);
});

test('with the keyboard alone: arrows, Enter, Escape, then Tab to the summary', async () => {
  const page = await comeIn({ size: SCREEN });
  const focused = () => page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()');
  await page.locator('.cells button[tabindex="0"]').focus();
  expect(await focused()).toBe('席1 09:00から');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  expect(await focused()).toBe('席2 16:30から');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press(' ');
  expect(await page.locator('#choice').textContent()).toBe('席2 15:00–16:30');
  await page.keyboard.press('Escape');
  expect(await page.locator('#choice').textContent()).toBe('席2 16:00から。終わりの時間を選んでください。');
  await page.keyboard.press('Escape');
  expect(await page.locator('.choice').isVisible()).toBe(false);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect(await page.locator('#choice').textContent()).toBe('席2 15:00–15:30');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('予約に進む');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/bookings/new?**');
  expect(wish(page)).toMatchObject({ start: ['15:00'], end: ['15:30'] });
});

test('a stretch over what is taken is not chosen: the second click begins anew and says why', async () => {
  const page = await comeIn({ size: SCREEN });
  await page.getByRole('button', { name: '席1 11:00から' }).click();
  await page.getByRole('button', { name: '席1 13:30まで' }).click();
  expect(await page.locator('#choice').textContent()).toBe('席1 13:00から。終わりの時間を選んでください。');
  expect(await page.locator('.choice-said').textContent()).toContain('間に使えない時間がある');
  await page.getByRole('button', { name: '選び直す' }).click();
  expect(await page.locator('.choice').isVisible()).toBe(false);
});

test.each([PHONE, SCREEN])('without JavaScript a free stretch leads to the form, at $width px', async (size) => {
  const page = await comeIn({ size, javaScript: false });
  await page.getByRole('button', { name: '13:00–17:00' }).first().click();
  await page.waitForURL('**/bookings/new?**');
  expect(wish(page)).toEqual({ date: [BOOKING_DAY], start: ['13:00'], end: [], resourceIds: [String(desks[0]!.id)] });
  await page.goBack();
  await page.locator('.filter summary').click();
  await page.locator('#from').selectOption('09:30');
  await page.locator('#until').selectOption('10:30');
  await page.getByRole('button', { name: 'しぼり込む' }).click();
  await page.getByRole('button', { name: '09:30–10:30' }).first().click();
  await page.waitForURL('**/bookings/new?**');
  expect(wish(page)).toMatchObject({ start: ['09:30'], end: ['10:30'] });
});

test('days are reached by the strip, the date and the calendar; holidays and closures are named', async () => {
  await browser.world.database.transaction((tx) =>
    tx.insert(Closure, {
      venueId: venue.id,
      resourceId: null,
      fromDate: '2026-11-25',
      toDate: '2026-11-25',
      startMinute: null,
      endMinute: null,
      yearly: false,
      reason: '床の張り替え',
    }),
  );
  const page = await comeIn({ size: PHONE });
  await page.getByText('お休み（床の張り替え）').waitFor();
  await page.getByText('勤労感謝の日（お休み）').waitFor();
  await page.getByRole('link', { name: '11月25日(水)' }).click();
  await page.getByText('「床の張り替え」のためお休みです').waitFor();
  await look(page, 'day-shut-360');
  await page.getByRole('link', { name: '11月26日(木)の空きを見る' }).click();
  await page.getByRole('heading', { level: 1, name: '11月26日(木)の空き' }).waitFor();

  await page.getByText('カレンダーから選ぶ').click();
  await page.getByRole('link', { name: '次の月' }).click();
  await page.getByText('2026年12月', { exact: true }).waitFor();
  await page.getByRole('link', { name: '12月1日(火) 空き' }).click();
  await page.getByRole('heading', { level: 1, name: '12月1日(火)の空き' }).waitFor();
  expect(new URL(page.url()).search).toBe('?date=2026-12-01');
  expect(complaintsOf(page)).toEqual([]);
});

test('going back finds the day as it was, with nothing twice', async () => {
  const page = await comeIn({ size: SCREEN });
  const before = await page.locator('.cells button').count();
  await page.getByRole('button', { name: '席2 09:00から' }).click();
  await page.getByRole('link', { name: 'マイページ' }).click();
  await page.waitForURL('**/me');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: '11月24日(火)の空き' }).waitFor();
  expect(await page.locator('.cells button').count()).toBe(before);
  await page.getByRole('button', { name: '席2 09:00から' }).click();
  expect(await page.locator('#choice').textContent()).toContain('席2 09:00から');
});

test.each([
  [PHONE, false],
  [SCREEN, true],
])('in English, at %j', async (size, dark) => {
  const page = await comeIn({ size, dark, language: 'en' });
  await page.getByRole('heading', { level: 1, name: 'Free on Tue 24 November' }).waitFor();
  if (size === PHONE) await page.getByRole('button', { name: '13:00–17:00' }).first().click();
  await page.getByRole('button', { name: '席1 from 13:00' }).click();
  await page.getByRole('button', { name: '席1 until 14:00' }).click();
  expect(await page.locator('#choice').textContent()).toBe('席1 13:00–14:00');
  await look(page, `day-en-${size.width}`);
});
