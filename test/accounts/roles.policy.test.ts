import { couldComeIn, rolesBetween, type StandingEvent } from '../../src/accounts/personal-data/role-history.policy.js';
import { expect, test } from '@jest/globals';
import { invitableBy, whyNotDeactivate, whyNotRevoke } from '../../src/accounts/roles.policy.js';
import { type Role, ROLES } from '../../src/platform/web/roles.js';

const staff = ['editor', 'trainer', 'childcare', 'producer', 'supporter', 'officer'];

test.each<[Role[], string[]]>([
  [['admin'], [...staff, 'manager', 'admin']],
  [['manager'], staff],
  [
    ['manager', 'admin'],
    [...staff, 'manager', 'admin'],
  ],
  [['member', 'trainer', 'officer'], []],
  [[], []],
])('%j may invite to %j', (roles, invitable) => {
  expect(invitableBy(roles).toSorted()).toEqual(invitable.toSorted());
});

test('nobody is invited to be a member: members sign up', () => {
  for (const role of ROLES) expect(invitableBy([role])).not.toContain('member');
});

test.each<[Role, Role[], number, string | undefined]>([
  ['admin', ['admin'], 0, 'last_admin'],
  ['admin', ['admin'], 1, undefined],
  ['manager', ['admin', 'manager'], 0, undefined],
  ['editor', ['admin'], 5, 'role_not_held'],
])('revoking %s from %j beside %i administrators: %s', (role, roles, others, reason) => {
  expect(whyNotRevoke(role, { id: 1, roles }, others)).toBe(reason);
});

test.each<[Role[], Role[], boolean, number, string | undefined]>([
  [['manager'], ['member'], false, 1, undefined],
  [['manager'], ['manager'], false, 1, 'admins_only'],
  [['manager'], ['admin'], false, 1, 'admins_only'],
  [['manager'], ['manager'], true, 1, 'own_account'],
  [['admin'], ['manager'], false, 0, undefined],
  [['admin'], ['admin'], false, 1, undefined],
  [['admin'], ['admin'], true, 1, 'own_account'],
  [['admin'], ['admin'], true, 0, 'last_admin'],
])('%j deactivating %j (herself: %s) beside %i administrators: %s', (actor, holder, herself, others, reason) => {
  const target = { id: herself ? 1 : 2, roles: holder };
  expect(whyNotDeactivate({ id: 1, roles: actor }, target, others)).toBe(reason);
});

const NOW = [{ role: 'member' as const, since: 0 }];
const granted = (at: number): StandingEvent => ({ at, kind: 'role_granted', role: 'manager' });
const revoked = (at: number): StandingEvent => ({ at, kind: 'role_revoked', role: 'manager' });

test.each<[string, StandingEvent[], number, number, boolean]>([
  ['held through the span', [granted(10), revoked(90)], 20, 30, true],
  ['granted within it', [granted(25), revoked(90)], 20, 30, true],
  ['revoked within it', [granted(1), revoked(25)], 20, 30, true],
  ['revoked before it', [granted(1), revoked(15)], 20, 30, false],
  ['granted after it', [granted(40), revoked(90)], 20, 30, false],
  ['held since before the trail began', [revoked(90)], 20, 30, true],
  ['held twice, the span in between', [granted(1), revoked(5), granted(40), revoked(90)], 20, 30, false],
])('a role %s', (_, events, from, to, expected) => {
  expect(rolesBetween(NOW, events, from, to).includes('manager')).toBe(expected);
  expect(rolesBetween(NOW, events, from, to)).toContain('member');
});

test.each<[string, number | null, StandingEvent['kind'][], boolean]>([
  ['who was never shut out', null, [], true],
  ['who was shut out before and came back after', null, ['deactivated', 'reactivated'], false],
  ['who is shut out since before', 5, ['deactivated'], false],
  ['who was shut out since', 50, [], true],
])('somebody %s', (_, deactivatedAt, kinds, expected) => {
  const events = kinds.map((kind, at) => ({ kind, at: at === 0 ? 5 : 50 }));
  expect(couldComeIn(deactivatedAt, events, 20, 30)).toBe(expected);
});
