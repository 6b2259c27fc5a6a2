import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MoreThan } from 'typeorm';
import { Consent } from '../../src/accounts/consent.entity.js';
import { OneTimeLink } from '../../src/accounts/one-time-link.entity.js';
import { SignIn } from '../../src/accounts/sign-in/sign-in.service.js';
import { PasswordReset } from '../../src/accounts/password-reset/password-reset.service.js';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import { ImportRuns } from '../../src/imports/import-runs.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signInAs } from '../support/factories.js';
import {
  cp932,
  HEADINGS,
  idle,
  importOf,
  importShown,
  peopleTable,
  personLine,
  uploadTable,
} from '../support/tables.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor;
beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
});
afterAll(() => world.close());
beforeEach(() =>
  world.database.transaction(async (tx) => {
    for (const entity of [OneTimeLink, OutboxMail, Consent])
      await tx.createQueryBuilder().delete().from(entity).execute();
    const imported = "SELECT id FROM app_user WHERE email LIKE 'hanako%'";
    await tx.query(`DELETE FROM user_role WHERE user_id IN (${imported})`);
    await tx.query(`DELETE FROM app_user WHERE email LIKE 'hanako%'`);
  }),
);

const imported = (): Promise<User[]> =>
  world.database.reader
    .createQueryBuilder(User, 'user')
    .where("user.email LIKE 'hanako%'")
    .orderBy('user.id')
    .getMany();

test('what a file in the writing of Excel says is what is entered: no password, no consent, nothing confirmed', async () => {
  const shown = await uploadTable(world, manager, cp932(peopleTable(3)));
  expect((await importOf(world, shown.id)).report).toMatchObject({ encoding: 'shift_jis', add: 3, wrong: 0 });
  expect(await imported()).toEqual([]);

  await importShown(world, manager, shown);
  const [first, ...others] = await imported();
  expect(others).toHaveLength(2);
  expect(first).toMatchObject({
    name: '髙﨑 花子1',
    kana: 'タカサキ ハナコ',
    postalCode: '1870032',
    address: '東京都小平市小川町1-1',
    phone: '09012345678',
    resident: true,
    raisingChildren: false,
    language: 'ja',
    passwordHash: null,
    emailConfirmedAt: null,
  });
  expect(await world.database.reader.findBy(UserRole, { userId: first!.id })).toMatchObject([{ role: 'member' }]);
  expect(await world.database.reader.countBy(Consent, { userId: first!.id })).toBe(0);
  expect(await world.database.reader.count(OutboxMail)).toBe(0);

  const { content, status } = (await world.database.reader
    .createQueryBuilder('import', 'file')
    .select(['file.content AS content', 'file.status AS status'])
    .where('file.id = :id', { id: shown.id })
    .getRawOne<{ content: unknown; status: string }>())!;
  expect([content, status]).toEqual([null, 'done']);
});

test('where it is ticked, each new member is mailed a link by which she chooses her password', async () => {
  await importShown(world, manager, await uploadTable(world, manager, peopleTable(2)), { notify: true });
  const mails = await world.database.reader.find(OutboxMail, { order: { id: 'ASC' } });
  expect(mails.map(({ toAddress, template }) => [toAddress, template])).toEqual([
    ['hanako1@example.jp', 'accounts.welcome'],
    ['hanako2@example.jp', 'accounts.welcome'],
  ]);
  world.clock.advance({ hours: 6 * 24 });
  const token = /password-reset\/([\w-]+)/.exec(mails[0]!.text)![1]!;
  await world.get(PasswordReset).choose(token, 'akai-kutsu-haiteta');
  const credentials = { email: 'hanako1@example.jp', password: 'akai-kutsu-haiteta', network: 'x' };
  expect(await world.get(SignIn).whoIs(credentials)).toMatchObject({ name: '髙﨑 花子1' });
  expect((await imported())[0]!.emailConfirmedAt).not.toBeNull();
});

test('one wrong row, the last of ten thousand, and nothing is entered', async () => {
  const text = peopleTable(10_000, (n) => (n === 9_999 ? personLine(n).replace('187-0032', '18700') : personLine(n)));
  const { id, page } = await uploadTable(world, manager, text);
  const { report } = await importOf(world, id);
  expect(report).toMatchObject({ rows: 10_000, add: 9_999, wrong: 1 });
  expect(report!.problems).toEqual([
    { row: 10_000, field: 'postalCode', code: 'accounts.malformed_postal_code', params: {} },
  ]);
  expect(page.$('[name=plan]')).toHaveLength(0);
  const { planHash } = await importOf(world, id);
  expect((await manager.post(paths.importApplication(id), { plan: planHash! })).status).toBe(422);
  expect(await imported()).toEqual([]);
});

test('ten thousand members, with a mail each, take a bounded number of statements and one transaction', async () => {
  const shown = await uploadTable(world, manager, peopleTable(10_000));
  const { statements } = await statementsOf(() => importShown(world, manager, shown, { notify: true }));
  expect(await imported()).toHaveLength(10_000);
  expect(await world.database.reader.count(OutboxMail)).toBe(10_000);
  expect(await world.database.reader.countBy(OneTimeLink, { purpose: 'reset_password' })).toBe(10_000);
  expect(statements.filter((one) => one.startsWith('INSERT INTO "app_user"'))).toHaveLength(20);
  expect(statements.length).toBeLessThan(260);
});

test('a failure in the last part, whatever it is, takes back the whole', async () => {
  const shown = await uploadTable(world, manager, peopleTable(1200));
  const name = 'import_fails';
  const postgres = world.settings.databaseUrl !== undefined;
  const make = postgres
    ? `ALTER TABLE app_user ADD CONSTRAINT ${name} CHECK (email <> 'hanako1199@example.jp')`
    : `CREATE TRIGGER ${name} BEFORE INSERT ON app_user WHEN NEW.email = 'hanako1199@example.jp'
       BEGIN SELECT RAISE(ABORT, 'disk full'); END`;
  await world.database.transaction((tx) => tx.query(make));
  const heard = world.get(ImportRuns)['log'];
  heard.error = () => undefined;
  const page = await importShown(world, manager, shown);
  await world.database.transaction((tx) =>
    tx.query(postgres ? `ALTER TABLE app_user DROP CONSTRAINT ${name}` : `DROP TRIGGER ${name}`),
  );
  expect(await imported()).toEqual([]);
  expect(await importOf(world, shown.id)).toMatchObject({ status: 'failed' });
  expect(page.text).toContain('何も登録されていません');

  await manager.postAndFollow(paths.importCheck(shown.id), { encoding: '', existing: 'skip' });
  await idle(world);
  await importShown(world, manager, { id: shown.id, page: await manager.get(paths.import(shown.id)) });
  expect(await imported()).toHaveLength(1200);
});

test('the same file twice: the second time everybody is there already', async () => {
  await importShown(world, manager, await uploadTable(world, manager, peopleTable(3)));
  const { id, page } = await uploadTable(world, manager, peopleTable(3));
  expect((await importOf(world, id)).report).toMatchObject({ add: 0, skip: 3, warningsInAll: 3 });
  expect(page.text).toContain('取り込む必要はありません');
});

test('of two that were checked before either was imported, the second is shown again and adds nobody', async () => {
  const one = await uploadTable(world, manager, peopleTable(3));
  const other = await uploadTable(world, manager, peopleTable(4));
  const plan = (page: typeof one.page): string => String(page.$('[name=plan]').val());
  await Promise.all([
    manager.post(paths.importApplication(one.id), { plan: plan(one.page) }),
    manager.post(paths.importApplication(other.id), { plan: plan(other.page) }),
  ]);
  await idle(world);
  const files = [await importOf(world, one.id), await importOf(world, other.id)];
  expect(files.map(({ status }) => status).toSorted()).toEqual(['checked', 'done']);
  const second = files.find(({ status }) => status === 'checked')!;
  expect(second.report).toMatchObject({ changed: true, skip: 3 });
  expect((await manager.get(paths.import(second.id))).text).toContain('登録の内容が変わった');
  expect((await imported()).length).toBe(second.id === one.id ? 4 : 3);
});

test('a yes to what was shown earlier, or said twice, changes nothing', async () => {
  const shown = await uploadTable(world, manager, peopleTable(2));
  const plan = String(shown.page.$('[name=plan]').val());
  expect((await manager.post(paths.importApplication(shown.id), { plan: 'x' })).status).toBe(409);
  await importShown(world, manager, shown);
  expect((await manager.post(paths.importApplication(shown.id), { plan })).status).toBe(409);
  expect(await imported()).toHaveLength(2);
});

test('who is there already is updated where that was chosen; empty cells, staff and who was shut out stay as they are', async () => {
  const there = await addUser(world, { email: 'hanako1@example.jp', phone: '0311112222', resident: false });
  const staff = await addUser(world, { email: 'hanako2@example.jp', name: '所長', roles: ['manager'] });
  const gone = await addUser(world, { email: 'hanako3@example.jp', name: '前の人', deactivatedAt: world.clock.now() });
  const line = (n: number): string => `新しい名前${n},シンメイ,hanako${n}@example.jp,187-0001,,,はい,`;
  const shown = await uploadTable(world, manager, peopleTable(4, line), { existing: 'update' });
  expect((await importOf(world, shown.id)).report).toMatchObject({ add: 1, update: 1, skip: 2, wrong: 0 });
  await importShown(world, manager, shown, { notify: true });
  const [first, second, third] = await imported();
  expect(first).toMatchObject({
    id: there.id,
    name: '新しい名前1',
    postalCode: '1870001',
    phone: '0311112222',
    resident: true,
  });
  expect(first).toMatchObject({ passwordHash: there.passwordHash, address: there.address, raisingChildren: true });
  expect(first!.searchText).toContain('新シイ名前1');
  expect([second!.name, third!.name]).toEqual([staff.name, gone.name]);
  expect(await world.database.reader.count(OutboxMail)).toBe(1);
});

test('the trail tells who imported how many, and nothing about them', async () => {
  const before = (await world.database.reader.maximum(AuditEntry, 'id')) ?? 0;
  await importShown(world, manager, await uploadTable(world, manager, peopleTable(2)));
  const where = { id: MoreThan(before) };
  const entries = await world.database.reader.find(AuditEntry, { where, order: { id: 'ASC' } });
  expect(entries.map(({ action }) => action)).toEqual(['imports.uploaded', 'imports.applied']);
  expect(entries[1]!.detail).toEqual({ of: 'members', venueId: null, add: 2, update: 0, skip: 0, notified: 0 });
  expect(JSON.stringify(entries)).not.toContain('hanako');
});

test('the same address twice in a file, however it is written, is told with both rows', async () => {
  const text = `${HEADINGS}\r\n${personLine(1)}\r\n\r\n${personLine(1).replace('hanako', 'ＨＡＮＡＫＯ')}\r\n`;
  const { id } = await uploadTable(world, manager, text);
  expect((await importOf(world, id)).report!.problems).toEqual([
    { row: 4, field: 'email', code: 'imports.twice_in_file', params: { first: 2 } },
  ]);
});
