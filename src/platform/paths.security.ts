import { withQuery } from './with-query.js';

/** What people sign in with beside the password, and where they are signed in. */
export const securityPaths = {
  security: () => '/me/security',
  passkeyNew: () => '/me/security/passkeys/new',
  passkeys: () => '/me/security/passkeys',
  passkeyCreation: () => '/me/security/passkeys/options',
  passkey: (id: number) => `/me/security/passkeys/${id}`,
  passkeyRemoval: (id: number) => `/me/security/passkeys/${id}/removal`,
  authenticator: () => '/me/security/authenticator',
  authenticatorRemoval: () => '/me/security/authenticator/removal',
  recoveryCodes: () => '/me/security/recovery-codes',
  recoveryCodesKept: () => '/me/security/recovery-codes/kept',
  proof: (next?: string) => withQuery('/me/proof', { next }),
  proofByPasskey: () => '/me/proof/passkey',
  sessionEnding: (id: string) => `/me/sessions/${encodeURIComponent(id)}/ending`,
  otherSessionsEnding: () => '/me/sessions/others/ending',
  secondStep: () => '/sign-in/second-step',
  secondStepRecovery: () => '/sign-in/second-step/recovery',
  passkeyOptions: () => '/sign-in/passkey/options',
  passkeySignIn: () => '/sign-in/passkey',
  factorsReset: (memberId: number) => `/manage/members/${memberId}/second-factor/reset`,
} as const;
