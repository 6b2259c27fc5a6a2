import { Secret, TOTP } from 'otpauth';
import type { Moment } from '../../platform/time.js';

/** How long a code of the app stands, in seconds. */
const PERIOD = 30;
/** Clocks of telephones go a little wrong: the code before and the one after are taken, too. */
const DRIFT = 1;

/** A new secret for an app, base32, 160 bits. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code says to the app. @param house the name under which it lists the account */
export function setUpAddress(secret: string, account: string, house: string): string {
  return totpOf(secret, account, house).toString();
}

/** The six digits however they are typed. Nothing for what is no code. */
export function typedCode(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/**
 * The step (30 seconds, counted since 1970) whose code this is. Nothing for a wrong code, and for one that is not newer than the last
 * that was taken: whoever looked over her shoulder has no use of it.
 */
export function stepOf(code: string, secret: string, lastStep: number, now: Moment): number | undefined {
  const timestamp = now.epochMilliseconds;
  const away = totpOf(secret).validate({ token: code, timestamp, window: DRIFT });
  if (away === null) return undefined;
  const step = Math.floor(timestamp / 1000 / PERIOD) + away;
  return step > lastStep ? step : undefined;
}

/** The code of a moment. */
export function codeAt(secret: string, moment: Moment): string {
  return totpOf(secret).generate({ timestamp: moment.epochMilliseconds });
}

function totpOf(secret: string, label = '', issuer = ''): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), label, issuer, algorithm: 'SHA1', digits: 6, period: PERIOD });
}
