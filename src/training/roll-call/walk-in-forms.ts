import { z } from 'zod';
import { katakanaOf } from '../../accounts/normalise.policy.js';
import { paths } from '../../platform/paths.js';
import { checkbox, isId, line, optionalId, optionalLine } from '../../platform/web/form-fields.js';
import { tapped } from './roll-forms.js';

const NAME = 100;
const reason = optionalLine(200);

/** `POST /sessions/:id/walk-ins`: a member, or a name. */
export const walkInForm = z
  .object({
    ...tapped,
    memberId: optionalId(),
    name: optionalLine(NAME),
    kana: optionalLine(NAME).transform((kana) => kana && katakanaOf(kana)),
    another: checkbox(),
    reason,
  })
  .refine(({ memberId, name }) => memberId !== null || name !== null, { path: ['name'], message: 'platform.required' });
export type WalkInForm = z.infer<typeof walkInForm>;

/** `POST /sessions/:id/attendance/scans` */
export const scanForm = z.object({ ...tapped, code: line(300), reason });
export type ScanForm = z.infer<typeof scanForm>;

/** What a name is merged with: a member, or another name. */
export const mergeForm = z
  .object({ userId: optionalId(), walkInId: optionalId(), reason: line(200) })
  .refine(({ userId, walkInId }) => (userId === null) !== (walkInId === null), {
    path: ['userId'],
    message: 'platform.required',
  });
export type MergeForm = z.infer<typeof mergeForm>;

export const partingForm = z.object({ reason: line(200) });
export type PartingForm = z.infer<typeof partingForm>;

/** What is typed into a search; none: nothing. */
export const searchQuery = z.object({
  q: z
    .string()
    .catch('')
    .transform(
      (text) =>
        text
          .replaceAll(/\p{Cc}/gu, ' ')
          .trim()
          .slice(0, NAME) || undefined,
    ),
});
export type SearchQuery = z.infer<typeof searchQuery>;

/** `GET /sessions/:id/attendance`: who is searched, whether codes are being scanned, and which part is open. */
export const rollQuery = searchQuery.extend({
  scan: z.literal('on').optional().catch(undefined),
  /** Of a long roll. */
  part: z.string().refine(isId).transform(Number).optional().catch(undefined),
});
export type RollQuery = z.infer<typeof rollQuery>;

/** Where a refused walk-in comes back: to the roll, with what was searched. */
export function rollWithSearch({ params, body }: { params: unknown; body: unknown }): string {
  const { q, code } = (body ?? {}) as { q?: unknown; code?: unknown };
  const scan = code === undefined ? undefined : 'on';
  return paths.attendance((params as { id: number }).id, { q: typeof q === 'string' ? q : undefined, scan });
}
