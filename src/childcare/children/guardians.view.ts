import { paths } from '../../platform/paths.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Guardian } from './card-pages.js';
import type { ChildRow } from './child-rows.js';
import type { OpenInvitation } from './guardians.service.js';

export function guardiansView(
  { id, name }: ChildRow,
  guardians: readonly Guardian[],
  invitations: readonly OpenInvitation[],
  viewer: Viewer,
): object {
  const isFirst = guardians.some(({ userId, position }) => userId === viewer.id && position === 1);
  return {
    title: { key: 'childcare:guardians.title', name },
    id,
    name,
    guardians: guardians.map((one) => ({
      ...one,
      isMe: one.userId === viewer.id,
      ending:
        one.position !== 1 && (isFirst || one.userId === viewer.id)
          ? paths.childGuardianEnding(id, one.userId)
          : undefined,
    })),
    invitations: invitations.map((one) => ({ ...one, withdrawal: paths.guardianInvitationWithdrawal(id, one.id) })),
    mayInvite: isFirst && guardians.length < 2 && invitations.length === 0,
  };
}
