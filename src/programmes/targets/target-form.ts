import { z } from 'zod';
import { MEASURES } from '../../platform/indicators/indicator.js';
import { choice, line, optionalDate, optionalNumber, repeated } from '../../platform/web/form-fields.js';
import type { Milestone } from './standing.policy.js';
import type { Target } from './target.entity.js';

const MOST = 999_999_999;
/** As many lines as the form has. */
export const MILESTONE_LINES = [1, 2, 3, 4] as const;

type Line = (typeof MILESTONE_LINES)[number];

export type TargetShape = Pick<Target, 'indicator' | 'title' | 'measure' | 'categories'>;

export interface TargetForm {
  shape: TargetShape;
  milestones: Milestone[];
  /** As she saw it; none: a new one. */
  revision: number | null;
}

const lines = Object.fromEntries(
  MILESTONE_LINES.flatMap((at) => [
    [`date${at}`, optionalDate()],
    [`value${at}`, optionalNumber(1, MOST)],
  ]),
) as unknown as Record<`date${Line}`, ReturnType<typeof optionalDate>> &
  Record<`value${Line}`, ReturnType<typeof optionalNumber>>;

export const targetForm = z
  .object({
    indicator: line(50),
    title: line(100),
    measure: choice(MEASURES),
    categories: repeated(line(50)),
    ...lines,
    revision: optionalNumber(0, MOST),
  })
  .superRefine((form, context) => {
    const refuse = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    const dates = MILESTONE_LINES.map((at) => form[`date${at}`]);
    for (const at of MILESTONE_LINES) {
      const [date, value] = [form[`date${at}`], form[`value${at}`]];
      if (date === null && value !== null) refuse(`date${at}`, 'programmes.milestone_date_missing');
      if (date !== null && value === null) refuse(`value${at}`, 'programmes.milestone_value_missing');
      if (date !== null && dates.indexOf(date) < at - 1) refuse(`date${at}`, 'programmes.milestone_twice');
    }
    if (dates.every((date) => date === null)) refuse('date1', 'programmes.milestone_missing');
  })
  .transform(({ indicator, title, measure, categories, revision, ...rest }): TargetForm => ({
    shape: { indicator, title, measure, categories },
    milestones: MILESTONE_LINES.flatMap((at) => {
      const [date, value] = [rest[`date${at}`], rest[`value${at}`]];
      return date && value ? [{ date, value }] : [];
    }),
    revision,
  }));
