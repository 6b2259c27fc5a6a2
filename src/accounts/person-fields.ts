import { z } from 'zod';
import type { Code } from '../platform/errors.js';
import { isListed } from './common-passwords.js';
import { emailOf, kanaOf, phoneOf, postalCodeOf } from './normalise.policy.js';
import { isCommon } from './password.policy.js';

/** The inputs of a person's data. Each brings what was typed into its one shape, then checks it. */

const code = (text: Code): Code => text;

/** @param max of what is typed, so that nobody has us normalise a book. */
function normalised(max: number, shape: (text: string) => string | undefined, problem: Code) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .transform((text, context) => {
      const value = shape(text);
      if (value === undefined) context.addIssue({ code: 'custom', message: problem });
      return value ?? z.NEVER;
    });
}

export const emailField = () => normalised(254, emailOf, code('platform.malformed_email'));
export const kanaField = () => normalised(100, kanaOf, code('accounts.malformed_kana'));
export const postalCodeField = () => normalised(20, postalCodeOf, code('accounts.malformed_postal_code'));
export const phoneField = () => normalised(30, phoneOf, code('accounts.malformed_phone'));

const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
/** Of one that was chosen when longer ones were let through. */
const LONGEST_KNOWN = 200;

/** The same password, whichever width the keyboard gave. */
const oneShape = (text: string): string => text.normalize('NFKC');

/** A password that is being chosen: long, of anything, and not what others have (NIST SP 800-63B). */
export const newPasswordField = () =>
  z
    .string()
    .min(1)
    .min(PASSWORD_LENGTH.min)
    .max(PASSWORD_LENGTH.max)
    .transform(oneShape)
    .refine((password) => !isCommon(password, isListed), code('accounts.common_password'));

/** A password that is being checked. */
export const passwordField = () => z.string().min(1).max(LONGEST_KNOWN).transform(oneShape);

/** The first thing that a stranger would try: a password that is the e-mail, what stands before its @, or the name. */
export function isGuessable(password: string, person: { email?: string; name?: string }): boolean {
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
  const { email, name } = person;
  const known = [email, email?.split('@')[0], name].filter((text) => text !== undefined);
  return known.map(plain).includes(plain(password));
}

/** A schema with `password` and the person's own words, in which the one may not be the other. */
export function notGuessable<T extends { password: string; email?: string; name?: string }>(
  form: T,
  context: z.RefinementCtx<T>,
): void {
  if (!isGuessable(form.password, form)) return;
  context.addIssue({ code: 'custom', path: ['password'], message: code('accounts.guessable_password') });
}
