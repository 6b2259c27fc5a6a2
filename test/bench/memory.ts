import { dayPath, readings } from './calls.js';
import { load } from './load.js';
import { CLIENTS, type Side } from './measure.js';

/** After so many requests, booked and cancelled among them. */
const READ_AT = [20_000, 23_000, 26_000];

/** What the app takes up after its first 20,000 requests, and whether it stays there: `231 (20000)`. */
export async function residentMemory({ world, app }: Side): Promise<string[]> {
  const found: string[] = [];
  for (const mark of READ_AT) {
    const missing = mark - app.served;
    if (missing > 0) await load(app, CLIENTS, readings(world, dayPath(world), missing));
    found.push(`${Math.round(app.memory())} (${app.served})`);
  }
  return found;
}
