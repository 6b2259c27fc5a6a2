import type { FastifyReply, FastifyRequest } from 'fastify';
import { template } from '../views/handlebars.js';
import { pageFor } from './page-context.js';

/** Answers with a page that no controller renders: an error, or a question that came up. `view` is a path below views/. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  view: string,
  data: Record<string, unknown> & { title: unknown },
): void {
  const all = { ...data, page: pageFor(request, reply) };
  const html = template('layouts/main.hbs')({ ...all, body: template(view)(all) });
  void reply.status(status).header('Cache-Control', 'no-store').type('text/html; charset=utf-8').send(html);
}
