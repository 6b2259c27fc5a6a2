import type { FastifyRequest } from 'fastify';
import { CannotOpenSealed, open, seal } from '../crypto/sealed.js';
import type { Moment } from '../time.js';
import type { RefusedForm } from '../views/page.js';
import { sentValues } from './form-page.js';

declare module 'fastify' {
  interface Session {
    /** What she sent before she had shown who she is, sealed, for the page on which its form stands. It goes with the session. */
    keptForm?: { page: string; sealed: string; since: number };
  }
}

/** In characters: what she chooses, not what she writes. */
const MOST = 2000;
/** Whoever has not shown who she is by then begins anew. */
const KEPT_MINUTES = 30;

/** Keeps what was sent, without passwords, until its page is opened again: nothing that she chose is lost meanwhile. */
export function keepForm(request: FastifyRequest, page: string, now: Moment): void {
  const values = sentValues(request.body);
  const text = JSON.stringify(values);
  if (Object.keys(values).length > 0 && text.length <= MOST)
    request.session.keptForm = { page, sealed: seal(text), since: now.epochMilliseconds };
}

/** What was kept for too long is gone with whatever she opens next. */
export function dropOldForm({ session }: FastifyRequest, now: Moment): void {
  const kept = session?.keptForm;
  if (kept && now.epochMilliseconds - kept.since >= KEPT_MINUTES * 60_000) session.keptForm = undefined;
}

/** The form of this page as it was sent, once; nothing is wrong with it. */
export function takeKeptForm({ session, method, url }: FastifyRequest): RefusedForm | undefined {
  const kept = session?.keptForm;
  if (method !== 'GET' || !kept || kept.page !== url) return undefined;
  session.keptForm = undefined;
  const values = opened(kept.sealed);
  return values && { values, problems: {}, summary: [] };
}

/** Nothing where its key is gone: sessions are not sealed anew. */
function opened(sealed: string): RefusedForm['values'] | undefined {
  try {
    return JSON.parse(open(sealed)) as RefusedForm['values'];
  } catch (error) {
    if (error instanceof CannotOpenSealed) return undefined;
    throw error;
  }
}
