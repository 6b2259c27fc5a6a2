import autocannon from 'autocannon';
import type { Server } from './servers.js';

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  cookie: string;
  body?: string;
}

/** One round of calls. */
export interface Load {
  rps: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/**
 * Sends so many calls over so many connections, each as soon as the one before is answered.
 * @param rate of all together, at most so many a second
 */
export async function load(server: Server, connections: number, calls: readonly Call[], rate?: number): Promise<Load> {
  const statuses: Record<number, number> = {};
  let next = 0;
  const begun = performance.now();
  let ended = begun;
  const result = await autocannon({
    url: `http://127.0.0.1:${server.port}`,
    connections: Math.min(connections, calls.length),
    amount: calls.length,
    timeout: 60,
    ...(rate ? { overallRate: Math.ceil(rate) } : {}),
    sampleInt: 10, // how often it looks whether it is through, in milliseconds
    requests: [
      {
        setupRequest: (request, context) => {
          const call = calls[next++ % calls.length]!;
          (context as { call?: Call }).call = call;
          const form = call.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
          return { ...request, ...call, headers: { cookie: call.cookie, ...form } };
        },
        onResponse: (status, _body, context, headers) => {
          ended = performance.now();
          statuses[status] = (statuses[status] ?? 0) + 1;
          const location =
            (headers as Record<string, string>)?.location ?? (headers as Record<string, string>)?.Location;
          const { call } = context as { call: Call };
          if (location && call.path === '/bookings') server.booked.push({ location, call });
        },
      },
    ],
  });
  if (result.errors > 0) throw new Error(`${result.errors} requests came to nothing`);
  if (Object.keys(statuses).some((status) => status !== '200' && status !== '303'))
    throw new Error(`${calls[0]!.path}: unexpected answers ${JSON.stringify(statuses)}`);
  server.served += calls.length;
  const seconds = (ended - begun) / 1000;
  return { rps: calls.length / seconds, p50: result.latency.p50, p99: result.latency.p99 };
}
