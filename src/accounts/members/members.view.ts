import { paths } from '../../platform/paths.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { type Role, ROLES } from '../../platform/web/roles.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { PRIVACY_VERSION } from '../privacy-notice.js';
import { roleLabel, roleList } from '../role-label.js';
import { whyNotDeactivate } from '../roles.policy.js';
import type { MembersQuery } from './members-query.js';
import type { Member, MemberRow } from './members.service.js';

export interface MembersView {
  title: Phrase;
  query: MembersQuery;
  /** Is any filter set beside the words? */
  narrowed: boolean;
  roles: { value: Role; label: Phrase }[];
  statuses: { value: string; label: Phrase }[];
  rows: (Omit<MemberRow, 'roles'> & { href: string; roles?: Phrase })[];
  /** Address of the following page. */
  next?: string;
  first?: string;
}

export function membersView(query: MembersQuery, found: { rows: MemberRow[]; next?: number }): MembersView {
  const { after, ...filter } = query;
  return {
    title: 'accounts:members.title',
    query,
    narrowed:
      !!(query.role || query.resident || query.raisingChildren || query.unconfirmed) || query.status !== 'active',
    roles: ROLES.map((value) => ({ value, label: roleLabel(value) })),
    statuses: ['active', 'deactivated', 'all'].map((value) => ({ value, label: `accounts:members.status_${value}` })),
    rows: found.rows.map(({ roles, ...row }) => ({
      ...row,
      href: paths.member(row.id),
      roles: roles.length > 0 ? roleList(roles) : undefined,
    })),
    next: found.next === undefined ? undefined : paths.members({ ...filter, after: found.next }),
    first: after === undefined ? undefined : paths.members(filter),
  };
}

export interface MemberView {
  title: Phrase;
  member: Member['user'];
  facts: { term: Phrase; value?: Phrase; text?: string | null }[];
  roles: (Omit<Member['roles'][number], 'role'> & { role: Role; label: Phrase; revocation?: string })[];
  grantable: { value: Role; label: Phrase }[];
  consents: Member['consents'];
  /** She has not agreed to the notice as it stands: what she signed on paper can be put down. */
  mayRecordConsent: boolean;
  /** Addresses of her bookings, and of booking for her. */
  bookings?: { list: string; book: string; fees: string };
  mayDeactivate: boolean;
  mayReactivate: boolean;
}

export function memberView({ user, roles, consents }: Member, viewer: Viewer, number?: string): MemberView {
  const held = roles.map(({ role }) => role);
  const isAdmin = viewer.roles.includes('admin');
  const mayChange = whyNotDeactivate(viewer, { id: user.id, roles: held }, Infinity) === undefined;
  const yesNo = (yes: boolean): Phrase => (yes ? 'accounts:member.yes' : 'accounts:member.no');
  return {
    title: { key: 'accounts:member.title', name: user.name },
    member: user,
    facts: [
      { term: 'accounts:fields.kana', text: user.kana },
      { term: 'accounts:member.number', text: number },
      { term: 'accounts:fields.email', text: user.email },
      { term: 'accounts:member.confirmed', value: yesNo(user.emailConfirmedAt !== null) },
      { term: 'accounts:fields.postal_code', text: user.postalCode?.replace(/^(...)/, '$1-') },
      { term: 'accounts:fields.address', text: user.address },
      { term: 'accounts:fields.phone', text: user.phone },
      { term: 'accounts:member.resident', value: yesNo(user.resident) },
      { term: 'accounts:member.raising_children', value: yesNo(user.raisingChildren) },
      { term: 'accounts:fields.language', value: `accounts:languages.${user.language}` },
    ],
    roles: roles.map((one) => ({
      ...one,
      label: roleLabel(one.role),
      revocation: isAdmin ? paths.roleRevocation(user.id, one.role) : undefined,
    })),
    grantable: isAdmin
      ? ROLES.filter((role) => !held.includes(role)).map((value) => ({ value, label: roleLabel(value) }))
      : [],
    consents,
    mayRecordConsent: user.deactivatedAt === null && !consents.some(({ version }) => version === PRIVACY_VERSION),
    bookings: held.includes('member')
      ? {
          list: paths.manageBookings({ memberId: user.id }),
          book: paths.newBooking({ memberId: user.id }),
          fees: paths.memberFees(user.id),
        }
      : undefined,
    mayDeactivate: mayChange && user.deactivatedAt === null,
    mayReactivate: mayChange && user.deactivatedAt !== null,
  };
}
