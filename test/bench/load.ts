import autocannon from 'autocannon';

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  cookie: string;
  body?: string;
}

export interface Load {
  rps: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers by status. */
  statuses: Record<number, number>;
  /** Of each answer, in no order: where it led. */
  locations: { location: string; call: Call }[];
}

/** Sends so many calls over so many connections, each as soon as the one before is answered. */
export async function load(port: number, connections: number, calls: readonly Call[]): Promise<Load> {
  const statuses: Record<number, number> = {};
  const locations: Load['locations'] = [];
  let next = 0;
  const begun = performance.now();
  let ended = begun;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: Math.min(connections, calls.length),
    amount: calls.length,
    timeout: 60,
    requests: [
      {
        setupRequest: (request, context) => {
          const call = calls[next++ % calls.length]!;
          (context as { call?: Call }).call = call;
          const form = call.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
          return { ...request, ...call, headers: { cookie: call.cookie, ...form } };
        },
        onResponse: (status, _body, context, headers) => {
          ended = performance.now(); // autocannon itself only looks at the clock once a second
          statuses[status] = (statuses[status] ?? 0) + 1;
          const location =
            (headers as Record<string, string>)?.location ?? (headers as Record<string, string>)?.Location;
          if (location) locations.push({ location, call: (context as { call: Call }).call });
        },
      },
    ],
  });
  if (result.errors > 0) throw new Error(`${result.errors} requests came to nothing`);
  const seconds = (ended - begun) / 1000;
  return { rps: calls.length / seconds, p50: result.latency.p50, p99: result.latency.p99, statuses, locations };
}
