import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sow } from '../../seeds/seed.cli.js';
import { resetFactors } from '../../src/accounts/second-factor/factors-reset.cli.js';
import { Authenticator } from '../../src/accounts/second-factor/authenticator.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { rotateKeys } from '../../src/keys-rotate.cli.js';
import { verifyAudit } from '../../src/platform/audit/audit-verify.cli.js';
import { AuditChain } from '../../src/platform/audit/audit-chain.js';
import { AuditLink } from '../../src/platform/audit/audit-link.entity.js';
import { backUp } from '../../src/platform/backup/backup.cli.js';
import { restore } from '../../src/platform/backup/restore.cli.js';
import { type Command, obey } from '../../src/platform/command.js';
import { paths } from '../../src/platform/paths.js';
import { open } from '../../src/platform/crypto/sealed.js';
import { Retention } from '../../src/platform/personal-data/retention.js';
import { momentOf } from '../../src/platform/time.js';
import { report } from '../../src/programmes/reports/report.cli.js';
import { retain } from '../../src/retention.cli.js';
import { startApp, type TestApp } from '../support/app.js';
import { addChild } from '../support/child-factories.js';
import { contentsOf, rowsOf } from '../support/contents.js';
import { setUpApp } from '../support/factor-factories.js';
import { addUser, PASSWORD } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';
import { stopped, unguarded } from '../support/unguarded.js';

let world: TestApp;
let admin: User;
let child: number;
let guardian: User;
beforeAll(async () => {
  world = await startApp();
  admin = await addUser(world, { roles: ['admin'] });
  guardian = await addUser(world);
  child = await addChild(world, guardian);
});
afterAll(() => world.close());

/** What somebody sees who types it beside the server of this database. */
async function type(command: Command, words: string[] = [], env: Record<string, string> = {}) {
  const { databaseUrl: DATABASE_URL, sqliteFile: SQLITE_FILE } = world.settings;
  const out: string[] = [];
  const errors: string[] = [];
  const terminal = { log: (line: string) => out.push(line), error: (line: string) => errors.push(line) };
  const where = { NODE_ENV: 'test', SEED: 'none', SQLITE_FILE, ...(DATABASE_URL && { DATABASE_URL }) };
  const code = await obey(command, words, { ...where, ...env }, terminal as never);
  return { code, out, errors };
}

test('what is wrongly typed is answered with how to type it, and does nothing', async () => {
  const before = await contentsOf(world.database.reader);
  const wrong: [Command, string[]][] = [
    [retain, ['--dryrun']],
    [retain, ['dry-run']],
    [rotateKeys, ['now']],
    [verifyAudit, ['12']],
    [verifyAudit, ['12:abc']],
    [verifyAudit, ['1', '2']],
    [resetFactors, []],
    [resetFactors, ['a@example.jp', 'b@example.jp']],
    [backUp, []],
    [backUp, ['/tmp', '--rotat']],
    [restore, []],
    [restore, ['there', '--forced']],
    [report, []],
    [report, ['2026-13']],
    [sow, ['everything']],
  ];
  for (const [command, words] of wrong)
    expect(await type(command, words)).toEqual({ code: 1, out: [], errors: [`Usage: ${command.usage}`] });
  const { code, errors } = await type(rotateKeys, [], { DATA_KEY: 'short' });
  expect([code, errors[0]]).toEqual([1, expect.stringContaining('DATA_KEY')]);
  expect(await contentsOf(world.database.reader)).toEqual(before);
});

test('retention tells what it would do and then does just that, once', async () => {
  const old = await addUser(world);
  const createdAt = momentOf('2019-05-01T00:00:00Z');
  await world.database.transaction((tx) => tx.update(User, old.id, { createdAt }));
  const before = await contentsOf(world.database.reader);
  const told = await type(retain, ['--dry-run']);
  expect(told).toMatchObject({ code: 0, errors: [] });
  expect(told.out).toContainEqual(
    expect.stringMatching(/^people: 1 would be anonymised \(ended before .*, 5 years\)$/),
  );
  expect(await contentsOf(world.database.reader)).toEqual(before);
  const done = await type(retain);
  expect(done).toEqual({ code: 0, errors: [], out: told.out.map((line) => line.replace('would be', 'were')) });
  expect((await world.get(Retention).due()).flatMap(({ ids }) => ids)).toEqual([]);
});

test('the chain is gone through to its end, whose line shows later whether a tail was cut off', async () => {
  await world.get(AuditChain).link();
  const whole = await type(verifyAudit);
  expect(whole).toEqual({
    code: 0,
    errors: [],
    out: [expect.stringMatching(/^All \d+ links hold\.$/), expect.anything()],
  });
  const end = whole.out[1]!;
  expect((await type(verifyAudit, [end])).code).toBe(0);
  const [position, hash] = end.split(':') as [string, string];
  const further = `${Number(position) + 1}:${hash}`;
  expect(await type(verifyAudit, [further])).toMatchObject({
    code: 1,
    errors: [`The chain does not go through ${further}.`],
  });

  const { entryId } = await world.database.reader.findOneByOrFail(AuditLink, { position: 2 });
  await unguarded(world, 'audit_entry', `UPDATE audit_entry SET actor_id = 7 WHERE id = ${entryId}`);
  const broken = await type(verifyAudit);
  expect(broken).toEqual({ code: 1, out: [], errors: [`Link 2 (entry ${entryId}): the entry was changed.`] });
});

test('who keeps the server resets what the only administrator has lost: she is signed out, and told', async () => {
  const { visitor } = await setUpApp(world, admin);
  expect((await visitor.get(paths.members())).status).toBe(200);
  const nobody = await type(resetFactors, ['nobody@example.jp']);
  expect(nobody).toEqual({ code: 1, out: [], errors: ['Nobody has the address nobody@example.jp.'] });
  expect((await visitor.get(paths.members())).status).toBe(200);

  const done = await type(resetFactors, [admin.email.toUpperCase()]);
  expect(done).toMatchObject({ code: 0, errors: [], out: [expect.stringContaining('all sessions ended')] });
  expect((await visitor.get(paths.members())).location).toContain(paths.signIn());
  expect((await lastMailTo(world, admin.email)).name).toBe('accounts.factors_reset');
  const again = world.visitor();
  expect((await again.post(paths.signIn(), { email: admin.email, password: PASSWORD })).location).toBe(paths.me());
});

test('a new key takes over all that is sealed, also where it was stopped in the middle, and the old one can go', async () => {
  const { reader } = world.database;
  const [own] = await reader.query<{ value: string }[]>(`SELECT value FROM secret WHERE name = 'data-key'`);
  const { secret } = await setUpApp(world, guardian);
  const fresh = 'the key that comes after the first one';
  // From before it was sealed.
  await world.database.transaction((tx) => tx.query(`UPDATE child SET notes = 'りんごが好き'`));
  const both = { DATA_KEY: `${fresh},${own!.value}` };
  const sealedUnder = async (table: string): Promise<string[]> => {
    const rows = JSON.stringify((await rowsOf(reader))[table]);
    const ids = Array.from(rows.matchAll(/"s1\.([0-9a-f]{8})\./g), ([, id]) => id!);
    return ids.filter((id, at) => ids.indexOf(id) === at);
  };
  const [old] = await sealedUnder('child');
  expect(await sealedUnder('authenticator')).toEqual([old]);

  const cut = await stopped(world, 'child', () => type(rotateKeys, [], both));
  expect(cut).toMatchObject({ code: 1, errors: [expect.stringContaining('stop')] });
  const [now] = await sealedUnder('authenticator');
  expect([now === old, await sealedUnder('child')]).toEqual([false, [old]]);
  const tooSoon = await type(rotateKeys, [], { DATA_KEY: fresh });
  expect(tooSoon).toMatchObject({ code: 1, errors: [expect.stringContaining(`under key ${old}`)] });

  const done = await type(rotateKeys, [], both);
  expect(done).toMatchObject({
    code: 0,
    errors: [],
    out: expect.arrayContaining(['authenticator.secret: 0', 'child.conditions: 1']),
  });
  // What a session keeps of a set-up that was begun is begun anew.
  const { session: _begun, ...lasting } = await rowsOf(reader);
  const everything = JSON.stringify(lasting);
  expect(['りんご', `s1.${old}.`, `s1.${now}.`].map((text) => everything.includes(text))).toEqual([false, false, true]);
  const once = await type(rotateKeys, [], { DATA_KEY: fresh });
  expect([once.code, once.out.filter((line) => /: [1-9]/.test(line))]).toEqual([0, []]);
  expect(await reader.findOneBy(Child, { id: child })).toMatchObject({
    conditions: '熱性けいれん',
    notes: 'りんごが好き',
  });
  const app = await reader.findOneByOrFail(Authenticator, { userId: guardian.id });
  expect(open(app.secret)).toBe(secret);
});
