import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CareEvent } from '../../src/childcare/day/care-event.entity.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
import { paths } from '../../src/platform/paths.js';
import { minuteAt } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import { complaintsOf, look, PHONE, startBrowser, type TestBrowser } from '../support/browser.js';
import { addCareHouse, addToRoster, aCareOrder, CARE_DAY, type CareHouse } from '../support/care-factories.js';

let world: TestApp;
let browser: TestBrowser;
let house: CareHouse;

beforeAll(async () => {
  world = await startApp();
  world.clock.setTo(CARE_DAY, 535);
  house = await addCareHouse(world);
  const slot = await house.open();
  await addToRoster(world, slot, house.nurse);
  const { venue, mother, father, baby, toddler, eldest } = house;
  await world.database.transaction(async (tx) => {
    await tx.update(Child, toddler.id, { allergies: '卵、牛乳', medication: 'シロップ' });
    await world
      .get(CarePlaces)
      .reserveAll(tx, [
        aCareOrder(mother, [baby, toddler], { venueId: venue.id, start: 555, end: 700 }),
        aCareOrder(father, [eldest], { venueId: venue.id, start: 600, end: 720 }),
      ]);
  });
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

test('at the door: arrival, a note while the connection is gone, and the hand-over', async () => {
  const { nurse, mother } = house;
  const page = await browser.signedIn(nurse, paths.care({ date: CARE_DAY }), { size: PHONE });
  const row = (name: string) => page.locator('main .list > li', { hasText: name });
  await look(page, 'care-day-morning-360');

  await row('小川 あお').locator('[name=temperature]').fill('36.5');
  await row('小川 あお').locator('button', { hasText: '登園' }).click();
  await page.locator('.flash', { hasText: '登園を保存しました' }).waitFor();

  await page.context().setOffline(true);
  await row('小川 そら').locator('button', { hasText: '登園' }).click();
  await page.locator('kept-taps', { hasText: '通信が戻ったら送ります（1件）' }).waitFor();
  await row('小川 あお').locator('summary', { hasText: '記録' }).click();
  await row('小川 あお').locator('button', { hasText: '食事 半分' }).click();
  await page.locator('kept-taps', { hasText: '（2件）' }).waitFor();
  // Her mother comes for her before the connection does; and the page is lost meanwhile.
  await row('小川 そら').locator('summary', { hasText: 'お迎え' }).click();
  await row('小川 そら').locator('button', { hasText: mother.name }).click();
  await page.locator('kept-taps', { hasText: '（3件）' }).waitFor();
  const kept = await page.evaluate<string>('JSON.stringify({ ...localStorage })');
  expect(kept).not.toMatch(/小川|あお|そら/);
  expect(await world.database.reader.countBy(CareEvent, {})).toBe(1);

  await page.reload().catch(() => undefined);
  await page.context().setOffline(false);
  await page.goto(paths.care({ date: CARE_DAY }));
  await page.locator('section:has(#gone) li', { hasText: '小川 そら' }).waitFor();
  expect(await page.evaluate<number>('localStorage.length')).toBe(0);
  const told = await world.database.reader.find(CareEvent, { order: { id: 'ASC' } });
  expect(told.map(({ kind }) => kind)).toEqual(['arrival', 'arrival', 'note', 'handover']);
  expect(minuteAt(told[1]!.happenedAt)).toBeGreaterThanOrEqual(534);
  const heard = complaintsOf(page).splice(0);
  expect(heard.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await look(page, 'care-day-here-360');

  await row('小川 あお').locator('summary', { hasText: 'お迎え' }).click();
  await row('小川 あお').locator('button', { hasText: mother.name }).click();
  await page.locator('.flash', { hasText: 'お迎えを保存しました' }).waitFor();
  await row('小川 あお').locator('.row-link').first().click();
  await page.locator('h1', { hasText: '小川 あおさんの一日' }).waitFor();
  await look(page, 'care-record-360');
});

test('a tap that is refused when it is sent late is shown, not lost', async () => {
  const { nurse, eldest } = house;
  const page = await browser.signedIn(nurse, paths.care({ date: CARE_DAY }), { size: PHONE });
  const row = page.locator('main .list > li', { hasText: '田中 りく' });
  await page.context().setOffline(true);
  await row.locator('button', { hasText: '登園' }).click();
  await page.locator('kept-taps', { hasText: '（1件）' }).waitFor();
  const other = await browser.signedIn(house.helper, paths.care({ date: CARE_DAY }), { size: PHONE });
  await other.locator('main .list > li', { hasText: eldest.name }).locator('button', { hasText: '登園' }).click();
  await other.locator('.flash').waitFor();
  await page.context().setOffline(false);
  const refused = page.locator('kept-taps', { hasText: '登園はもう記録されています' });
  await refused.waitFor();
  await page.locator('kept-taps', { hasText: '田中 りく' }).waitFor();
  await page.locator('kept-taps button').click();
  await page.locator('kept-taps').waitFor({ state: 'hidden' });
});
