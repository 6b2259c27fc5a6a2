import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notFound } from '../../platform/errors.js';
import { isId, isMonth } from '../../platform/web/form-fields.js';
import type { ReportKey } from './reports.js';

/** The report of an address like `/reports/2026-10/words?programme=3`. What cannot be one is not found. */
export const Which = createParamDecorator((_: unknown, context: ExecutionContext): ReportKey => {
  const { params, query } = context.switchToHttp().getRequest<FastifyRequest>();
  const [{ month = '' }, { programme = '' }] = [params as { month?: string }, query as { programme?: string }];
  if (!isMonth(month) || !isId(programme)) throw notFound();
  return { month, programmeId: Number(programme) };
});
