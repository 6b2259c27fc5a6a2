import { z } from 'zod';
import { emailField, newPasswordField } from '../person-fields.js';

export const resetRequestForm = z.object({ email: emailField() });
export type ResetRequestForm = z.infer<typeof resetRequestForm>;

export const newPasswordForm = z.object({ password: newPasswordField() });
export type NewPasswordForm = z.infer<typeof newPasswordForm>;
