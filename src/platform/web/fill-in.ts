import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusedForm } from './form-page.js';
import { pageFor } from './page-context.js';
import { Refused } from '../errors.js';

/**
 * Shows the form of the page that the handler renders once more, with the person's words in it and some filled in for
 * her: what a button of the form does where no script runs.
 */
export function fillIn(request: FastifyRequest, reply: FastifyReply, filled: Record<string, string>): void {
  const body = { ...(request.body as Record<string, unknown>), ...filled };
  const words = refusedForm(body, new Refused('invalid', 'platform.form_invalid'));
  reply.locals = { page: { ...pageFor(request, reply), refused: { ...words, summary: [] } } };
}
