import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formPageOf } from '../../platform/web/form-page.js';
import { sendPage } from '../../platform/web/render-page.js';
import { paths } from '../../platform/paths.js';
import { collisionsView } from './collisions.view.js';
import { CollisionsFound } from './decision.js';

/**
 * A change of the rules collides with bookings: shows them, with the whole form kept in hidden inputs, and asks what is to
 * become of them. 409, so that Turbo shows the page.
 */
@Catch(CollisionsFound)
export class CollisionsFilter implements ExceptionFilter {
  catch(found: CollisionsFound, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const back = formPageOf(request) ?? paths.manage();
    const view = collisionsView(found, (request.body ?? {}) as Record<string, unknown>, { action: request.url, back });
    sendPage(request, reply, 409, 'venues/collisions.hbs', view);
  }
}
