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
