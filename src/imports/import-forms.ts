import { z } from 'zod';
import { checkbox, choice, isId } from '../platform/web/form-fields.js';
import { ENCODINGS } from './encoding.policy.js';
import { EXISTING } from './import.entity.js';
import type { Target } from './imports.service.js';

/** `members`, or `venue-3` for the things of a venue. */
export function targetOf(text: string): Target | undefined {
  if (text === 'members') return { kind: 'members', venueId: null };
  const venueId = /^venue-(.*)$/.exec(text)?.[1] ?? '';
  return isId(venueId) ? { kind: 'resources', venueId: Number(venueId) } : undefined;
}

export function targetText({ kind, venueId }: Target): string {
  return kind === 'members' ? 'members' : `venue-${venueId}`;
}

const existing = choice(EXISTING).default('skip');

export const uploadForm = z.object({
  target: z.string().transform((text, context) => {
    const target = targetOf(text);
    if (!target) context.addIssue({ code: 'custom', message: 'platform.unknown_choice' });
    return target ?? z.NEVER;
  }),
  existing,
});

export const checkForm = z.object({
  encoding: z.union([z.literal('').transform(() => null), choice(ENCODINGS)]).default(null),
  existing,
});
export type CheckForm = z.infer<typeof checkForm>;

export const applicationForm = z.object({ plan: z.string().max(100), notify: checkbox() });
export type ApplicationForm = z.infer<typeof applicationForm>;

export const reportQuery = z.object({
  page: z.string().refine(isId).transform(Number).catch(1).default(1),
});
