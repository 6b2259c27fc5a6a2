import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDevicePage } from './device.js';
import { LANGUAGES, type Language } from '../time.format.js';

const COOKIE = 'lang';
const YEAR = 365 * 24 * 60 * 60;

/**
 * Chosen in the footer and remembered in a cookie; Japanese unless chosen. Signing in brings the person's own choice. A device
 * that stands there for everybody remembers nobody's choice: there it stands in the address.
 */
export function languageOf(request: FastifyRequest): Language {
  const { language: asked } = (request.query ?? {}) as { language?: unknown };
  const chosen = isDevicePage(request) ? asked : request.cookies?.[COOKIE];
  return LANGUAGES.find((language) => language === chosen) ?? LANGUAGES[0];
}

export function rememberLanguage(reply: FastifyReply, language: Language): void {
  void reply.setCookie(COOKIE, language, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: YEAR });
}

export const PageLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  return languageOf(context.switchToHttp().getRequest<FastifyRequest>());
});
