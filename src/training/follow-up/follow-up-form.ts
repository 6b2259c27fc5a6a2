import { z } from 'zod';
import { choice, dateField, isId, line, optionalText } from '../../platform/web/form-fields.js';
import { STEPS } from './follow-up.entity.js';

/** How far people got: in training alone, to the first work, to the third. */
export const STANDINGS = ['trained', ...STEPS] as const;
export type Standing = (typeof STANDINGS)[number];

export const followUpQuery = z.object({
  q: z
    .string()
    .max(100)
    .catch('')
    .transform((text) => text.replaceAll('\0', '').trim()),
  standing: z.enum(STANDINGS).optional().catch(undefined),
  page: z.string().refine(isId).transform(Number).optional().catch(undefined),
});
export type FollowUpQuery = z.infer<typeof followUpQuery>;

/** `POST /manage/follow-ups/:userId` */
export const stepForm = z.object({ step: choice(STEPS), date: dateField(), note: optionalText(500) });
export type StepForm = z.infer<typeof stepForm>;

export const withdrawalForm = z.object({ reason: line(200) });
export type WithdrawalForm = z.infer<typeof withdrawalForm>;
