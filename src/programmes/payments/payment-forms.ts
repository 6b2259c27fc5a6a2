import { z } from 'zod';
import { choice, dateField, line, wholeNumber } from '../../platform/web/form-fields.js';
import { isRegistrationNumber, plainRegistrationNumber } from '../../venues/settings/registration-number.policy.js';
import { ACCOUNT_KINDS, type Billing } from './billing.js';

const digits = z
  .string()
  .transform((text) => text.normalize('NFKC').trim())
  .pipe(z.string().regex(/^\d{7}$/, 'programmes.account_number'));

/** `POST …/billing` */
export const billingForm = z
  .object({
    registrationNumber: z
      .string()
      .optional()
      .transform((text) => (text?.trim() ? plainRegistrationNumber(text.trim()) : null)),
    bank: line(50),
    branch: line(50),
    accountKind: choice(ACCOUNT_KINDS),
    accountNumber: digits,
    accountHolder: line(50),
  })
  .refine(({ registrationNumber: number }) => number === null || isRegistrationNumber(number), {
    path: ['registrationNumber'],
    message: 'programmes.registration_number',
  })
  .transform((form): Billing => form);
export type BillingForm = z.infer<typeof billingForm>;

/** `POST …/payments` */
export const paymentForm = z.object({
  part: choice(['1', '2']).transform((part) => Number(part) as 1 | 2),
  amount: wholeNumber(1, 999_999_999),
  dated: dateField(),
});
export type PaymentForm = z.infer<typeof paymentForm>;

/** `POST …/payments/:paymentId/receipt`: the money has come. */
export const paidForm = z.object({ paidOn: dateField() });
export type PaidForm = z.infer<typeof paidForm>;

/** `POST …/payments/:paymentId/withdrawal` */
export const withdrawalForm = z.object({ reason: line(200) });
export type WithdrawalForm = z.infer<typeof withdrawalForm>;
