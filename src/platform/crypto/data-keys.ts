import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { takeKeys } from './sealed.js';

/**
 * The keys of the settings; where none is set (never in production), one that this installation makes for itself and keeps in
 * its database, so that every process and tool has the same one. Called while only one process migrates.
 */
export async function takeDataKeys(manager: EntityManager, given: readonly string[] = []): Promise<void> {
  const [first, ...others] = given;
  if (first !== undefined) return takeKeys([first, ...others]);
  // Letters of our own making alone, so that no dialect's placeholders are needed.
  const fresh = randomBytes(32).toString('base64url');
  await manager.query(`INSERT INTO secret (name, value) VALUES ('data-key', '${fresh}') ON CONFLICT (name) DO NOTHING`);
  const [kept] = await manager.query<{ value: string }[]>(`SELECT value FROM secret WHERE name = 'data-key'`);
  takeKeys([kept!.value]);
}
