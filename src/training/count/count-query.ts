import { z } from 'zod';
import { isDate } from '../../platform/time.js';
import { isId } from '../../platform/web/form-fields.js';
import { CATEGORIES, SKILL_UP } from '../courses/course.entity.js';
import type { Attended } from './record.policy.js';

const day = z.string().refine(isDate).optional().catch(undefined);

/** Which figures are asked for. What does not fit is left out: a mistyped address shows everything. */
export const countQuery = z.object({
  /** By the day of the session; none: today. */
  asOf: day,
  /** As it was known at the end of this day; none: as it is known now. */
  known: day,
  target: z.enum([SKILL_UP]).optional().catch(undefined),
  category: z.enum(CATEGORIES).optional().catch(undefined),
  courseId: z.string().refine(isId).transform(Number).optional().catch(undefined),
});
export type CountQuery = z.infer<typeof countQuery>;

/** The rows of a figure. */
export const rowsQuery = countQuery.extend({
  /** The first day. */
  from: day,
  page: z.string().refine(isId).transform(Number).optional().catch(undefined),
});
export type RowsQuery = z.infer<typeof rowsQuery>;

/** Those of them that were asked for. */
export function picked<T extends Pick<Attended, 'target' | 'category' | 'courseId' | 'date'>>(
  all: readonly T[],
  { target, category, courseId, from }: Partial<RowsQuery>,
): T[] {
  return all.filter(
    (one) =>
      (target === undefined || one.target === target) &&
      (category === undefined || one.category === category) &&
      (courseId === undefined || one.courseId === courseId) &&
      (from === undefined || one.date >= from),
  );
}
