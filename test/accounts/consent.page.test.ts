import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Consent } from '../../src/accounts/consent.entity.js';
import { NoticeText } from '../../src/accounts/consent/notice-text.entity.js';
import { NoticeTexts } from '../../src/accounts/consent/notice-texts.js';
import { PRIVACY_VERSION } from '../../src/accounts/privacy-notice.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CARE_TERMS_VERSION } from '../../src/childcare/children/care-terms.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, PASSWORD, signIn } from '../support/factories.js';
import { openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let venue: Venue;
let desk: Resource;
beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue);
});
afterAll(() => world.close());

const consentsOf = (userId: number): Promise<Consent[]> => world.database.reader.findBy(Consent, { userId });
const slot = { date: '2026-11-24', start: '10:00', end: '12:00', purpose: '在宅の仕事' };

test.each([
  ['who came from a table and was never asked', null],
  ['who agreed to an older version', '2020-04-01'],
])('a member %s is asked when she signs in, and once', async (_, consent) => {
  const member = await addUser(world, { consent });
  const visitor = world.visitor();
  const wanted = paths.day('2026-11-24');
  const answer = await visitor.post(paths.signIn(), { email: member.email, password: PASSWORD, next: wanted });
  expect(answer.location).toBe(paths.ownConsent(wanted));
  const asked = await visitor.get(paths.ownConsent(wanted));
  expect(asked.$(`a[href="${paths.privacy()}"]`).length).toBeGreaterThan(0);

  const refused = await visitor.post(paths.ownConsent(), { next: wanted });
  expect(refused.status).toBe(422);
  expect(refused.$('[name=next]').val()).toBe(wanted);
  const agreed = await visitor.post(paths.ownConsent(), { next: wanted, consent: 'on' });
  expect([agreed.status, agreed.location]).toEqual([303, wanted]);
  await visitor.post(paths.ownConsent(), { next: wanted, consent: 'on' });
  const given = (await consentsOf(member.id)).filter(({ version }) => version === PRIVACY_VERSION);
  expect(given).toMatchObject([{ agreedAt: world.clock.now(), recordedBy: null }]);

  const again = await world.visitor().post(paths.signIn(), { email: member.email, password: PASSWORD, next: wanted });
  expect(again.location).toBe(wanted);
  expect((await visitor.get(paths.ownConsent())).$('form[action="/me/consent"]')).toHaveLength(0);
});

test('without it nothing is booked, every word of the form stays, and the way leads there and back', async () => {
  const member = await addUser(world, { consent: null });
  const visitor = await signIn(world, member);
  const order = { ...slot, resourceIds: String(desk.id) };
  const refused = await visitor.post(paths.bookings(), order);
  expect(refused.status).toBe(422);
  expect(refused.$('#form-summary').text()).toContain('同意が必要です');
  expect(refused.$('[name=purpose]').val()).toBe(slot.purpose);
  expect(await world.database.reader.countBy(Booking, { memberId: member.id })).toBe(0);

  const link = refused.$('a[href^="/me/consent"]').attr('href')!;
  const next = (await visitor.get(link)).$('[name=next]').val() as string;
  const back = await visitor.post(paths.ownConsent(), { next, consent: 'on' });
  const page = await visitor.get(back.location!);
  expect(page.$('[name=purpose]').val()).toBe(slot.purpose);
  expect(page.$('a[href^="/me/consent"]')).toHaveLength(0);
  expect((await visitor.post(paths.bookings(), order)).status).toBe(303);
});

test('nor is there a place in the line without it', async () => {
  const visitor = await signIn(world, await addUser(world, { consent: null }));
  expect((await visitor.get(paths.me())).$('a[href^="/me/consent"]')).toHaveLength(1);
  const { date, start, end } = slot;
  const refused = await visitor.post(paths.waitlist(), { venueId: String(venue.id), date, start, end, what: 'desk' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('同意が必要です');
});

test('who agreed to an older version sees what she agreed to when, in the words of then', async () => {
  const version = '2020-04-01';
  const member = await addUser(world, { consent: version });
  const passages = [{ heading: '昔の見出し', body: ['昔の約束です。'] }];
  const old = { document: 'privacy' as const, version, language: 'ja' as const, passages, keptAt: world.clock.now() };
  await world.database.transaction((tx) => tx.insert(NoticeText, old));
  const visitor = await signIn(world, member);
  await visitor.post(paths.ownConsent(), { next: paths.me(), consent: 'on' });
  const page = await visitor.get(paths.ownConsent());
  const lines = page.$('#given').next().find('li');
  expect(lines).toHaveLength(2);
  expect(lines.last().text()).toContain('2020年4月1日(水)版に、');
  const read = async (at: number): Promise<string> => (await visitor.get(lines.eq(at).find('a').attr('href')!)).text;
  expect(await read(1)).toMatch(/2020年4月1日\(水\)版.*昔の約束です。/);
  expect(await read(0)).toContain('マイナンバーは、どの手続きでもお預かりしません');

  const kept = (): Promise<NoticeText[]> =>
    world.database.reader.find(NoticeText, { order: { document: 'ASC', version: 'ASC', language: 'ASC' } });
  const before = await kept();
  expect(before.map((one) => `${one.document} ${one.version} ${one.language}`)).toEqual([
    `care ${CARE_TERMS_VERSION} en`,
    `care ${CARE_TERMS_VERSION} ja`,
    `privacy ${version} ja`,
    `privacy ${PRIVACY_VERSION} en`,
    `privacy ${PRIVACY_VERSION} ja`,
  ]);
  await world.get(NoticeTexts).onApplicationBootstrap();
  expect(await kept()).toEqual(before);
  for (const path of [paths.noticeText('privacy', '1999-01-01'), paths.noticeText('other', PRIVACY_VERSION)])
    expect((await visitor.get(path)).status).toBe(404);

  const elsewhere = await signIn(world, await addUser(world, { consent: '2019-04-01' }));
  const own = await elsewhere.get(paths.ownConsent());
  const led = await elsewhere.get(own.$('#given').next().find('a').attr('href')!);
  expect([led.status, led.text]).toEqual([200, expect.stringMatching(/2019年4月1日\(月\)版.*残っていません/)]);
});

test('the words of a text do not change but with its version', async () => {
  const texts = await world.database.reader.find(NoticeText, { order: { document: 'ASC', language: 'ASC' } });
  const now = texts.filter(({ document, version }) =>
    document === 'care' ? version === CARE_TERMS_VERSION : version === PRIVACY_VERSION,
  );
  const sums = now.map(({ document, language, passages }) => {
    const sum = createHash('sha256').update(JSON.stringify(passages)).digest('hex').slice(0, 12);
    return `${document} ${language} ${sum}`;
  });
  // Whoever changes the words gives them a new version (privacy-notice.ts, care-terms.ts), and writes its sums here.
  expect({ privacy: PRIVACY_VERSION, care: CARE_TERMS_VERSION, sums }).toEqual({
    privacy: '2026-11-22',
    care: '2026-11-21',
    sums: ['care en 3373566b6f3f', 'care ja 2c59833eb5a6', 'privacy en 4384381cdc5d', 'privacy ja 8716fe415347'],
  });
});

test('a way on that leads out of the house leads to her page', async () => {
  const visitor = await signIn(world, await addUser(world, { consent: null }));
  const away = await visitor.post(paths.ownConsent(), { next: 'https://evil.example', consent: 'on' });
  expect(away.location).toBe(paths.me());
});

test('whether she has agreed costs no statement of its own', async () => {
  const visitor = await signIn(world, await addUser(world));
  const { statements } = await openCounting(visitor, paths.ownData());
  expect(statements.filter((one) => one.includes('consent'))).toHaveLength(1);
  expect(statements).toHaveLength(2);
});

test('what she signed on paper is put down by the staff, on record, and she books', async () => {
  const manager = await addUser(world, { roles: ['manager'] });
  const staff = await signIn(world, manager);
  const member = await addUser(world, { consent: null });
  expect((await staff.get(paths.member(member.id))).$('form[action$="/consent"]')).toHaveLength(1);
  expect((await staff.post(paths.memberConsent(member.id))).location).toBe(paths.member(member.id));
  const page = await staff.get(paths.member(member.id));
  expect(page.$('form[action$="/consent"]')).toHaveLength(0);
  expect(page.text).toContain('紙で受け取り');
  const [entry] = await world.database.reader.findBy(AuditEntry, { subjectKind: 'user', subjectId: member.id });
  expect(entry).toMatchObject({
    action: 'accounts.paper_consent_recorded',
    actorId: manager.id,
    detail: { version: PRIVACY_VERSION },
  });
  const hers = await signIn(world, member);
  const order = { ...slot, start: '13:00', end: '14:00', resourceIds: String(desk.id) };
  expect((await hers.post(paths.bookings(), order)).status).toBe(303);

  expect((await hers.post(paths.memberConsent(member.id))).status).toBe(403);
  expect((await staff.post(paths.memberConsent(999_999))).status).toBe(404);
});
