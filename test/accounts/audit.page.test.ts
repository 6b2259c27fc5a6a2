import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { addressText } from '../../src/platform/audit/address.policy.js';
import { AuditChain } from '../../src/platform/audit/audit-chain.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { AuditLink } from '../../src/platform/audit/audit-link.entity.js';
import { stillHolds, verifyChain } from '../../src/platform/audit/audit-verifier.js';
import { Audit } from '../../src/platform/audit/audit.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { unguarded } from '../support/unguarded.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let admin: User, member: User;
let visitor: Visitor;
beforeAll(async () => {
  world = await startApp();
  admin = await addUser(world, { name: '管理 太郎', roles: ['admin'] });
  member = await addUser(world, { name: '小平 花子' });
  visitor = await signIn(world, admin);
});
afterAll(() => world.close());

const record = (detail: Record<string, unknown> = {}, subject = { kind: 'thing', id: 1 }): Promise<void> =>
  world.database.transaction((tx) =>
    world.get(Audit).record(tx, { actorId: member.id, action: 'accounts.tested', subject, detail }),
  );

const write = (statement: string): Promise<unknown> => world.database.transaction((tx) => tx.query(statement));

test('an entry says from where it was done, and keeps no words about people', async () => {
  await visitor.postAndFollow(paths.memberRoles(member.id), { role: 'editor' });
  const entry = await world.database.reader.findOneByOrFail(AuditEntry, { action: 'accounts.role_granted' });
  expect(entry).toMatchObject({ actorId: admin.id, subjectId: member.id, fromAddress: '127.0.0.0/24' });
  expect(entry.fromSession).toMatch(/^[\w-]{12}$/);
  await record({ reason: '入院のため', after: { note: '持病', reason: '空調', at: 5 }, ids: [1] });
  const own = await world.database.reader.findOneByOrFail(AuditEntry, { action: 'accounts.tested' });
  expect(own.detail).toEqual({ reason: '…', after: { note: '…', reason: '空調', at: 5 }, ids: [1] });
  expect([own.fromAddress, own.fromSession]).toEqual([null, null]);
});

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:12:34::1', '2001:db8:12::/48'],
  ['::1', '0:0:0::/48'],
])('%s is kept as %s', (address, kept) => {
  expect([addressText(address, 'coarse'), addressText(address, 'none')]).toEqual([kept, null]);
});

test('administrators search it by person, deed, subject and time, page by page; nobody else sees it', async () => {
  for (let id = 1; id <= 60; id += 1) await record({}, { kind: 'page', id });
  const seen = async (query: Record<string, string | number>): Promise<string[]> => {
    const { $, status } = await visitor.get(paths.audit(query));
    expect(status).toBe(200);
    return $('tbody td:nth-child(4)')
      .toArray()
      .map((cell) => $(cell).text());
  };
  const first = await visitor.get(paths.audit({ kind: 'page' }));
  expect(first.$('tbody tr')).toHaveLength(50);
  expect(first.$('tbody tr').first().text()).toContain('page 60');
  const second = await visitor.get(first.$('.pager [rel=next]').attr('href')!);
  expect(second.$('tbody td:nth-child(4)').first().text()).toBe('page 10');
  expect(await seen({ kind: 'page', id: 7 })).toEqual(['page 7']);
  expect(await seen({ person: '管理', action: 'accounts.role_granted' })).toEqual(['小平 花子']);
  expect(await seen({ person: String(admin.id), action: 'accounts.tested' })).toEqual([]);
  expect(await seen({ person: 'いない人' })).toEqual([]);
  expect(await seen({ kind: 'page', id: 7, from: '2026-11-21', to: '2026-11-21' })).toHaveLength(1);
  expect(await seen({ kind: 'page', from: '2026-11-22' })).toEqual([]);
  await record({}, { kind: 'booking', id: 3 });
  expect(await seen({ kind: 'booking' })).toEqual(['予約 3']);
  expect(first.$('select[name=kind] option').text()).toMatch(/^すべての種類.*利用者/s);
  expect((await visitor.get(`${paths.audit()}?id=x&from=no&before=1&person=%00`)).status).toBe(200);
  expect((await (await signInAs(world, 'manager', 'officer')).get(paths.audit())).status).toBe(403);
});

test('each search goes by an index and needs no sorting, however many entries', async () => {
  const many = `SELECT n, 'accounts.tested' AS action, n % 50 AS subject FROM numbers`;
  await write(`WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 30000)
    INSERT INTO audit_entry (at, actor_id, action, subject_kind, subject_id, detail)
    SELECT ${databaseKind === 'postgres' ? `timestamptz '2026-01-01' + n * interval '1 minute'` : `datetime('2026-01-01', n || ' minutes')`},
      n % 1000 + 1000, action, 'thing', subject, '{}' FROM (${many}) made`);
  if (databaseKind === 'postgres') await write('ANALYZE audit_entry');
  const queries = [
    {},
    { kind: 'thing', id: 7 },
    { action: 'accounts.tested' },
    { person: String(member.id) },
    { from: '2026-01-03', to: '2026-01-04' },
    { before: '1767400000000-9' },
  ];
  for (const query of queries) {
    const { statements } = await openCounting(visitor, paths.audit(query));
    expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    const page = statements.find((one) => /FROM "?audit_entry"? "?entry"?/.test(one))!;
    const explain = databaseKind === 'postgres' ? 'EXPLAIN (GENERIC_PLAN)' : 'EXPLAIN QUERY PLAN';
    const plan = JSON.stringify(await world.database.reader.query(`${explain} ${page.replaceAll('?', 'NULL')}`));
    expect([query, plan]).toEqual([query, expect.stringMatching(/audit_entry_\w+/)]);
    expect([query, plan]).toEqual([
      query,
      expect.not.stringMatching(/Seq Scan on audit_entry|SCAN entry(?! USING)|TEMP B-TREE/),
    ]);
  }
});

test('the database refuses to change or take away what stands in it', async () => {
  await world.get(AuditChain).link();
  const attempts = ['audit_entry', 'audit_link'].flatMap((table) => [
    `UPDATE ${table} SET ${table === 'audit_entry' ? 'actor_id' : 'position'} = 7`,
    `DELETE FROM ${table}`,
    ...(databaseKind === 'postgres' ? [`TRUNCATE ${table}`] : []),
  ]);
  for (const attempt of attempts) await expect(write(attempt)).rejects.toThrow('only grows');
});

test('the chain holds over all entries, and names the first that was tampered with', async () => {
  const chain = world.get(AuditChain);
  await chain.link();
  for (const hours of [-1, 25, -24]) {
    world.clock.advance({ hours }); // the chain goes by what was written first, whatever the clock said
    await record();
    await chain.link();
  }
  await Promise.all([chain.link(), chain.sweep()]);
  const verdict = await verifyChain(world.database);
  expect(verdict).toEqual({ end: expect.anything(), unlinked: 0 });
  expect(verdict.end.position).toBe(await world.database.reader.count(AuditEntry));
  expect(await stillHolds(world.database, verdict.end)).toBe(true);
  expect(await stillHolds(world.database, { ...verdict.end, hash: 'another' })).toBe(false);

  const target = await world.database.reader.findOneByOrFail(AuditLink, { position: 40 });
  await unguarded(world, 'audit_entry', `UPDATE audit_entry SET actor_id = 7 WHERE id = ${target.entryId}`);
  expect((await verifyChain(world.database)).broken).toEqual({ position: 40, entryId: target.entryId, why: 'changed' });
  const before = await world.database.reader.findOneByOrFail(AuditLink, { position: 30 });
  await unguarded(world, 'audit_entry', `DELETE FROM audit_entry WHERE id = ${before.entryId}`);
  expect((await verifyChain(world.database)).broken).toEqual({ position: 30, entryId: before.entryId, why: 'missing' });
  await unguarded(world, 'audit_link', 'DELETE FROM audit_link WHERE position = 20');
  expect((await verifyChain(world.database)).broken).toMatchObject({ position: 20, why: 'gap' });
});
