import { z } from 'zod';
import type { FieldProblem } from '../../platform/errors.js';
import { LANGUAGES } from '../../platform/time.format.js';
import { choice, checkbox, line, optionalLine } from '../../platform/web/form-fields.js';
import type { Role } from '../../platform/web/roles.js';
import {
  emailField,
  kanaField,
  newPasswordField,
  passwordField,
  phoneField,
  postalCodeField,
} from '../person-fields.js';

const orNothing = <T extends z.ZodType>(field: T) =>
  z
    .union([z.literal('').transform(() => null), field])
    .nullish()
    .transform((value) => value ?? null);

/** Staff may leave out where they live; a member may not. */
export const profileForm = z.object({
  name: line(100),
  kana: kanaField(),
  postalCode: orNothing(postalCodeField()),
  address: optionalLine(200),
  phone: orNothing(phoneField()),
  resident: checkbox(),
  raisingChildren: checkbox(),
  language: choice(LANGUAGES),
  eveningReminder: checkbox(),
  offerReminder: checkbox(),
  careMessages: checkbox(),
});
export type ProfileForm = z.infer<typeof profileForm>;

/** What a person with these roles still has to tell. */
export function missingOf(form: ProfileForm, roles: readonly Role[]): FieldProblem[] {
  if (!roles.includes('member')) return [];
  const needed = ['postalCode', 'address', 'phone'] as const;
  return needed.filter((field) => form[field] === null).map((field) => ({ field, code: 'platform.required' }));
}

export const emailChangeForm = z.object({ newEmail: emailField(), currentPassword: passwordField() });
export type EmailChangeForm = z.infer<typeof emailChangeForm>;

export const passwordChangeForm = z.object({ currentPassword: passwordField(), password: newPasswordField() });
export type PasswordChangeForm = z.infer<typeof passwordChangeForm>;
