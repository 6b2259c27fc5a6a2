import { User } from '../src/accounts/user.entity.js';
import type { Clock } from '../src/platform/clock.js';
import type { Database } from '../src/platform/database/database.js';
import type { Settings } from '../src/platform/settings.js';
import { seedDemo } from './demo/index.js';
import { ACCOUNTS } from './demo/names.js';
import { seedReference } from './reference/index.js';

/**
 * Fills what is empty: the place where there is none yet, and the demo people where nobody is yet. What is there is never
 * touched. One transaction: a world is whole or not there.
 */
export async function seed(database: Database, clock: Clock, which: Settings['seed']): Promise<void> {
  if (which === 'none') return;
  await database.transaction(async (tx) => {
    await database.lock(tx, 'seeds', 0); // two processes may start at the same time
    await seedReference(tx);
    if (which === 'demo') await seedDemo(tx, database, clock.now());
  });
}

/** Does the demo world live in this database? */
export async function hasDemo(database: Database): Promise<boolean> {
  return database.reader.existsBy(User, { email: ACCOUNTS[0]!.email });
}
