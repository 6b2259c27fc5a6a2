import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.js';

const MARK = 'wrote';
const MARKED = new RegExp(`(?:^|;\\s*)${MARK}=1`);

/**
 * Where a replica is read from, it may be some seconds behind. Whoever has just changed something must find it changed: her
 * browser carries a mark for as long as the replica may be behind, and reads from the primary meanwhile, in whatever process.
 * Only looking is done aside; what is about to write reads from the primary from the first line, and so do jobs.
 */
export function readYourWrites(
  server: FastifyInstance,
  database: Database,
  { lagSeconds, https }: { lagSeconds: number; https: boolean },
): void {
  const mark = `${MARK}=1; Max-Age=${lagSeconds}; Path=/; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;
  server.addHook('onRequest', (request, _reply, done) => {
    if (isLooking(request) && !MARKED.test(request.headers.cookie ?? '')) database.readAside(done);
    else done();
  });
  server.addHook('onSend', async (request, reply, payload) => {
    if (!isLooking(request)) void reply.header('Set-Cookie', mark);
    return payload;
  });
}

const isLooking = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';
