import type { FastifyRequest } from 'fastify';
import type { RefusedForm } from '../views/page.js';
import { sentValues } from './form-page.js';

declare module 'fastify' {
  interface Session {
    /** What she sent before she had shown who she is, for the page on which its form stands. */
    keptForm?: { page: string; values: RefusedForm['values'] };
  }
}

/** In characters: what she chooses, not what she writes. */
const MOST = 2000;

/** Keeps what was sent, without passwords, until its page is opened again: nothing that she chose is lost meanwhile. */
export function keepForm(request: FastifyRequest, page: string): void {
  const values = sentValues(request.body);
  if (Object.keys(values).length > 0 && JSON.stringify(values).length <= MOST)
    request.session.keptForm = { page, values };
}

/** The form of this page as it was sent, once; nothing is wrong with it. */
export function takeKeptForm({ session, method, url }: FastifyRequest): RefusedForm | undefined {
  const kept = session?.keptForm;
  if (method !== 'GET' || !kept || kept.page !== url) return undefined;
  session.keptForm = undefined;
  return { values: kept.values, problems: {}, summary: [] };
}
