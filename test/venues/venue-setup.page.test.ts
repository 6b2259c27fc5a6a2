import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInAs } from '../support/factories.js';
import { addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor;
let venue: Venue;
beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
  venue = await addVenue(world);
});
afterAll(() => world.close());

const settings = {
  name: '小川センター',
  address: '東京都小平市小川町',
  phone: '',
  activeFrom: '2026-12-01',
  activeUntil: '',
  slotMinutes: '15',
  windowDays: '14',
  cancelDeadlineMinutes: '1440',
  graceMinutes: '10',
  offerHours: '12',
  maxResources: '3',
  closedOnHolidays: 'on',
  deskMaxOpen: '5',
  deskHoursDay: '4.5',
  deskHoursWeek: '',
};
const problemsOf = ({ $ }: Answer): string[] =>
  $('.problem')
    .toArray()
    .map((one) => $(one).attr('id')!.slice(8));
const fresh = (): Promise<Venue> => world.database.reader.findOneByOrFail(Venue, { id: venue.id });

test.each([['member'], ['trainer'], ['officer']] as const)('a %s does not get in', async (role) => {
  const visitor = await signInAs(world, role);
  for (const url of [paths.venues(), paths.venue(venue.id), paths.resources(venue.id)])
    expect((await visitor.get(url)).status).toBe(403);
  expect((await visitor.post(paths.closures(venue.id), { fromDate: '2026-12-01', reason: 'x' })).status).toBe(403);
});

describe('a venue', () => {
  test('is added with its rules, and its hours come next', async () => {
    const answer = await manager.post(paths.venues(), settings);
    expect(answer.status).toBe(303);
    const added = await world.database.reader.findOneByOrFail(Venue, { name: '小川センター' });
    expect(answer.location).toBe(paths.openingHours(added.id));
    expect(added).toMatchObject({
      phone: null,
      activeFrom: '2026-12-01',
      activeUntil: null,
      slotMinutes: 15,
      windowDays: 14,
      cancelDeadlineMinutes: 1440,
      graceMinutes: 10,
      offerHours: 12,
      maxResources: 3,
      closedOnHolidays: true,
      openingHours: [],
      holidayOverrides: [],
      bookingLimits: [{ kind: 'desk', maxOpen: 5, maxMinutesDay: 270, maxMinutesWeek: null }],
    });
    const list = await manager.get(paths.venues());
    expect(list.text).toContain('小川センター');
  });

  test.each([
    ['name', { name: ' ' }],
    ['name', { name: 'a\u0000b' }],
    ['name', { name: 'あ'.repeat(81) }],
    ['activeFrom', { activeFrom: '2026-02-30' }],
    ['activeUntil', { activeUntil: '2026-11-30' }],
    ['slotMinutes', { slotMinutes: '20' }],
    ['windowDays', { windowDays: '99999999999999999999' }],
    ['windowDays', { windowDays: '-1' }],
    ['maxResources', { maxResources: '0' }],
    ['deskHoursDay', { deskHoursDay: '25' }],
    ['deskMaxOpen', { deskMaxOpen: '1e9' }],
    ['roomHoursWeek', { roomHoursWeek: 'たくさん' }],
    ['name', { name: ['a', 'b'] }],
  ])('is refused at %s for %j, and nothing typed is lost', async (field, wrong) => {
    const answer = await manager.post(paths.venues(), { ...settings, ...wrong });
    expect(answer.status).toBe(422);
    expect(problemsOf(answer)).toEqual([field]);
    expect(answer.$('[name=address]').val()).toBe(settings.address);
    expect(answer.$('#form-summary a').attr('href')).toBe(`#field-${field}`);
  });

  test('takes full-width digits', async () => {
    const answer = await manager.post(paths.venues(), { ...settings, name: '全角', windowDays: '３０' });
    expect(answer.status).toBe(303);
  });

  test('keeps its step as long as the hours do not fit a new one', async () => {
    const odd = await addVenue(world, { openingHours: [{ weekday: 1, start: 570, end: 1020 }] });
    const answer = await manager.post(paths.venue(odd.id), { ...settings, slotMinutes: '60' });
    expect([answer.status, ...problemsOf(answer)]).toEqual([422, 'slotMinutes']);
  });

  test.each(['0', '99999999999', 'x', '999'])('%s is not found', async (id) => {
    for (const page of ['', '/edit', '/opening-hours', '/holidays', '/closures', '/resources', '/resources/new'])
      expect((await manager.get(`/manage/venues/${id}${page}`)).status).toBe(404);
  });
});

describe('opening hours', () => {
  test('come with several stretches a day; an empty day is closed', async () => {
    const hours = { 'start-1-1': '13:00', 'end-1-1': '17:00', 'start-1-3': '09:00', 'end-1-3': '12:00' };
    const page = await manager.postAndFollow(paths.openingHours(venue.id), {
      ...hours,
      'start-6-1': '22:00',
      'end-6-1': '00:00',
    });
    expect((await fresh()).openingHours).toEqual([
      { weekday: 1, start: 540, end: 720 },
      { weekday: 1, start: 780, end: 1020 },
      { weekday: 6, start: 1320, end: 1440 },
    ]);
    expect(page.text).toContain('09:00–12:00 13:00–17:00');
    const form = await manager.get(paths.openingHours(venue.id));
    expect(form.$('[name=end-6-1]').val()).toBe('00:00');
  });

  test.each([
    [{ 'start-2-1': '10:00' }, 'end-2-1'],
    [{ 'end-2-1': '10:00' }, 'start-2-1'],
    [{ 'start-2-1': '10:00', 'end-2-1': '10:00' }, 'end-2-1'],
    [{ 'start-2-1': '10:10', 'end-2-1': '12:00' }, 'start-2-1'],
    [{ 'start-2-1': '10:00', 'end-2-1': '11:45' }, 'end-2-1'],
    [{ 'start-2-1': '10:00', 'end-2-1': '12:00', 'start-2-2': '11:30', 'end-2-2': '13:00' }, 'start-2-2'],
    [{ 'start-2-1': '25:00', 'end-2-1': '26:00' }, 'start-2-1'],
  ])('%j are refused at %s', async (hours, field) => {
    const answer = await manager.post(paths.openingHours(venue.id), hours);
    expect(answer.status).toBe(422);
    expect(problemsOf(answer)).toContain(field);
  });
});

describe('holidays', () => {
  test('can be opened one by one', async () => {
    const page = await manager.get(paths.holidays(venue.id));
    const listed = page
      .$('[name=listed]')
      .toArray()
      .map((one) => page.$(one).val() as string);
    expect(listed).toEqual(expect.arrayContaining(['2026-11-23', '2027-01-01']));
    await manager.post(paths.holidays(venue.id), { listed, openOn: ['2026-11-23', '2026-11-24'] });
    expect((await fresh()).holidayOverrides).toEqual([{ date: '2026-11-23', isHoliday: false }]);
    await manager.post(paths.holidays(venue.id), { listed });
    expect((await fresh()).holidayOverrides).toEqual([]);
  });

  test('of the venue itself come and go', async () => {
    const page = await manager.postAndFollow(paths.ownHolidays(venue.id), { date: '2026-12-10', name: '創立記念日' });
    expect(page.text).toContain('創立記念日');
    const gone = await manager.postAndFollow(paths.ownHolidayDeletion(venue.id, '2026-12-10'));
    expect(gone.$('.list').text()).not.toContain('創立記念日');
    expect((await manager.post(paths.ownHolidayDeletion(venue.id, '2026-12-10'))).status).toBe(404);
  });

  test('are not doubled where the calendar has one', async () => {
    const answer = await manager.post(paths.ownHolidays(venue.id), { date: '2026-11-23', name: '休み' });
    expect([answer.status, ...problemsOf(answer)]).toEqual([422, 'date']);
  });
});

test('venues change places, in every list; at the end of the row nothing happens', async () => {
  const order = async (): Promise<number[]> =>
    (await world.database.reader.find(Venue, { order: { position: 'ASC', id: 'ASC' } })).map(({ id }) => id);
  await addVenue(world, { name: '新しい拠点' });
  const before = await order();
  const last = before.at(-1)!;
  await manager.post(paths.venuePosition(last), { direction: 'down' });
  expect(await order()).toEqual(before);
  const answer = await manager.postAndFollow(paths.venuePosition(last), { direction: 'up' });
  const after = [...before.slice(0, -2), last, before.at(-2)];
  expect(await order()).toEqual(after);
  const listed = answer.$('.row-link').map((_, one) => answer.$(one).attr('href'));
  expect(listed.get()).toEqual(after.map((id) => paths.venue(id!)));
  expect((await manager.post(paths.venuePosition(999), { direction: 'up' })).status).toBe(404);
  expect((await manager.post(paths.venuePosition(last), { direction: 'left' })).status).toBe(422);
});
