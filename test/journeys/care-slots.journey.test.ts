import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareStaff } from '../../src/childcare/staffing/care-staff.entity.js';
import { paths } from '../../src/platform/paths.js';
import { addDays } from '../../src/platform/time.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addCareHouse, type CareHouse } from '../support/care-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';
import { addResource } from '../support/venue-factories.js';

let world: TestApp;
let browser: TestBrowser;
let house: CareHouse;
let desk: Resource;
let manager: User;

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  desk = await addResource(world, house.venue, { name: '席1' });
  manager = await addUser(world, { roles: ['manager'] });
  const notedAt = world.clock.now();
  await world.database.transaction((tx) =>
    tx.insert(CareStaff, { userId: house.nurse.id, qualified: true, notedAt, notedBy: null }),
  );
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

test.each([
  ['360', PHONE, '2026-11-24'],
  ['1280', SCREEN, '2026-11-25'],
] as const)('at %s: the nursery teacher falls ill, and the parents are told', async (name, size, date) => {
  const staff = await browser.signedIn(house.helper, paths.careSlots({ date }), { size });
  await look(staff, `care-slots-none-${name}`);
  await staff.goto(paths.careSlotNew({ date }));
  expect(await staff.locator('[name=roomId] option:checked').textContent()).toBe('保育室');
  await look(staff, `care-slot-new-${name}`);
  await staff.locator('main label', { hasText: '井上 さくら' }).click();
  await staff.fill('[name=until]', addDays(date, 7));
  await staff.locator('main form > button.button').click();
  await staff.locator('.flash', { hasText: '保育枠を' }).waitFor();
  await look(staff, `care-slots-${name}`);

  const mother = await signIn(world, house.mother);
  const childIds = [house.baby.id, house.toddler.id];
  const wish = { date, start: '10:00', end: '12:00', resourceIds: [desk.id], childIds };
  expect((await mother.post('/bookings', wish)).status).toBe(303);
  const booking = await world.database.reader.findOneByOrFail(Booking, { memberId: house.mother.id, date });
  const slot = await world.database.reader.findOneByOrFail(CareSlot, { date });

  await staff.goto(paths.careSlot(slot.id));
  await look(staff, `care-slot-${name}`);
  await staff.locator('summary', { hasText: '当番から外す' }).click();
  await staff.fill('[name=reason]', '発熱のため');
  await staff.locator('button', { hasText: '当番から外す' }).click();
  await staff.locator('h1', { hasText: '2名' }).waitFor();
  expect(await staff.locator('main').textContent()).toContain('小川 そら');
  await look(staff, `care-affected-${name}`);
  await staff.locator('button', { hasText: '取り消して、保護者に知らせる' }).click();
  await staff.locator('.flash', { hasText: '当番から外しました' }).waitFor();
  await look(staff, `care-slot-short-${name}`);

  const mail = JSON.stringify(await lastMailTo(world, house.mother.email));
  expect(mail).toContain('お預かりできなくなりました');
  expect(mail).not.toMatch(/そら|あお|発熱/);
  const page = await browser.signedIn(house.mother, paths.me(), { size });
  expect(await page.locator('main').textContent()).not.toContain('保育 2人');
  await page.goto(paths.booking(booking.id));
  await page.locator('.facts', { hasText: '席1' }).waitFor();
  await page.locator('.facts', { hasText: '保育スタッフの人数が足りなくなったため' }).waitFor();
  await look(page, `booking-care-lost-${name}`);
});

test.each([
  ['360', PHONE],
  ['1280', SCREEN],
] as const)('at %s: the rules of childcare fit the screen', async (name, size) => {
  const page = await browser.signedIn(manager, paths.careSettings(), { size });
  await look(page, `care-settings-${name}`);
});
