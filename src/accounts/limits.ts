import type { Limit } from './throttle.policy.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Wrong passwords of one account slow down, five minutes at most: guessing takes years, and nobody is locked out for long.
 * A browser from which the person has signed in before has an account limit of its own (known-browser.ts), so a stranger
 * who guesses does not slow her down at all. A network may be a whole coworking space, so its limits are wide.
 */
export const LIMITS = {
  'sign-in.account': { free: 5, window: HOUR, firstWait: 15, longestWait: 5 * MINUTE },
  'sign-in.network': { free: 60, window: 10 * MINUTE, firstWait: MINUTE, longestWait: 10 * MINUTE },
  /** Codes of an app or for recovery: six digits, of which three are right at a time. Whoever tries knows the password. */
  'second-step.account': { free: 5, window: HOUR, firstWait: 30, longestWait: 15 * MINUTE },
  /** Asking for the challenge of a passkey: each is good for one try. */
  'passkey.network': { free: 60, window: 10 * MINUTE, firstWait: MINUTE, longestWait: 10 * MINUTE },
  'sign-up.network': { free: 30, window: HOUR, firstWait: 10 * MINUTE, longestWait: 10 * MINUTE },
  /** Mails to one address that anybody can ask for: sign-up, reset, confirm again. */
  'send-mail.address': { free: 5, window: HOUR, firstWait: 10 * MINUTE, longestWait: HOUR },
  'send-mail.network': { free: 30, window: HOUR, firstWait: 10 * MINUTE, longestWait: 10 * MINUTE },
  /** Codes that make a tablet a kiosk: eight digits, good for minutes. */
  'kiosk.pairing': { free: 5, window: HOUR, firstWait: 30, longestWait: 10 * MINUTE },
  /** Member numbers typed at one kiosk that led to no booking. Codes are not counted: nobody guesses those. */
  'kiosk.number': { free: 8, window: 10 * MINUTE, firstWait: 15, longestWait: 2 * MINUTE },
  /** Codes of a room that led to no session: six digits, good for two minutes. */
  'attendance.code': { free: 8, window: 10 * MINUTE, firstWait: 15, longestWait: 2 * MINUTE },
  /** The present password, asked for again before something important changes. */
  'own-password.account': { free: 5, window: HOUR, firstWait: 15, longestWait: 5 * MINUTE },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;
