import { Refused } from '../platform/errors.js';
import type { Viewer } from '../platform/web/viewer.js';

/**
 * For whatever may only be done by somebody whom we can reach: booking, enrolling.
 * @throws Refused `accounts.email_unconfirmed` (forbidden)
 */
export function needsConfirmedEmail(viewer: Viewer): void {
  if (!viewer.emailConfirmed) throw new Refused('forbidden', 'accounts.email_unconfirmed');
}
