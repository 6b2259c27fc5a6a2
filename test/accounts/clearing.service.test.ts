import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OneTimeLink } from '../../src/accounts/one-time-link.entity.js';
import { ThrottleEntry } from '../../src/accounts/throttle.entity.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { PersonalData } from '../../src/platform/personal-data/personal-data.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

test('at night, links and counts that have run out are cleared away, and those that work stay', async () => {
  const { reader } = world.database;
  await world.get(Jobs).tick();
  await world.visitor().post(paths.passwordReset(), { email: (await addUser(world)).email });
  await (
    await signInAs(world, 'manager')
  ).post(paths.invitations(), {
    email: 'new@example.jp',
    roles: 'editor',
    language: 'ja',
  });
  expect(await reader.count(OneTimeLink)).toBe(2);
  expect(await reader.count(ThrottleEntry)).toBeGreaterThan(0);
  world.clock.setTo('2026-11-22', 4 * 60);
  await world.get(Jobs).tick();
  expect((await reader.find(OneTimeLink)).map(({ purpose }) => purpose)).toEqual(['invitation']);
  expect(await reader.count(ThrottleEntry)).toBe(0);
});

test('no page of this room costs more statements than a page may', async () => {
  const admin = await addUser(world, { roles: ['admin', 'member'] });
  const visitor = await signIn(world, admin);
  const pages = [
    paths.profile(),
    paths.members({ q: 'a' }),
    paths.members({ after: admin.id }),
    paths.member(admin.id),
    paths.invitations(),
    paths.signUp(),
  ];
  for (const page of pages) {
    const { answer, statements } = await openCounting(visitor, page);
    expect(answer.status).toBe(200);
    expect([page, statements.length <= MOST_STATEMENTS ? 'fine' : statements]).toEqual([page, 'fine']);
  }
});

test('a room answers for each table with a column that names a person or a child', async () => {
  const NAMES = /^(user|member|guardian|child|reader|actor|trainer)_ids?$|^child_ids$/;
  const statement =
    databaseKind === 'postgres'
      ? `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public'`
      : `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`;
  const referring =
    databaseKind === 'postgres'
      ? `SELECT conrelid::regclass::text AS "table" FROM pg_constraint WHERE confrelid IN ('app_user'::regclass, 'child'::regclass)`
      : `SELECT m.name AS "table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE f."table" IN ('app_user', 'child')`;
  const { reader } = world.database;
  const columns = await reader.query<{ table: string; column: string }[]>(statement);
  const tables = new Set([
    ...columns.filter(({ column }) => NAMES.test(column)).map(({ table }) => table),
    ...(await reader.query<{ table: string }[]>(referring)).map(({ table }) => table),
  ]);
  const answered = new Set(
    world
      .get(PersonalData)
      .all()
      .flatMap((records) => records.tables),
  );
  // Ids alone, kept with the trail.
  const kept = new Set(['audit_entry']);
  expect([...tables].filter((table) => !answered.has(table) && !kept.has(table)).toSorted()).toEqual([]);
});
