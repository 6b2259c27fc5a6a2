import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import type { Moment } from '../../platform/time.js';
import { choice, optionalLine, optionalNumber } from '../../platform/web/form-fields.js';
import { ATTENDANCE_STATUSES } from '../count/record.policy.js';

/** A tap is kept for so long where there is no connection. */
const SECONDS_KEPT = 3 * 24 * 60 * 60;

/** What every tap brings: its key, and how many seconds ago it was made. */
export const tapped = {
  key: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional()
    .transform((key) => key ?? randomUUID()),
  ago: optionalNumber(0, SECONDS_KEPT),
  /** Of a long roll: the one that was open. */
  part: optionalNumber(1, 1000).catch(null),
};

/** In a form: nothing was said. */
const NOTHING = 'none';

/** `POST /sessions/:id/attendance` */
export const markForm = z.object({
  ...tapped,
  who: z.string().regex(/^(member|walk_in):[1-9]\d{0,9}$/, 'platform.unknown_choice'),
  status: z.union([z.literal(NOTHING).transform(() => null), choice(ATTENDANCE_STATUSES)]),
  /** What the page showed. */
  from: z
    .union([z.literal(['', NOTHING]).transform(() => null), choice(ATTENDANCE_STATUSES)])
    .nullish()
    .transform((status) => status ?? null),
  reason: optionalLine(200),
});
export type MarkForm = z.infer<typeof markForm>;

export const everybodyForm = z.object(tapped);

/** `POST /sessions/:id/attendance/undoing` */
export const undoingForm = z.object({
  ...tapped,
  last: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number),
});

/** When it was tapped. */
export function tappedAt({ ago }: { ago: number | null }, now: Moment): Moment {
  return now.subtract({ seconds: ago ?? 0 });
}

/** Where a refused tap comes back. */
export function rollOf({ params, body }: { params: unknown; body: unknown }): string {
  const { part } = (body ?? {}) as { part?: unknown };
  return paths.attendance((params as { id: number }).id, { part: typeof part === 'string' ? part : undefined });
}
