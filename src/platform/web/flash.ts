import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Phrase } from '../views/phrase.js';

const COOKIE = 'flash';

/** Tells on the next page what was done: `flash('bookings:done.cancelled')`. */
export type Flash = (phrase: Phrase) => void;

export const FlashNext = createParamDecorator((_: unknown, context: ExecutionContext): Flash => {
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  return (phrase) => writeFlash(reply, phrase);
});

export function writeFlash(reply: FastifyReply, phrase: Phrase): void {
  const value = Buffer.from(JSON.stringify(phrase)).toString('base64url');
  void reply.setCookie(COOKIE, value, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 });
}

/** Takes the message of the page before, once. What somebody forged in a cookie is only ever shown, escaped, to herself. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Phrase | undefined {
  const value = request.cookies[COOKIE];
  if (!value) return undefined;
  void reply.clearCookie(COOKIE, { path: '/' });
  try {
    const phrase: unknown = JSON.parse(Buffer.from(value, 'base64url').toString());
    return typeof phrase === 'string' || (typeof phrase === 'object' && phrase !== null && 'key' in phrase)
      ? (phrase as Phrase)
      : undefined;
  } catch {
    return undefined;
  }
}
