import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { SettingsError } from '../settings.js';
import { takeKeys } from './sealed.js';

/** Rows of `secret` that name, by its id, a key under which something may be sealed. */
const IN_USE = 'data-key-in-use:';

/**
 * The keys of the settings; where none is set (never in production), one that this installation makes for itself and keeps in
 * its database, so that every process and tool has the same one. Called while only one process migrates.
 * @throws SettingsError where something is sealed under a key that is not among them
 */
export async function takeDataKeys(manager: EntityManager, given: readonly string[] = []): Promise<void> {
  const [first, ...others] = given.length > 0 ? given : [await ownKey(manager)];
  const ids = takeKeys([first!, ...others]);
  const used = keysInUse(manager);
  const missing = (await used.all()).filter((id) => !ids.includes(id));
  if (missing.length > 0) {
    throw new SettingsError(
      `Tsudoi cannot start. DATA_KEY: data is sealed under key ${missing.join(', ')}, which is not among those given (${ids.join(', ')}). ` +
        'Please give the key with which it was sealed, behind the new one: DATA_KEY=new,old',
    );
  }
  await used.add(ids[0]!);
}

async function ownKey(manager: EntityManager): Promise<string> {
  // Letters of our own making alone, so that no dialect's placeholders are needed.
  const fresh = randomBytes(32).toString('base64url');
  await manager.query(`INSERT INTO secret (name, value) VALUES ('data-key', '${fresh}') ON CONFLICT (name) DO NOTHING`);
  const [kept] = await manager.query<{ value: string }[]>(`SELECT value FROM secret WHERE name = 'data-key'`);
  return kept!.value;
}

/** Under which keys something may be sealed, by their ids: eight digits each, so that they can stand in the statements. */
export function keysInUse(manager: EntityManager): {
  all(): Promise<string[]>;
  add(id: string): Promise<unknown>;
  only(id: string): Promise<unknown>;
} {
  return {
    all: async () => {
      const rows = await manager.query<{ name: string }[]>(`SELECT name FROM secret WHERE name LIKE '${IN_USE}%'`);
      return rows.map(({ name }) => name.slice(IN_USE.length));
    },
    add: (id) =>
      manager.query(`INSERT INTO secret (name, value) VALUES ('${IN_USE}${id}', '') ON CONFLICT (name) DO NOTHING`),
    only: (id) => manager.query(`DELETE FROM secret WHERE name LIKE '${IN_USE}%' AND name <> '${IN_USE}${id}'`),
  };
}
