import 'reflect-metadata';
import { openDatabase } from '../database/open.js';
import { platformEntities } from '../entities.js';
import { readSettings } from '../settings.js';
import { stillHolds, verifyChain } from './audit-verifier.js';

const REASONS = {
  gap: 'it is missing in the chain',
  missing: 'the entry is gone',
  changed: 'the entry was changed',
} as const;

/**
 * `npm run audit:verify`: goes through the whole chain and names the first entry that does not hold. Whoever keeps the last
 * line elsewhere can ask later, by `-- 1234:hash`, whether the chain still goes through it: a tail cut off shows then.
 */
async function run(expected: string | undefined): Promise<void> {
  const { database, close } = await openDatabase(readSettings(process.env), platformEntities);
  try {
    const { broken, end, unlinked } = await verifyChain(database);
    if (broken) throw new Error(`Link ${broken.position} (entry ${broken.entryId}): ${REASONS[broken.why]}.`);
    const [position, hash] = expected?.split(':') ?? [];
    if (hash && !(await stillHolds(database, { position: Number(position), hash })))
      throw new Error(`The chain does not go through ${expected}.`);
    if (unlinked < 0) throw new Error('There are more links than entries.');
    console.log(`All ${end.position} links hold.${unlinked ? ` ${unlinked} entries are not linked yet.` : ''}`);
    console.log(`${end.position}:${end.hash}`);
  } finally {
    await close();
  }
}

await run(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
