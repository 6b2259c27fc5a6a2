import { paths } from '../../platform/paths.js';
import { LANGUAGES, type Language } from '../../platform/time.format.js';
import type { Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Role } from '../../platform/web/roles.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { roleLabel, roleList } from '../role-label.js';
import { invitableBy } from '../roles.policy.js';
import type { OpenInvitation } from './invitations.service.js';

export interface InvitationsView {
  title: Phrase;
  roles: { value: Role; label: Phrase }[];
  languages: { value: Language; label: Phrase }[];
  invitations: { email: string; roles: Phrase; invitedBy: string; expiresAt: Moment; withdrawal: string }[];
}

export function invitationsView(open: OpenInvitation[], viewer: Viewer): InvitationsView {
  return {
    title: 'accounts:invitations.title',
    roles: invitableBy(viewer.roles).map((value) => ({ value, label: roleLabel(value) })),
    languages: LANGUAGES.map((value) => ({ value, label: `accounts:languages.${value}` })),
    invitations: open.map(({ id, roles, ...rest }) => ({
      ...rest,
      roles: roleList(roles),
      withdrawal: paths.invitationWithdrawal(id),
    })),
  };
}
