import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Authenticator } from '../../src/accounts/second-factor/authenticator.entity.js';
import { RecoveryCode } from '../../src/accounts/second-factor/recovery-code.entity.js';
import { codeAt } from '../../src/accounts/second-factor/code.policy.js';
import { SecondFactors } from '../../src/accounts/second-factor/factors.service.js';
import type { User } from '../../src/accounts/user.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { StoredSession } from '../../src/platform/web/session.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { setUpApp, type WithApp } from '../support/factor-factories.js';
import { addUser, PASSWORD, signIn, signInAs } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const isSignedIn = async (visitor: Visitor) => (await visitor.get(paths.profile())).status === 200;

/** A new browser in which the right password was given. */
async function afterPassword(user: Pick<User, 'email'>, next?: string): Promise<Visitor> {
  const visitor = world.visitor();
  const answer = await visitor.post(paths.signIn(), { email: user.email, password: PASSWORD, next });
  expect(answer.location).toBe(paths.secondStep());
  return visitor;
}

describe('an authenticator app', () => {
  let user: User;
  let app: WithApp;
  beforeAll(async () => {
    user = await addUser(world);
    app = await setUpApp(world, user);
  });

  test('is asked for after the password, which alone opens nothing', async () => {
    const visitor = await afterPassword(user, '/bookings?date=2026-11-24');
    expect(await isSignedIn(visitor)).toBe(false);
    const page = await visitor.get(paths.secondStep());
    expect(page.$('input[name=code]').attr('autocomplete')).toBe('one-time-code');
    const answer = await visitor.post(paths.secondStep(), { code: app.nextCode() });
    expect([answer.location, await isSignedIn(visitor)]).toEqual(['/bookings?date=2026-11-24', true]);
  });

  test('a code works once, also for two who show it at the same moment', async () => {
    const code = app.nextCode();
    const visitors = [await afterPassword(user), await afterPassword(user)] as const;
    const answers = await Promise.all(visitors.map((visitor) => visitor.post(paths.secondStep(), { code })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422]);
    const third = await (await afterPassword(user)).post(paths.secondStep(), { code });
    expect([third.status, third.$('#problem-code').length]).toEqual([422, 1]);
  });

  test('wrong codes are slowed down, in all browsers at once, and the right one, too', async () => {
    world.clock.advance({ hours: 1 });
    const [one, other] = [await afterPassword(user), await afterPassword(user)];
    const statuses = [];
    for (const visitor of [one, other, one, other, one, other])
      statuses.push((await visitor.post(paths.secondStep(), { code: '000000' })).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
    expect((await one.post(paths.secondStep(), { code: codeAt(app.secret, world.clock.now()) })).status).toBe(429);
    world.clock.advance({ seconds: 30 });
    expect((await one.post(paths.secondStep(), { code: app.nextCode() })).status).toBe(303);
    world.clock.advance({ hours: 1 });
  });

  test('who shows the password only, has ten minutes', async () => {
    const visitor = await afterPassword(user);
    world.clock.advance({ minutes: 10 });
    expect((await visitor.get(paths.secondStep())).location).toBe(paths.signIn(paths.secondStep()));
    expect((await visitor.post(paths.secondStep(), { code: app.nextCode() })).location).toBe(paths.signIn());
    expect((await world.visitor().get(paths.secondStep())).status).toBe(303);
  });

  test('the link of a password mail does not go round it', async () => {
    const visitor = world.visitor();
    await visitor.post(paths.passwordReset(), { email: user.email });
    const { link } = await lastMailTo(world, user.email);
    expect((await visitor.post(link, { password: PASSWORD })).location).toBe(paths.secondStep());
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await visitor.post(paths.secondStep(), { code: app.nextCode() })).location).toBe(paths.me());
  });

  test('its secret and the recovery codes stand nowhere in the open', async () => {
    const stored = JSON.stringify([
      await world.database.reader.find(Authenticator),
      await world.database.reader.find(RecoveryCode),
    ]);
    expect(stored).not.toContain(app.secret);
    expect(app.recoveryCodes).toHaveLength(10);
    for (const code of app.recoveryCodes) expect(stored).not.toContain(code);
  });

  test('a recovery code lets her in once, and she is told by mail', async () => {
    const typed = app.recoveryCodes[3]!.toUpperCase().replaceAll('-', ' ');
    const visitor = await afterPassword(user);
    expect((await visitor.post(paths.secondStepRecovery(), { recoveryCode: typed })).status).toBe(303);
    expect((await visitor.get(paths.security())).text).toContain('残り9個');
    expect((await mailsTo(world, user.email)).map(({ name }) => name)).toContain('accounts.recovery_code_used');
    const again = await (await afterPassword(user)).post(paths.secondStepRecovery(), { recoveryCode: typed });
    expect([again.status, again.$('details[open] #problem-recoveryCode').length]).toEqual([422, 1]);
  });

  test('recovery codes are shown until she says that she has kept them; new ones end the old', async () => {
    const own = await addUser(world);
    const { visitor, recoveryCodes, nextCode } = await setUpApp(world, own);
    expect((await visitor.get(paths.recoveryCodes())).text).toContain(recoveryCodes[0]);
    await visitor.post(paths.recoveryCodesKept());
    expect((await visitor.get(paths.recoveryCodes())).text).not.toContain(recoveryCodes[0]);
    expect((await visitor.post(paths.recoveryCodes())).location).toBe(paths.recoveryCodes());
    const old = await (await afterPassword(own)).post(paths.secondStepRecovery(), { recoveryCode: recoveryCodes[0] });
    expect(old.status).toBe(422);
    // Without the app the password is enough again, and codes are of no use.
    expect((await visitor.post(paths.authenticatorRemoval())).location).toBe(paths.security());
    expect((await visitor.post(paths.recoveryCodes())).status).toBe(409);
    expect((await signIn(world, own)).kept().length).toBeGreaterThan(0);
    expect(nextCode()).toMatch(/^\d{6}$/);
  });

  test('is taken only when it shows the right code', async () => {
    const visitor = await signInAs(world, 'member');
    await visitor.get(paths.authenticator());
    const wrong = await visitor.post(paths.authenticator(), { code: '123456' });
    expect([wrong.status, wrong.$('#problem-code').length]).toEqual([422, 1]);
    expect((await (await signInAs(world, 'member')).post(paths.authenticator(), { code: '123456' })).status).toBe(409);
  });
});

describe('an administrator', () => {
  test('resets what somebody else has lost; she is told, and signed out', async () => {
    const user = await addUser(world, { roles: ['trainer'] });
    const { visitor } = await setUpApp(world, user);
    const adminUser = await addUser(world, { roles: ['admin'] });
    const admin = await signIn(world, adminUser);
    expect((await admin.get(paths.member(user.id))).$(`form[action="${paths.factorsReset(user.id)}"]`).length).toBe(1);
    expect((await admin.post(paths.factorsReset(user.id))).location).toBe(paths.member(user.id));
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await lastMailTo(world, user.email)).name).toBe('accounts.factors_reset');
    const entry = await world.database.reader.findOneByOrFail(AuditEntry, { action: 'accounts.factors_reset' });
    expect([entry.actorId, entry.subjectId]).toEqual([adminUser.id, user.id]);
    expect(await isSignedIn(await signIn(world, user))).toBe(true);
    expect((await admin.post(paths.factorsReset(2_000_000))).status).toBe(404);
    // Whoever keeps the server helps the administrator whom no other can.
    const lone = await setUpApp(world, adminUser);
    expect(await world.get(SecondFactors).resetOf(adminUser.email.toUpperCase())).toBe(adminUser.id);
    expect([await isSignedIn(lone.visitor), await isSignedIn(await signIn(world, adminUser))]).toEqual([false, true]);
    expect(await world.get(SecondFactors).resetOf('nobody@example.jp')).toBeUndefined();
  });

  test('is asked for the password again before roles change, when the sign-in was long ago', async () => {
    const user = await addUser(world);
    const admin = await signInAs(world, 'admin');
    world.clock.advance({ minutes: 30 });
    const asked = await admin.post(paths.memberRoles(user.id), { role: 'trainer' });
    expect(asked.location).toBe(paths.proof(paths.member(user.id)));
    const sessions = JSON.stringify(await world.database.reader.find(StoredSession));
    expect([sessions.includes('keptForm'), sessions.includes('trainer')]).toEqual([true, false]);
    const wrong = await admin.post(paths.proof(), { currentPassword: 'not hers', next: paths.member(user.id) });
    expect([wrong.status, wrong.$('input[name=next]').first().val()]).toEqual([422, paths.member(user.id)]);
    const right = await admin.post(paths.proof(), { currentPassword: PASSWORD, next: paths.member(user.id) });
    expect(right.location).toBe(paths.member(user.id));
    // What she had chosen is not lost, and is told once.
    const chosen = async () => (await admin.get(paths.member(user.id))).$('[name=role] [selected]').attr('value');
    expect([await chosen(), await chosen()]).toEqual(['trainer', undefined]);
    expect((await admin.post(paths.memberRoles(user.id), { role: 'trainer' })).location).toBe(paths.member(user.id));
    world.clock.advance({ minutes: 30 });
    for (const path of [paths.authenticator(), paths.passkeyNew(), paths.recoveryCodes()])
      expect((await admin.get(path)).location).toBe(paths.proof(path));
    expect((await admin.post(paths.factorsReset(user.id))).location).toBe(paths.proof(paths.member(user.id)));
    // What was kept for too long is gone, also from the table; the rest goes with the session, and so with who is erased.
    await admin.post(paths.memberRoles(user.id), { role: 'trainer' });
    world.clock.advance({ minutes: 30 });
    await admin.get(paths.me());
    const left = await world.database.reader.find(StoredSession);
    expect(left.filter(({ data }) => data.includes('keptForm'))).toEqual([]);
    const away = await admin.post(paths.proof(), { currentPassword: PASSWORD, next: '//evil.example' });
    expect(away.location).toBe(paths.me());
  });
});

describe('staff, where a second factor is asked of it', () => {
  beforeAll(() => {
    world.settings.secondFactorDays = 14;
  });
  afterAll(() => {
    world.settings.secondFactorDays = undefined;
  });

  test('is told from the first day, and after the last is led to where it is set up', async () => {
    const user = await addUser(world, { roles: ['manager'] });
    const visitor = await signIn(world, user);
    const notice = (await visitor.get(paths.me())).$('main .note.warn');
    expect([notice.text(), notice.find('a').attr('href')]).toEqual([
      expect.stringContaining('12月5日'),
      paths.security(),
    ]);
    world.clock.advance({ hours: 24 * 13 });
    expect((await visitor.get(paths.members())).status).toBe(200);
    world.clock.advance({ hours: 24 });
    const again = await signIn(world, user);
    for (const path of [paths.me(), paths.members(), paths.profile()])
      expect((await again.get(path)).location).toBe(paths.security());
    expect((await again.post(paths.invitations(), { email: 'x@example.jp' })).location).toBe(paths.security());
    expect((await again.get(paths.security())).text).toContain('設定が終わると');
    expect((await again.get(paths.home())).status).toBe(200);
    const { visitor: done } = await setUpApp(world, user);
    expect((await done.get(paths.members())).status).toBe(200);
  });

  test('members are not asked', async () => {
    const user = await addUser(world);
    await signIn(world, user);
    world.clock.advance({ hours: 24 * 30 });
    const page = await (await signIn(world, user)).get(paths.me());
    expect([page.status, page.text.includes('認証アプリ')]).toEqual([200, false]);
  });
});
