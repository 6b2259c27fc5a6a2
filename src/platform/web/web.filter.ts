import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { outageOf } from '../database/sql-errors.js';
import { Refused, type RefusalKind } from '../errors.js';
import { paths } from '../paths.js';
import type { Moment } from '../time.js';
import { refusalPhrase } from '../views/phrase.js';
import { say } from '../views/words.js';
import { SignInNeeded } from './access.js';
import { isDevicePage } from './device.js';
import { errorPage, wordedStatus } from './error-page.js';
import { carryRefusedForm, formPageOf, refusedForm } from './form-page.js';
import { keepForm } from './kept-form.js';
import { languageOf } from './language.js';
import { pageFor } from './page-context.js';
import { ProofNeeded, SetUpNeeded } from './proof.js';
import { nameFieldsInSummary } from './summary-labels.js';
import { Viewers } from './viewer.js';

/** The only place that knows which refusal is which status. */
const STATUS: Record<RefusalKind, number> = {
  invalid: 422,
  conflict: 409,
  not_found: 404,
  forbidden: 403,
  throttled: 429,
  unavailable: 503,
};

/** Turns whatever went wrong into a page with words: a form that came back, the way to sign in, or an error page. */
@Catch()
export class WebFilter implements ExceptionFilter {
  private readonly log = new Logger('Web');

  constructor(private readonly viewers: Viewers) {}

  /** Whoever asked is answered, also where telling what went wrong goes wrong: nobody would else. */
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    try {
      await this.answer(request, reply, error);
    } catch (worse) {
      this.note(worse, request);
      if (!reply.sent) void reply.status(500).send({ code: 'platform.error_500', reference: request.id });
    }
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<void> {
    const elsewhere = this.wayFor(error, request);
    if (elsewhere) {
      void reply.status(303).header('Cache-Control', 'no-store').header('Location', elsewhere).send();
      return;
    }
    const refused = error instanceof Refused ? error : this.outage(error, request);
    const page = refused && request.method !== 'GET' ? formPageOf(request) : undefined;
    if (refused && page) return this.bringFormBack(request, reply, refused, page);
    return this.showError(request, reply, error, refused);
  }

  /** Where somebody goes who has to show first who she is. */
  private wayFor(error: unknown, request: FastifyRequest): string | undefined {
    const here = request.method === 'GET' ? request.url : undefined;
    if (error instanceof SignInNeeded) return paths.signIn(here);
    if (error instanceof ProofNeeded) return paths.proof(here ?? this.pageOfKept(request, error.now));
    return error instanceof SetUpNeeded ? paths.security() : undefined;
  }

  /** She comes back to the page of the form, which has what she sent in it. */
  private pageOfKept(request: FastifyRequest, now: Moment): string | undefined {
    const page = formPageOf(request);
    if (page) keepForm(request, page, now);
    return page;
  }

  /** The form's own page, asked for inside the house, with the refused form at hand. */
  private async bringFormBack(
    request: FastifyRequest,
    reply: FastifyReply,
    refused: Refused,
    page: string,
  ): Promise<void> {
    const { cookie, host, 'user-agent': agent } = request.headers;
    const headers = Object.fromEntries(
      Object.entries({ cookie, host, 'user-agent': agent }).filter(([, v]) => v),
    ) as never;
    const form = refusedForm(request.body, refused);
    // awaited inside: what inject() gives asks for the page only when somebody waits for it
    const inner = await carryRefusedForm(
      form,
      async () => await request.server.inject({ method: 'GET', url: page, headers }),
    );
    if (inner.statusCode !== 200) return this.showError(request, reply, refused, refused);
    retryAfter(reply, STATUS[refused.kind], refused);
    void reply.header('Cache-Control', 'no-store').header('Permissions-Policy', inner.headers['permissions-policy']);
    void reply.status(STATUS[refused.kind]).type('text/html; charset=utf-8').send(nameFieldsInSummary(inner.body));
  }

  private async showError(
    request: FastifyRequest,
    reply: FastifyReply,
    error: unknown,
    refused: Refused | undefined,
  ): Promise<void> {
    const status = refused ? STATUS[refused.kind] : statusOf(error);
    if (status >= 500 && !refused) this.note(error, request);
    const reference = status >= 500 ? request.id : undefined;
    retryAfter(reply, status, refused);
    if (request.headers.accept?.includes('application/json')) {
      const code = refused?.code ?? `platform.error_${status}`;
      void reply
        .status(status)
        .send({ code, reference, message: say(languageOf(request), refusalPhrase(code as never, refused?.params)) });
      return;
    }
    request.viewer ??= await this.viewerOf(request, status);
    const message =
      refused && refused.code.split('.')[1] !== refused.kind ? refusalPhrase(refused.code, refused.params) : undefined;
    const html = errorPage(pageFor(request, reply), { status, message, reference });
    void reply.status(status).header('Cache-Control', 'no-store').type('text/html; charset=utf-8').send(html);
  }

  /** The navigation stays on error pages, also where no guard ran; not where the database itself may be what failed. */
  private async viewerOf(request: FastifyRequest, status: number): Promise<FastifyRequest['viewer']> {
    const userId = request.session?.userId;
    if (userId === undefined || status >= 500 || isDevicePage(request)) return undefined;
    return this.viewers.find(userId).catch(() => undefined);
  }

  /** Beside the code that the person can read out: it is that of the request. */
  private note(error: unknown, request: FastifyRequest): void {
    const path = request.routeOptions?.url ?? 'unknown route';
    this.log.error(`${request.id} ${request.method} ${path}`, error instanceof Error ? error.stack : String(error));
  }

  /** The database is away, or its disk is full: nothing was done, and the same may succeed later. */
  private outage(error: unknown, request: FastifyRequest): Refused | undefined {
    const outage = outageOf(error);
    if (!outage) return undefined;
    this.note(error, request);
    return new Refused('unavailable', `platform.${outage}`, {}, [], { cause: error });
  }
}

function statusOf(error: unknown): number {
  const given = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
  return wordedStatus(typeof given === 'number' ? given : 500);
}

/** When to try again, in seconds. */
function retryAfter(reply: FastifyReply, status: number, refused: Refused | undefined): void {
  const seconds = status === 429 ? 60 : 5;
  if (status === 503 || status === 429) void reply.header('Retry-After', String(refused?.params.seconds ?? seconds));
}
