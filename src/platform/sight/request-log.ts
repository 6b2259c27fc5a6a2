import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusedFormHere } from '../web/form-page.js';
import type { LogLines } from './log-lines.js';
import type { Metrics, RequestFacts } from './metrics.js';

/**
 * A line for each request, and its figures. By the pattern of the route, never by the address itself: that may hold what
 * somebody searched for, or a key. Who asked is not told.
 */
export function observeRequests(server: FastifyInstance, metrics: Metrics, lines?: LogLines): void {
  server.addHook('onResponse', (request, reply, done) => {
    if (!isInside()) {
      const seen = facts(request, reply);
      metrics.request(seen);
      lines?.add('info', { id: request.id, ...seen });
    }
    done();
  });
}

/** A page that the house asks of itself, for a form that is brought back. */
const isInside = (): boolean => refusedFormHere() !== undefined;

function facts(request: FastifyRequest, reply: FastifyReply): RequestFacts {
  return {
    method: request.method,
    route: request.is404 ? 'none' : (request.routeOptions.url ?? 'none'),
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
  };
}
