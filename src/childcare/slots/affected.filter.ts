import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import { languageOf } from '../../platform/web/language.js';
import { say } from '../../platform/views/words.js';
import { formPageOf } from '../../platform/web/form-page.js';
import { sendPage } from '../../platform/web/render-page.js';
import { PlacesAffected } from './affected.js';
import { affectedView } from './affected.view.js';

/**
 * A change would take places away: shows whose, with the whole form kept in hidden inputs, and asks. 409, so that Turbo
 * shows the page.
 */
@Catch(PlacesAffected)
export class AffectedFilter implements ExceptionFilter {
  catch(found: PlacesAffected, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const view = affectedView(found, (request.body ?? {}) as Record<string, unknown>, {
      action: request.url,
      back: formPageOf(request) ?? paths.careSlots(),
      viewer: request.viewer,
      reason: say(languageOf(request), found.reason),
    });
    sendPage(request, reply, 409, 'care/affected.hbs', view);
  }
}
