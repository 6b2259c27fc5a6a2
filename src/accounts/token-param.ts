import type { FastifyRequest } from 'fastify';

/** The token in the address of a one-time link. */
export function tokenOf(request: FastifyRequest): string {
  return (request.params as { token: string }).token;
}
