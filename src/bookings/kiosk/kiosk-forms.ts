import { z } from 'zod';
import { LANGUAGES } from '../../platform/time.format.js';
import { choice, line } from '../../platform/web/form-fields.js';

/** Eight digits, whichever width the keyboard gave them, with the gap in the middle or without. */
export const pairingForm = z.object({
  code: z
    .string()
    .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{8}$/, 'bookings.kiosk_code_wrong')),
});

export const kioskCheckInForm = z.object({
  /** As long as a code's whole address. */
  code: line(300),
  language: choice(LANGUAGES).optional().catch(undefined),
});

export const kioskNameForm = z.object({ name: line(60) });

/** The language of the page that a form stood on. */
export function languageIn(body: unknown): { language?: string } {
  const language = LANGUAGES.find((one) => one === (body as { language?: unknown } | undefined)?.language);
  return { language: language === LANGUAGES[0] ? undefined : language };
}
