import type { Moment } from '../platform/time.js';

/** How often something may be tried. All times in seconds. */
export interface Limit {
  /** Tries without any wait. */
  free: number;
  /** Tries are counted this long, from the first one on. */
  window: number;
  /** The wait after the last free try; it doubles with each further one. */
  firstWait: number;
  longestWait: number;
}

export interface Tries {
  hits: number;
  expiresAt: Moment;
  blockedUntil: Moment | null;
}

/**
 * @returns seconds to wait before the next try, at least 1; nothing if it may be made now. A wait that is longer than any was
 * counted by a clock that has been set back since: nobody waits for it.
 */
export function secondsToWait(tries: Tries | undefined, limit: Limit, now: Moment): number | undefined {
  if (!tries?.blockedUntil) return undefined;
  const left = Math.ceil((tries.blockedUntil.epochMilliseconds - now.epochMilliseconds) / 1000);
  return left > 0 && left <= limit.longestWait ? left : undefined;
}

/** What is remembered after one more try. */
export function afterTry(tries: Tries | undefined, limit: Limit, now: Moment): Tries {
  const longest = now.add({ seconds: limit.window + limit.longestWait });
  const known = tries && isLater(tries.expiresAt, now) && !isLater(tries.expiresAt, longest) ? tries : undefined;
  const hits = (known?.hits ?? 0) + 1;
  const expiresAt = known?.expiresAt ?? now.add({ seconds: limit.window });
  if (hits < limit.free) return { hits, expiresAt, blockedUntil: null };
  const wait = Math.min(limit.firstWait * 2 ** Math.min(hits - limit.free, 30), limit.longestWait);
  const blockedUntil = now.add({ seconds: wait });
  return { hits, expiresAt: isLater(blockedUntil, expiresAt) ? blockedUntil : expiresAt, blockedUntil };
}

/** What is remembered when a try turns out to have been right: it does not count. */
export function withoutTry(tries: Tries, limit: Limit): Tries {
  const hits = Math.max(0, tries.hits - 1);
  return { ...tries, hits, blockedUntil: hits < limit.free ? null : tries.blockedUntil };
}

export { networkOf } from '../platform/web/network.js';

function isLater(a: Moment, b: Moment): boolean {
  return a.epochMilliseconds > b.epochMilliseconds;
}
