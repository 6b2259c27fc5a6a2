import type { FastifyRequest } from 'fastify';
import { paths } from '../paths.js';

/**
 * Pages of a device that stands in a venue for everybody: whoever is signed in on it is nobody there, what was done
 * elsewhere in its browser is not told there, and nothing leads out.
 */
export function isDevicePage(request: FastifyRequest): boolean {
  const path = request.routeOptions?.url ?? request.url.split('?')[0]!;
  return path === paths.kiosk() || path.startsWith(`${paths.kiosk()}/`);
}
