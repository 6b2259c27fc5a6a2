import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refused } from '../errors.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Another site's page cannot make a browser change anything here (DESIGN §6): `Sec-Fetch-Site` decides where the browser
 * sends it, else `Origin`. A request without either comes from no browser and is let through.
 */
@Injectable()
export class OriginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (READING.has(request.method) || isFromHere(request)) return true;
    throw new Refused('forbidden', 'platform.foreign_origin');
  }
}

function isFromHere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
