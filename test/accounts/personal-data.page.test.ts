import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { type EntityTarget, In, Not } from 'typeorm';
import { ACCOUNTS } from '../../seeds/demo/names.js';
import { DEMO_PASSWORD } from '../../seeds/demo/people.js';
import { seed } from '../../seeds/seed.js';
import { Erasures } from '../../src/accounts/personal-data/erasures.js';
import { User } from '../../src/accounts/user.entity.js';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { ChildGuardian } from '../../src/childcare/children/child-guardian.entity.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { verifyChain } from '../../src/platform/audit/audit-verifier.js';
import { Retention } from '../../src/platform/personal-data/retention.js';
import { momentOf } from '../../src/platform/time.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { paths } from '../../src/platform/paths.js';
import type { Viewer } from '../../src/platform/web/viewer.js';
import { WalkInMerge } from '../../src/training/roll-call/walk-in-merge.entity.js';
import { WalkIn } from '../../src/training/roll-call/walk-in.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { SessionMessage } from '../../src/training/teaching/session-message.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { rowsOf } from '../support/contents.js';
import { addUser, PASSWORD, signIn } from '../support/factories.js';
import { openCounting } from '../support/statements.js';
import { mailsTo } from '../support/mails.js';
import { stopped } from '../support/unguarded.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor, member: Visitor;
const demo = async (name: string): Promise<Visitor> => {
  const visitor = world.visitor();
  await visitor.post(paths.signIn(), { email: `${name}@demo.test`, password: DEMO_PASSWORD });
  return visitor;
};
beforeAll(async () => {
  world = await startApp();
  await seed(world.database, world.clock, 'demo');
  [manager, member] = [await demo('manager'), await demo('member')];
});
afterAll(() => world.close());

test('a person takes her data away, with her password, and nobody else’s', async () => {
  world.clock.advance({ minutes: 31 });
  for (const at of [paths.ownData(), paths.ownErasure()]) expect((await member.get(at)).location).toBe(paths.proof(at));
  const shown = { next: paths.ownData(), currentPassword: 'something else' };
  expect((await member.post(paths.proof(), shown)).status).toBe(422);
  expect((await member.post(paths.proof(), { ...shown, currentPassword: DEMO_PASSWORD })).location).toBe(shown.next);
  const answer = await member.post(paths.ownData());
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip']);
  const files = unzipSync(answer.bytes);
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['README.txt', 'account.json', 'bookings.json', 'children.json', 'trainings.json']),
  );
  const read = (name: string) => JSON.parse(strFromU8(files[name]!)) as Record<string, Record<string, unknown>[]>;
  const { person } = read('account.json') as unknown as { person: User };
  expect(person).toMatchObject({ email: 'member@demo.test', name: expect.any(String) });
  expect(read('bookings.json').bookings!.every(({ memberId }) => memberId === person.id)).toBe(true);
  expect(read('bookings.json').bookings!.length).toBeGreaterThan(0);
  expect(read('children.json').children!.length).toBeGreaterThan(0);
  const others = ACCOUNTS.filter(({ email }) => email !== person.email).map(({ email }) => email);
  const everything = Object.values(files)
    .map((file) => strFromU8(file))
    .join('');
  expect(others.filter((email) => everything.includes(email))).toEqual([]);
});

test('a request waits for a manager, says what is to be settled first, and can be withdrawn or refused', async () => {
  expect((await member.postAndFollow(paths.ownErasure())).text).toContain('確認しています');
  const list = await manager.get(paths.erasures());
  const href = list.$('main .list a').first().attr('href')!;
  expect((await manager.get(href)).text).toMatch(/これからの予約が\d+件/);
  expect((await manager.post(`${href}/confirmation`)).status).toBe(409);
  await member.postAndFollow(paths.ownErasureWithdrawal());
  expect((await manager.post(`${href}/confirmation`)).status).toBe(409);
  await member.postAndFollow(paths.ownErasure());
  const again = (await manager.get(paths.erasures())).$('main .list a').first().attr('href')!;
  expect((await manager.post(`${again}/refusal`, { answer: '' })).status).toBe(422);
  expect((await manager.postAndFollow(`${again}/refusal`, { answer: '利用料のお支払いが先です' })).status).toBe(200);
  expect((await member.get(paths.ownErasure())).text).toContain('利用料のお支払いが先です');
  expect((await mailsTo(world, 'member@demo.test')).map(({ name }) => name)).toContain('personal.erasure_refused');
});

test('nothing about health stands in the database but sealed', async () => {
  const sealed = ['child', 'care_event', 'care_incident', 'child_approval', 'interview'];
  const words = (await world.database.reader.find(Child)).flatMap(({ allergies, conditions }) => [
    allergies,
    conditions,
  ]);
  const told = words.filter((one): one is string => Boolean(one));
  expect(told.length).toBeGreaterThan(0);
  const stored = async (): Promise<string> => {
    const { sqliteFile } = world.settings;
    if (databaseKind === 'sqlite')
      return `${readFileSync(sqliteFile, 'utf8')}${readFileSync(`${sqliteFile}-wal`, 'utf8')}`;
    const rows = await rowsOf(world.database.reader);
    return JSON.stringify(sealed.map((table) => rows[table]));
  };
  const before = await stored();
  expect(told.filter((one) => before.includes(one))).toEqual([]);
  expect(before).not.toContain('temperature');
});

test('who was erased is gone in one step: signed out, nameless, and without a mail', async () => {
  const hanako = await addUser(world, { name: '消える 花子', email: 'vanish@example.jp' });
  const visitor = await signIn(world, hanako);
  const made = await visitor.postAndFollow(paths.ownCalendar());
  const feed = new URL(/https?:\/\/[^\s"<]+\.ics/.exec(made.body)![0]).pathname;
  expect((await world.visitor().get(feed)).status).toBe(200);
  await visitor.postAndFollow(paths.ownErasure());
  const href = (await manager.get(paths.erasures())).$('main .list a').first().attr('href')!;
  const lasting = async (): Promise<string> => {
    const { session: _s, request_rate: _r, throttle: _t, ...rest } = await rowsOf(world.database.reader);
    return JSON.stringify(rest);
  };
  const before = await lasting();
  const confirmed = await stopped(
    world,
    'app_user',
    () => manager.post(`${href}/confirmation`),
    'NEW.erased_at IS NOT NULL',
  );
  expect(confirmed.status).toBe(500);
  expect(await lasting()).toBe(before);
  expect((await manager.postAndFollow(`${href}/confirmation`)).text).toContain('データを消去しました');
  expect((await visitor.get(paths.me())).location).toContain(paths.signIn());
  expect((await world.visitor().get(feed)).status).toBe(404);
  const contents = JSON.stringify(await rowsOf(world.database.reader));
  expect(contents).not.toMatch(/消える|vanish@/);
  const stranger = world.visitor();
  expect((await stranger.post(paths.signIn(), { email: hanako.email, password: PASSWORD })).status).toBe(422);
});

test('what ended longer ago than it is kept is told first, and anonymised then', async () => {
  const old = { name: '昔の 会員', createdAt: momentOf('2019-05-01T00:00:00Z') };
  const { id } = await addUser(world, old);
  const due = async (): Promise<number[]> =>
    (await world.get(Retention).due()).find(({ kind }) => kind === 'people')!.ids;
  expect(await due()).toEqual([id]);
  const costs = async (): Promise<number> => (await openCounting(manager, paths.retention())).statements.length;
  const few = await costs();
  const more: number[] = [];
  while (more.length < 5) more.push((await addUser(world, old)).id);
  expect(await due()).toEqual([id, ...more]);
  expect(await costs()).toBe(few);
  await world.database.transaction((tx) => tx.update(User, more, { createdAt: world.clock.now() }));
  expect((await manager.get(paths.retention())).text).toContain(
    '2021年4月1日(木)より前に終わったもの: いま対象になるのは1件です',
  );
  await manager.postAndFollow(paths.retentionOf('people'), { years: '8' });
  expect(await due()).toEqual([]);
  expect((await manager.post(paths.retentionOf('people'), { years: '0' })).status).toBe(422);
  expect((await manager.post(paths.retentionOf('things'), { years: '5' })).status).toBe(404);
  await manager.postAndFollow(paths.retentionOf('people'), { years: '5' });
  await world.get(Retention).run();
  expect(await world.database.reader.findOneByOrFail(User, { id })).toMatchObject({ name: '—', phone: null });
  expect(await due()).toEqual([]);
});

test('figures are the same before and after people are erased, and the audit trail holds', async () => {
  const figures = async (): Promise<string[]> => {
    const pages = ['2026-10', '2026-11'].flatMap((month) => [
      paths.usageCsv({ month }),
      paths.careFiguresCsv({ month }),
    ]);
    const found = [];
    for (const path of [
      ...pages,
      paths.count(),
      paths.reports(),
      paths.report('2026-10'),
      paths.reportCsv('2026-10'),
    ]) {
      const { status, body, $ } = await manager.get(path);
      expect([path, status]).toEqual([path, 200]);
      found.push(path.includes('.csv') ? body : $('main').text().replace(/\s+/g, ' '));
    }
    return found;
  };
  const before = await figures();
  expect(before.join(' ')).toMatch(/[1-9]\d/);
  const holders = await world.database.reader.find(UserRole);
  const staff = new Set(holders.filter(({ role }) => role !== 'member').map(({ userId }) => userId));
  const people = (await world.database.reader.find(User)).filter(({ id, erasedAt }) => !staff.has(id) && !erasedAt);
  expect(people.length).toBeGreaterThan(5);
  const links = await world.database.reader.find(ChildGuardian);
  const stay = links.filter(({ userId }) => !people.some(({ id }) => id === userId)).map(({ childId }) => childId);
  const children = await world.database.reader.findBy(Child, { id: Not(In(stay)) });
  for (const { id } of people) await world.database.transaction((tx) => world.get(Erasures).erase(tx, null, id));
  expect(await figures()).toEqual(before);
  // Receipts are kept as the law asks for.
  const { receipt: _kept, ...rest } = await rowsOf(world.database.reader);
  const words = JSON.stringify(rest, (_, value: unknown) => (Buffer.isBuffer(value) ? '' : value));
  const left = [...people.flatMap(({ name, email }) => [name, email]), ...children.map(({ name }) => name)];
  expect(left.filter((one) => words.includes(one))).toEqual([]);
  expect((await verifyChain(world.database)).broken).toBeUndefined();
  expect(await world.database.reader.countBy(User, { id: In(people.map(({ id }) => id)), name: '—' })).toBe(
    people.length,
  );
});

test('what a dry run tells is what a run does then, of each kind for as long as it is kept; all else stays', async () => {
  const { database } = world;
  const retention = world.get(Retention);
  const [walkIn, session] = [await one(WalkIn), await one(TrainingSession)];
  const said = { sessionId: session.id, text: '持ち物のお知らせ', recipients: 1, sentBy: 1 };
  const merged = { walkInId: walkIn.id, userId: 1, intoWalkInId: null, mergedBy: 1, reason: '本人の申し出' };
  await database.transaction(async (tx) => {
    for (let year = 2017; year < 2026; year += 1) {
      const at = momentOf(`${year}-0${(year % 9) + 1}-15T03:00:00Z`);
      await tx.insert(SessionMessage, { ...said, sentAt: at, sending: String(year) });
      await tx.insert(WalkInMerge, { ...merged, mergedAt: at });
    }
    const aged = (column: string) => `CAST(2017 + id % 9 AS TEXT) || substr(${column}, 5)`;
    for (const [table, column] of [
      ['receipt', 'issued_on'],
      ['booking', 'date'],
      ['training_session', 'date'],
    ] as const)
      // prettier-ignore
      await tx.query(`UPDATE ${table} SET ${column} = ${aged(column)} WHERE ${column} NOT LIKE '%-02-29'`);
  });
  const kinds = { walk_ins: 'walk_in', receipts: 'receipt', purposes: 'booking', messages: 'session_message', merges: 'walk_in_merge' }; // prettier-ignore
  const cleared: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 7, maxLength: 7 }), async (years) => {
      const terms = await retention.terms();
      for (const [at, { kind }] of terms.entries()) await retention.set({ id: 1 } as Viewer, kind, years[at]!);
      const told = await retention.due();
      const before = await rowsOf(database.reader);
      expect(await retention.run()).toEqual(told);
      const after = await rowsOf(database.reader);
      for (const [kind, table] of Object.entries(kinds)) {
        const { ids } = told.find((due) => due.kind === kind)!;
        const changed = before[table]!.filter((row, at) => JSON.stringify(row) !== JSON.stringify(after[table]![at]));
        expect([kind, changed.map((row) => (row as { id: number }).id)]).toEqual([kind, ids]);
        cleared[kind] = (cleared[kind] ?? 0) + ids.length;
      }
      expect((await retention.due()).flatMap(({ ids }) => ids)).toEqual([]);
    }),
    { numRuns: 4, seed: 7 },
  );
  expect(Object.entries(cleared).filter(([, count]) => count === 0)).toEqual([]);
});

const one = async <T extends object>(entity: EntityTarget<T>): Promise<T> =>
  (await world.database.reader.find(entity, { take: 1 }))[0]!;
