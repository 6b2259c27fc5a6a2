import { z } from 'zod';
import { line } from '../platform/web/form-fields.js';
import { emailField, kanaField, newPasswordField, notGuessable } from './person-fields.js';
import { consentField } from './sign-up/sign-up-form.js';

const fields = { name: line(100), kana: kanaField(), password: newPasswordField(), consent: consentField() };

/** What somebody tells who was invited: her address is known, and where she lives is not asked. */
export const invitedForm = z.object(fields).superRefine(notGuessable);
export type InvitedForm = z.infer<typeof invitedForm>;

export const firstAdministratorForm = z.object({ ...fields, email: emailField() }).superRefine(notGuessable);
export type FirstAdministratorForm = z.infer<typeof firstAdministratorForm>;
