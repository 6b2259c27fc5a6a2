import { z } from 'zod';
import { housePath } from '../../platform/web/form-fields.js';
import { paths } from '../../platform/paths.js';
import { emailField, passwordField } from '../person-fields.js';

export const signInForm = z.object({
  email: emailField(),
  password: passwordField(),
  next: housePath().catch(paths.me()),
});

export type SignInForm = z.infer<typeof signInForm>;

/** Where the person was going; what is no path of this house is left out. */
export const signInQuery = z.object({ next: housePath().optional().catch(undefined) });
