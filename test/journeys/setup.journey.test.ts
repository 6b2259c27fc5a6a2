import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { paths } from '../../src/platform/paths.js';
import { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { look, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { FakeOccupants } from '../support/fake-occupants.js';
import { drawn } from '../support/pictures.js';
import { addVenue } from '../support/venue-factories.js';

let browser: TestBrowser;
let meetings: FakeOccupants;
beforeAll(async () => {
  browser = await startBrowser();
  meetings = new FakeOccupants(browser.world);
});
afterAll(() => browser.close());

describe.each([
  ['on a phone and a screen', SCREEN, true],
  ['without JavaScript', undefined, false],
])('a manager %s', (_, also, javaScript) => {
  let page: Page;
  let venue: Venue;
  const name = `360${javaScript ? '' : '-plain'}`;

  const heading = (text: string): Promise<void> =>
    page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();

  test('signs in and comes to the venue', async () => {
    const manager = await addUser(browser.world, { roles: ['manager'], name: '佐藤 真理' });
    venue = await addVenue(browser.world, { name: `すだち${name}` });
    page = await browser.signedIn(manager, paths.manage(), { also, javaScript });
    await heading('管理');
    await look(page, `setup-manage-${name}`);
    await page.getByRole('link', { name: '拠点', exact: true }).click();
    await heading('拠点');
    await look(page, `setup-venues-${name}`);
    await page.getByRole('link', { name: venue.name }).click();
    await heading(venue.name);
    await look(page, `setup-venue-${name}`);
  });

  test('adds a room with six desks', async () => {
    await page.getByRole('link', { name: '部屋・席・パソコンを見る' }).click();
    await heading(`${venue.name}の部屋・席・パソコン`);
    await page.getByRole('link', { name: '追加する' }).click();
    await page.getByLabel('種類').selectOption('room');
    await page.getByLabel('名前').fill('カウンター');
    await look(page, `setup-new-resource-${name}`);
    await page.getByRole('button', { name: '追加する' }).click();
    await page.getByText('1件追加しました。').waitFor();

    await page.getByRole('link', { name: 'カウンター', exact: true }).click();
    await page.getByRole('link', { name: 'カウンターの中に追加する' }).click();
    await heading(`${venue.name}に部屋・席・パソコンを追加する`);
    await page.getByLabel('名前').fill('席');
    await page.getByLabel('追加する数').fill('6');
    await page.getByLabel('電源').check();
    await page.getByRole('button', { name: '追加する' }).click();
    await page.getByText('6件追加しました。').waitFor();
    await page.getByRole('button', { name: '席1を下へ' }).click();
    await page.locator('li:nth-child(2) .row-link', { hasText: '席2' }).waitFor();
    await look(page, `setup-resources-${name}`);
    await page.getByRole('link', { name: '席2', exact: true }).click();
    await heading('席2を変更する');
    await look(page, `setup-resource-${name}`);
  });

  test('sets the hours, and is told at the field what is wrong', async () => {
    await page.goto(paths.openingHours(venue.id));
    await heading(`${venue.name}の開館時間`);
    await page.getByLabel('土曜日 1つ目の 開始').fill('16:00');
    await page.getByLabel('土曜日 1つ目の 終了').fill('10:00');
    await page.getByRole('button', { name: '保存する' }).click();
    await page.locator('#form-summary').waitFor();
    expect(await page.locator('#form-summary li').allTextContents()).toEqual([
      '土曜日 1つ目の 終了 開始より後にしてください。',
    ]);
    expect(await page.locator('#problem-end-6-1').textContent()).toBe('開始より後にしてください。');
    await look(page, `setup-hours-refused-${name}`);
    await page.getByLabel('土曜日 1つ目の 開始').fill('10:00');
    await page.getByLabel('土曜日 1つ目の 終了').fill('16:00');
    await page.getByRole('button', { name: '保存する' }).click();
    await page.getByText('開館時間を保存しました。').waitFor();
    expect(await page.locator('main').textContent()).toContain('10:00–16:00');
  });

  test('closes a day with a booking on it, and decides what becomes of it', async () => {
    const desk = await browser.world.database.reader.findOneByOrFail(Resource, { venueId: venue.id, name: '席3' });
    const id = await meetings.take([desk.id], { date: '2026-12-01', start: 600, end: 720 });
    await page.goto(paths.closures(venue.id));
    await page.getByRole('link', { name: '休館を登録する' }).click();
    await heading('休館を登録する');
    await page.getByLabel('最初の日').fill('2026-12-01');
    await page.getByLabel('理由').fill('設備点検のため');
    await look(page, `setup-new-closure-${name}`);
    await page.getByRole('button', { name: '休館を登録する' }).click();
    await heading('重なる予約が1件あります');
    expect(await page.getByRole('link', { name: `会議${id}` }).count()).toBe(1);
    await look(page, `setup-collisions-${name}`);
    await page.getByRole('button', { name: '予約を取り消して知らせる' }).click();
    await page.getByText('休館を登録しました。').waitFor();
    expect(meetings.told.at(-1)).toMatchObject({ ids: [id], reason: '設備点検のため' });
    await look(page, `setup-closures-${name}`);
    await page.goto(paths.day('2026-12-01', { venue: venue.id }));
    await page.getByText('設備点検のため').first().waitFor();
    await look(page, `setup-closed-day-${name}`);
  });

  test('uploads a picture, and is told when it is too large', async () => {
    const room = await browser.world.database.reader.findOneByOrFail(Resource, { venueId: venue.id, kind: 'room' });
    const add = async (size: number, alt: string): Promise<void> => {
      const buffer = Buffer.concat([await drawn('png', 1200, 900), Buffer.alloc(size)]);
      await page.getByLabel('写真のファイル').setInputFiles({ name: '写真.png', mimeType: 'image/png', buffer });
      await page.getByLabel('写真の説明').fill(alt);
      await page.getByRole('button', { name: '写真を追加する' }).click();
    };
    await page.goto(paths.pictures(venue.id, room.id));
    await add(8_500_000, '窓側の席');
    await page.locator('#problem-picture').waitFor();
    expect(await page.locator('#problem-picture').textContent()).toContain('8MBまで');
    expect(await page.getByLabel('写真の説明').inputValue()).toBe('窓側の席');
    await add(2_000_000, '窓側の席');
    await page.getByText('写真を追加しました。').waitFor();
    await page.getByRole('img', { name: '窓側の席' }).waitFor();
    await look(page, `setup-picture-${name}`);
  });

  test('looks after holidays, rules and pictures', async () => {
    for (const [what, url] of [
      ['holidays', paths.holidays(venue.id)],
      ['own-holiday', paths.ownHolidayNew(venue.id)],
      ['settings', paths.venueEdit(venue.id)],
      ['new-venue', paths.venueNew()],
      [
        'pictures',
        paths.pictures(
          venue.id,
          (await browser.world.database.reader.findOneByOrFail(Resource, { venueId: venue.id })).id,
        ),
      ],
    ] as const) {
      await page.goto(url);
      await look(page, `setup-${what}-${name}`);
    }
  });
});
