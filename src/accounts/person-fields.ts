import { z } from 'zod';
import type { Code } from '../platform/errors.js';
import { emailOf, kanaOf, phoneOf, postalCodeOf } from './normalise.policy.js';

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

export const PASSWORD_LENGTH = { min: 10, max: 200 } as const;

/** The same password, whichever width the keyboard gave. */
const oneShape = (text: string): string => text.normalize('NFKC');

/** A password that is being chosen: long, and of anything (NIST SP 800-63B). */
export const newPasswordField = () =>
  z.string().min(1).min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max).transform(oneShape);

/** A password that is being checked. */
export const passwordField = () => z.string().min(1).max(PASSWORD_LENGTH.max).transform(oneShape);

/** The first thing that a stranger would try: a password that is the e-mail or the name. */
export function isGuessable(password: string, person: { email?: string; name?: string }): boolean {
  const word = password.trim().toLowerCase();
  return [person.email, person.name].some((known) => known?.normalize('NFKC').trim().toLowerCase() === word);
}

/** A schema with `password` and the person's own words, in which the one may not be the other. */
export function notGuessable<T extends { password: string; email?: string; name?: string }>(
  form: T,
  context: z.RefinementCtx<T>,
): void {
  if (!isGuessable(form.password, form)) return;
  context.addIssue({ code: 'custom', path: ['password'], message: code('accounts.guessable_password') });
}
