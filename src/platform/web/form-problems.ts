import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { z } from 'zod';
import { type Code, type FieldProblem, Refused } from '../errors.js';

const CODE = /^[a-z]+\.[a-z0-9_.]+$/;

function codeOf(issue: z.core.$ZodIssue): Code {
  if (CODE.test(issue.message)) return issue.message as Code;
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'number') return 'platform.too_low';
      return issue.minimum === 1 ? 'platform.required' : 'platform.too_short';
    case 'too_big':
      if (issue.origin === 'number') return 'platform.too_high';
      return issue.origin === 'array' ? 'platform.too_many' : 'platform.too_long';
    case 'invalid_type':
      return 'platform.required';
    case 'invalid_format':
      return issue.format === 'email' ? 'platform.malformed_email' : 'platform.malformed';
    default:
      return 'platform.malformed';
  }
}

function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  const params: Record<string, unknown> = {};
  if (issue.code === 'too_small') params.minimum = Number(issue.minimum);
  if (issue.code === 'too_big') params.maximum = Number(issue.maximum);
  if (issue.code === 'custom') Object.assign(params, issue.params);
  return { field: String(issue.path[0] ?? ''), code: codeOf(issue), params };
}

export function refusedBy(issues: readonly z.core.$ZodIssue[]): Refused {
  return new Refused('invalid', 'platform.form_invalid', {}, issues.map(problemOf));
}

/** Checks `@Body({ schema })` and `@Query({ schema })`; what does not fit becomes a coded refusal at its field. */
export function formPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => refusedBy(issues as unknown as z.core.$ZodIssue[]),
  });
}
