import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../paths.js';
import type { Page } from '../views/page.js';
import { isDevicePage } from './device.js';
import { takeFlash } from './flash.js';
import { refusedFormHere } from './form-page.js';
import { takeKeptForm } from './kept-form.js';
import { languageOf } from './language.js';
import { navigationFor } from './navigation.js';

declare module 'fastify' {
  interface FastifyReply {
    /** Merged into the data of every template (@fastify/view). */
    locals?: { page?: Page };
  }
}

export function pageFor(request: FastifyRequest, reply: FastifyReply): Page {
  const device = isDevicePage(request);
  return {
    device,
    language: languageOf(request),
    viewer: request.viewer,
    // What was sent cannot be opened again: the way back from its page leads home.
    url: request.method === 'GET' ? request.url : paths.home(),
    flash: device ? undefined : takeFlash(request, reply),
    refused: refusedFormHere() ?? takeKeptForm(request),
    navigation: navigationFor(request.viewer, request.url),
  };
}

/**
 * Gives every page what the layout needs. The last of the guards, since those before it say who looks: an interceptor would
 * cost each request a chain of observables for it. What a handler says itself about keeping its answer holds.
 */
@Injectable()
export class PageContext implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (isReading) reply.locals = { page: pageFor(request, reply) };
    const personal = request.viewer || !isReading || isDevicePage(request);
    // What everybody sees may be kept, but is asked for anew: the next one may be signed in.
    void reply.header('Cache-Control', personal ? 'no-store' : 'private, no-cache');
    return true;
  }
}
