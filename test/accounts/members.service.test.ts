import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { membersPage, membersQuery, PAGE_ROWS } from '../../src/accounts/members/members-query.js';
import { Members } from '../../src/accounts/members/members.service.js';
import { User } from '../../src/accounts/user.entity.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser } from '../support/factories.js';

const PEOPLE = 100_000;

/** Every second a resident, every hundredth deactivated; many share a kana, so that the id has to decide. */
const crowd = `
  INSERT INTO app_user (email, email_confirmed_at, name, kana, resident, raising_children, language, search_text,
    created_at, deactivated_at)
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PEOPLE})
  SELECT 'crowd' || CAST(i AS text) || '@example.jp', CURRENT_TIMESTAMP, '人' || CAST(i AS text),
    'ア' || CAST(100000 + i * 7919 % 33331 AS text), i % 2 = 0, i % 3 = 0, 'ja',
    '人' || CAST(i AS text) || ' ア' || CAST(100000 + i * 7919 % 33331 AS text) || ' crowd' || CAST(i AS text) || '@example.jp',
    CURRENT_TIMESTAMP, CASE WHEN i % 100 = 0 THEN CURRENT_TIMESTAMP END
  FROM n`;

let world: TestApp;
let members: Members;
beforeAll(async () => {
  world = await startApp();
  members = world.get(Members);
  await world.database.transaction(async (tx) => {
    await tx.query(crowd);
    await tx.query("INSERT INTO user_role SELECT id, 'member', CURRENT_TIMESTAMP, NULL FROM app_user");
    await tx.query('ANALYZE');
  });
  await addUser(world, {
    name: '𠮷田 花子',
    kana: 'ヨシダ ハナコ',
    email: 'hanako@tsudoi.jp',
    roles: ['member', 'trainer'],
  });
  await addUser(world, { name: '吉田 花', kana: 'ヨシダ ハナ', email: 'y_100%@tsudoi.jp', roles: ['editor'] });
});
afterAll(() => world.close());

const list = (query: Record<string, string>) => members.page(membersQuery.parse(query));

async function planOf(query: Record<string, string>, after?: { kana: string; id: number }): Promise<string> {
  const { reader } = world.database;
  const [sql, parameters] = membersPage(reader, membersQuery.parse(query), after).getQueryAndParameters();
  const explain = databaseKind === 'postgres' ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN';
  return JSON.stringify(await reader.query(`${explain} ${sql}`, parameters));
}

describe(`the list of ${PEOPLE} people`, () => {
  test.each([
    ['the first page', {}, undefined],
    ['a page in the middle', {}, { kana: 'ア116665', id: 50_000 }],
    ['a page of residents', { resident: 'on' }, { kana: 'ア116665', id: 50_000 }],
    ['a page of all, deactivated or not', { status: 'all' }, { kana: 'ア116665', id: 50_000 }],
  ])('%s walks the index and sorts nothing', async (_, query, after) => {
    const plan = await planOf(query, after);
    expect(plan).toContain('app_user_kana');
    expect(plan).not.toMatch(/Sort|TEMP B-TREE|Seq Scan/);
  });

  test('a page costs the same few statements, whichever it is', async () => {
    const costs = [];
    for (const query of [{}, { after: '50000' }, { q: '人5' }, { role: 'trainer' }, { q: 'ヨシダ', status: 'all' }]) {
      const { statements } = await statementsOf(() => list(query as never));
      costs.push(statements.length);
    }
    expect(costs).toEqual([2, 3, 2, 2, 2]);
  });

  test('page by page everybody comes once, in the order of kana and id', async () => {
    const query = { q: '人123', status: 'all' };
    const seen: { kana: string; id: number }[] = [];
    for (let after: number | undefined, more = true; more;) {
      const { rows, next } = await list({ ...query, ...(after ? { after: String(after) } : {}) });
      expect(rows.length).toBeLessThanOrEqual(PAGE_ROWS);
      seen.push(...rows);
      more = next !== undefined;
      after = next;
    }
    expect(seen).toHaveLength(111); // 123, 1230–1239, 12300–12399
    expect(new Set(seen.map(({ id }) => id)).size).toBe(111);
    const order = (a: { kana: string; id: number }, b: { kana: string; id: number }) =>
      a.kana === b.kana ? a.id - b.id : a.kana < b.kana ? -1 : 1;
    expect(seen.map(({ id }) => id)).toEqual(seen.toSorted(order).map(({ id }) => id));
  });

  test('a row to go on behind that is not there any more begins anew', async () => {
    expect((await list({ after: '999999' })).rows).toEqual((await list({})).rows);
  });
});

describe('searching', () => {
  const namesFor = async (query: Record<string, string>) => (await list(query)).rows.map(({ name }) => name);

  test.each([
    [{ q: 'よしだ はなこ' }, ['𠮷田 花子']],
    [{ q: 'ﾖｼﾀﾞ' }, ['吉田 花', '𠮷田 花子']],
    [{ q: '𠮷' }, ['𠮷田 花子']],
    [{ q: 'HANAKO@' }, ['𠮷田 花子']],
    [{ q: '100%' }, ['吉田 花']],
    [{ q: 'y_1' }, ['吉田 花']],
    [{ q: "'; DROP TABLE app_user; --" }, []],
    [{ q: '😀' }, []],
    [{ q: 'ヨシダ\0' }, ['吉田 花', '𠮷田 花子']],
    [{ role: 'trainer' }, ['𠮷田 花子']],
    [{ role: 'trainer', q: 'ハナ' }, ['𠮷田 花子']],
    [{ role: 'officer' }, []],
    [{ q: 'crowd100@' }, []],
    [{ q: 'crowd100@', status: 'all' }, ['人100']],
    [{ q: 'crowd100@', status: 'deactivated' }, ['人100']],
    [{ q: 'crowd101@', resident: 'on' }, []],
    [{ q: 'crowd102@', resident: 'on', raisingChildren: 'on' }, ['人102']],
    [{ q: 'crowd102@', unconfirmed: 'on' }, []],
  ])('%j finds %j', async (query, names) => {
    expect(await namesFor(query)).toEqual(names);
  });

  test('the rows tell the roles', async () => {
    const [row] = (await list({ q: 'hanako@' })).rows;
    expect(row).toMatchObject({ confirmed: true, deactivated: false });
    expect(row!.roles.toSorted()).toEqual(['member', 'trainer']);
  });

  test('staff who act for somebody find members only, and as many as they ask for', async () => {
    expect((await members.find('よしだ', 10)).map(({ name }) => name)).toEqual(['𠮷田 花子']);
    expect(await members.find('人', 7)).toHaveLength(7);
    expect(await members.find('  ', 7)).toEqual([]);
    const { result, statements } = await statementsOf(() => members.find('crowd100@', 7));
    expect([result, statements.length]).toEqual([[], 1]);
    expect(await world.database.reader.countBy(User, { name: '人100' })).toBe(1);
  });
});
