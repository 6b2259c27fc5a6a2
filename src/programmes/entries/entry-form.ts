import { z } from 'zod';
import { choice, dateField, line, optionalNumber, optionalText, wholeNumber } from '../../platform/web/form-fields.js';

/** Figures that no room owns yet. */
export const HAND_INDICATORS = ['placements', 'site_accesses'] as const;

const MOST = 999_999_999;

/** `POST /manage/programmes/:id/entries` */
export const entryForm = z.object({
  indicator: choice(HAND_INDICATORS),
  date: dateField(),
  total: wholeNumber(0, MOST),
  distinctCount: optionalNumber(0, MOST),
  source: line(200),
  note: optionalText(1000),
});
export type EntryForm = z.infer<typeof entryForm>;

export const withdrawalForm = z.object({ reason: line(200) });
export type WithdrawalForm = z.infer<typeof withdrawalForm>;
