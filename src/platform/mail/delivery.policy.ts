/** What the mail server, or the way to it, answered (nodemailer's error). */
export interface Mishap {
  code?: string;
  /** SMTP's own number, 451. Nothing: the conversation never came so far. */
  responseCode?: number;
  command?: string;
}

export type Attempt = { again: 'never' } | { again: 'later'; minutes: number };

/** After these many attempts, over about a day, a mail is given up. */
export const MOST_ATTEMPTS = 12;
const LONGEST_WAIT = 6 * 60;
/** No mail waits longer, in minutes: one that seems to was put off by a clock that has been set back since. */
export const LONGEST_PUT_OFF = LONGEST_WAIT * 1.25;
/** While the server is down: some mail asks at least so often whether it is back. */
const LONGEST_OUTAGE_WAIT = 60;

/** About the mail itself, whatever the server's state: an address that nobody has, a message that is refused. */
const OF_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

/**
 * When to try again after `attempts` attempts: 1, 2, 4 … minutes, at most 6 hours, each up to a quarter longer so that
 * mails that failed together do not come back together. A refusal for good (5xx to the envelope), and a mail that has
 * become useless, is not tried again. A server that is down counts for nothing against the mail, however long it is away.
 * @param chance 0 to 1
 */
export function whatNext(mishap: Mishap, attempts: number, chance: number): Attempt {
  if (isServerDown(mishap) && mishap.code !== 'EXPIRED' && mishap.code !== 'interrupted') {
    return { again: 'later', minutes: Math.min(2 ** (attempts - 1), LONGEST_OUTAGE_WAIT) * (1 + chance / 4) };
  }
  const refused = mishap.code === 'EENVELOPE' && (mishap.responseCode === undefined || mishap.responseCode >= 500);
  if (refused || mishap.code === 'EXPIRED' || attempts >= MOST_ATTEMPTS) return { again: 'never' };
  const wait = Math.min(2 ** (attempts - 1), LONGEST_WAIT);
  return { again: 'later', minutes: wait * (1 + chance / 4) };
}

/** Not this mail but the server, or the way to it: the next mail would meet with the same. */
export function isServerDown(mishap: Mishap): boolean {
  if (mishap.responseCode === 421) return true;
  return !OF_THE_MAIL.has(mishap.code ?? '');
}

/** `EENVELOPE 550 RCPT TO`. Never the server's own words: they repeat the address. */
export function reasonOf(mishap: Mishap): string {
  const parts = [mishap.code ?? 'error', mishap.responseCode, mishap.command];
  return parts.filter((part) => part !== undefined).join(' ');
}
