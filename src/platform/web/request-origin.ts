import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';
import { hashOfSession } from './session-store.js';

const asking = new AsyncLocalStorage<FastifyRequest>();

/** Fastify's hook, once the body is read: whatever the handler brings about knows which request asked for it. */
export function rememberRequest(request: FastifyRequest, _reply: unknown, done: () => void): void {
  asking.run(request, done);
}

/** Where the request at hand came from. Nothing outside of one: jobs, the command line. */
export function originHere(): { address: string; session: string | null } | undefined {
  const request = asking.getStore();
  if (!request) return undefined;
  const { ip: address, session } = request;
  return { address, session: session?.userId === undefined ? null : hashOfSession(session.sessionId).slice(0, 12) };
}
