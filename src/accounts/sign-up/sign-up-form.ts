import { z } from 'zod';
import { checkbox, line } from '../../platform/web/form-fields.js';
import {
  emailField,
  kanaField,
  newPasswordField,
  notGuessable,
  phoneField,
  postalCodeField,
} from '../person-fields.js';

/** What a member tells about herself (DOMAIN, Rules of the place). */
export const detailFields = {
  name: line(100),
  kana: kanaField(),
  postalCode: postalCodeField(),
  address: line(200),
  phone: phoneField(),
  resident: checkbox(),
  raisingChildren: checkbox(),
};

/** The box under the privacy notice. */
export const consentField = () => z.literal('on', { error: 'accounts.consent_needed' });

export const signUpForm = z
  .object({ ...detailFields, email: emailField(), password: newPasswordField(), consent: consentField() })
  .superRefine(notGuessable);

export type SignUpForm = z.infer<typeof signUpForm>;
