import { Refused } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';

/**
 * For what a person may only do once she has agreed to the privacy notice as it stands: whoever came from a table of
 * members was never asked, and a new version of the notice is asked for anew.
 * @throws Refused `accounts.consent_missing`; the form comes back, and its page leads to the notice
 */
export function needsConsent(viewer: Viewer): void {
  if (!viewer.consented) throw new Refused('invalid', 'accounts.consent_missing');
}
