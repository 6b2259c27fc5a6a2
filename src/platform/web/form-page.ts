import { AsyncLocalStorage } from 'node:async_hooks';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Refused } from '../errors.js';
import type { RefusedForm } from '../views/page.js';
import { refusalPhrase } from '../views/phrase.js';

type PageOf = (request: FastifyRequest) => string;

/**
 * On a handler that takes a form: the page on which the form stands. A refused form comes back on that page with the
 * person's words in it, a summary on top and the message at the field (DESIGN §5.8).
 *
 * `@FormPage(() => paths.signUp())`, `@FormPage(({ params }) => paths.bookingEdit(params.id))`
 */
export const FormPage = (page: PageOf): MethodDecorator => RouteConfig({ formPage: page });

/** Nothing for what is no form at all (text, a list): it comes back on no page. */
export function formPageOf(request: FastifyRequest): string | undefined {
  const { body } = request;
  if (body !== undefined && (typeof body !== 'object' || Array.isArray(body))) return undefined;
  const config = request.routeOptions.config as { formPage?: PageOf };
  return config.formPage?.(request);
}

const carried = new AsyncLocalStorage<RefusedForm>();

/** Runs `work` (an inner request for the form's page) so that the page finds the refused form. */
export function carryRefusedForm<T>(form: RefusedForm, work: () => Promise<T>): Promise<T> {
  return carried.run(form, work);
}

export function refusedFormHere(): RefusedForm | undefined {
  return carried.getStore();
}

/** Passwords are the exception to "nothing lost": they are never sent back. */
const NEVER_BACK = /password/i;

/** What was sent, by input. */
export function sentValues(body: unknown): RefusedForm['values'] {
  const values: RefusedForm['values'] = {};
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    if (!NEVER_BACK.test(name)) values[name] = [value].flat().filter((one) => typeof one === 'string') as string[];
  }
  return values;
}

export function refusedForm(body: unknown, refused: Refused): RefusedForm {
  const values = sentValues(body);
  const problems: RefusedForm['problems'] = {};
  for (const { field, code, params } of refused.problems) problems[field] ??= refusalPhrase(code, params);
  const summary =
    refused.problems.length > 0
      ? Object.entries(problems).map(([field, phrase]) => ({ field, phrase }))
      : [{ phrase: refusalPhrase(refused.code, refused.params) }];
  return { values, problems, summary };
}
