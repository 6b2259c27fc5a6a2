import { setTimeout as pause } from 'node:timers/promises';
import { Refused } from '../errors.js';
import { isWorthRetrying } from './sql-errors.js';

/** How long a use case that lost against another is tried again. */
const PATIENCE_MS = 10_000;

/** Tries again what lost against others. @throws Refused `platform.busy` when it lost again and again for ten seconds. */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (let longest = 20; ; longest = Math.min(longest * 2, 500)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isWorthRetrying(error)) throw error;
      if (performance.now() > until) throw new Refused('unavailable', 'platform.busy', {}, [], { cause: error });
      await pause(Math.random() * longest);
    }
  }
}
