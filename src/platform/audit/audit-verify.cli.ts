import 'reflect-metadata';
import { type Command, whenStarted, WronglyTyped } from '../command.js';
import { withDatabase } from '../database/open.js';
import { platformEntities } from '../entities.js';
import { readSettings } from '../settings.js';
import { type ChainEnd, stillHolds, verifyChain } from './audit-verifier.js';

const REASONS = {
  gap: 'it is missing in the chain',
  missing: 'the entry is gone',
  changed: 'the entry was changed',
} as const;

/**
 * Goes through the whole chain and names the first entry that does not hold. Whoever keeps the last line elsewhere can ask
 * later, by that line, whether the chain still goes through it: a tail cut off shows then.
 */
export const verifyAudit: Command = {
  usage: 'npm run audit:verify -- [the last line of an earlier run, 1234:hash]',
  words: [0, 1],
  run: async ({ words: [earlier], env, say }) => {
    const expected = earlier === undefined ? undefined : chainEndOf(earlier);
    await withDatabase(readSettings(env), platformEntities, async (database) => {
      const { broken, end, unlinked } = await verifyChain(database);
      if (broken) throw new Error(`Link ${broken.position} (entry ${broken.entryId}): ${REASONS[broken.why]}.`);
      if (expected && !(await stillHolds(database, expected)))
        throw new Error(`The chain does not go through ${earlier}.`);
      if (unlinked < 0) throw new Error('There are more links than entries.');
      say(`All ${end.position} links hold.${unlinked ? ` ${unlinked} entries are not linked yet.` : ''}`);
      say(`${end.position}:${end.hash}`);
    });
  },
};

/** @throws WronglyTyped: a line that says nothing must not be taken for one that holds */
function chainEndOf(line: string): ChainEnd {
  const [, position, hash] = /^(\d{1,9}):([0-9a-f]{64})$/.exec(line) ?? [];
  if (!position || !hash) throw new WronglyTyped();
  return { position: Number(position), hash };
}

await whenStarted(import.meta, verifyAudit);
