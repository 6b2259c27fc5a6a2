import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Programs ask every hour or so: for a quarter of one, the copy that they have is good enough. */
const FRESH_SECONDS = 15 * 60;

/** Answers with a calendar, or with 304 where the reader has it already. @returns the body */
export function answerFeed(request: FastifyRequest, reply: FastifyReply, calendar: string): string {
  const digest = createHash('sha256').update(calendar).digest('base64url');
  const tag = `W/"${digest}"`; // weak: the same calendar goes out compressed or not
  void reply.headers({
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="tsudoi.ics"',
    'Cache-Control': `private, max-age=${FRESH_SECONDS}`,
    'X-Robots-Tag': 'noindex',
    ETag: tag,
  });
  if (!isKnown(request.headers['if-none-match'], digest)) return calendar;
  void reply.status(304);
  return '';
}

function isKnown(ifNoneMatch: string | undefined, digest: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes('*') || tags.includes(`"${digest}"`);
}
