import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addApprovedChild, addToRoster } from '../support/care-factories.js';
import { EnrolmentHouse } from '../support/enrolment-factories.js';
import { addUser } from '../support/factories.js';

let world: TestApp;
let at: EnrolmentHouse;
let browser: TestBrowser;

beforeAll(async () => {
  world = await startApp();
  at = await EnrolmentHouse.build(world);
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

test.each([
  ['360', PHONE, '2026-11-24', false],
  ['1280', SCREEN, '2026-11-25', true],
] as const)(
  'at %s: she enrols with childcare, the next one waits for both, is offered both, and takes them',
  async (name, size, date, javaScript) => {
    await addToRoster(world, await at.house.open({ date, places: 1 }), at.house.nurse);
    const { course } = await at.course({ title: `表計算のきほん ${name}` }, [at.inHouse({ date, capacity: 2 })]);
    const keiko = await addUser(world, { name: '小川 恵子' });
    const yui = await addUser(world, { name: '森 結衣' });
    for (const user of [keiko, yui]) await addApprovedChild(world, user, { name: 'ひなた' });

    const page = await browser.signedIn(keiko, paths.trainings(), { size, javaScript });
    await look(page, `trainings-${name}`);
    await page.locator('main .list a', { hasText: course.title }).click();
    await page.locator('#apply', { hasText: 'お申し込み' }).waitFor();
    await look(page, `training-open-${name}`);
    await page.locator('main a.button', { hasText: '申し込む' }).click();
    await page.locator('main label', { hasText: 'ひなた' }).click();
    await look(page, `enrolment-form-${name}`);
    await page.locator('main form button', { hasText: '申し込む' }).click();
    await page.locator('.facts', { hasText: '保育 1人' }).waitFor();
    await look(page, `enrolled-${name}`);

    const other = await browser.signedIn(yui, paths.enrolmentNew(course.id), { size, javaScript });
    await other.locator('main label', { hasText: 'ひなた' }).click();
    await other.locator('main form button', { hasText: '申し込む' }).click();
    await other.locator('main form button', { hasText: '空きをいっしょに待つ' }).waitFor();
    await look(other, `enrolment-care-full-${name}`);
    await other.locator('main form button', { hasText: '空きをいっしょに待つ' }).click();
    await other.locator('main', { hasText: '1番目です' }).waitFor();

    await page.locator('main a.button', { hasText: '申込をキャンセルする' }).click();
    await page.locator('main form button', { hasText: '申込をキャンセルする' }).click();
    await page.locator('main', { hasText: 'キャンセル済み' }).waitFor();

    await other.goto(paths.me());
    await other.locator('section', { hasText: '講座に空きが出ました' }).waitFor();
    await look(other, `training-offer-${name}`);
    await other.locator('main form button', { hasText: '申し込む' }).click();
    await other.locator('.facts', { hasText: '保育 1人' }).waitFor();
    const [, second] = (await at.enrolments()).slice(-2);
    expect(second!.status).toBe('enrolled');
  },
);
