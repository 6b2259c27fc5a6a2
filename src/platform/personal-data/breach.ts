import type { EntityManager } from 'typeorm';
import { ask } from '../database/ask.js';
import { forSql, fromSql, type Raw } from '../database/columns.js';
import type { Moment } from '../time.js';
import type { Phrase } from '../views/phrase.js';
import type { Role } from '../web/roles.js';

/** An account that may have been in wrong hands, from one moment to another. */
export interface Breach {
  userId: number;
  /** Those that it held at any time in between. */
  roles: readonly Role[];
  from: Moment;
  to: Moment;
}

export interface Subject {
  /** Somebody who came to a session without an account is a `walk_in`. */
  kind: 'person' | 'child' | 'walk_in';
  id: number;
}

/** Whose data stood within reach, and which. */
export interface Exposed extends Subject {
  what: Phrase;
}

/** Whose data was opened or touched, on which page or in which way, and when. */
export interface Opened extends Exposed {
  at: Moment;
}

/** Who somebody is, and where to write. */
export interface Named extends Subject {
  name: string;
  emails: string[];
}

/** All of them within reach in the same way. */
export function exposed(kind: Subject['kind'], ids: Iterable<number>, what: Phrase): Exposed[] {
  return Array.from(ids, (id) => ({ kind, id, what }));
}

export function holdsOneOf({ roles }: Breach, of: readonly Role[]): boolean {
  return roles.some((role) => of.includes(role));
}

/** Ids that a statement gives as `id`. */
export async function idsOf(manager: EntityManager, statement: string, parameters: unknown[]): Promise<number[]> {
  return (await ask<{ id: number }>(manager, statement, parameters)).map(({ id }) => id);
}

/** What the account did to things of one kind, by the audit trail. One statement, by the index of the actor. */
export async function deedsOf(
  manager: EntityManager,
  { userId, from, to }: Breach,
  kind: string,
): Promise<{ id: number; at: Moment }[]> {
  const rows = await ask<Raw<{ id: number; at: Moment }>>(
    manager,
    `SELECT entry.subject_id AS id, entry.at FROM audit_entry entry
     WHERE entry.actor_id = $1 AND entry.at >= $2 AND entry.at <= $3 AND entry.subject_kind = $4
       AND entry.subject_id IS NOT NULL ORDER BY entry.at`,
    [userId, forSql(from), forSql(to), kind],
  );
  return rows.map(({ id, at }) => ({ id, at: fromSql(at) }));
}

/**
 * What it did to things of one kind, as what it did to the person whose each is. Two statements.
 * @param ownersOf of things by their ids; one that is gone is left out
 */
export async function openedOf(
  manager: EntityManager,
  breach: Breach,
  kind: string,
  ownersOf: (ids: number[]) => Promise<readonly { id: number; ownerId: number }[]>,
  what: Phrase,
): Promise<Opened[]> {
  const deeds = await deedsOf(manager, breach, kind);
  const owners = new Map((await ownersOf(deeds.map(({ id }) => id))).map(({ id, ownerId }) => [id, ownerId]));
  return deeds.flatMap(({ id, at }) => {
    const ownerId = owners.get(id);
    return ownerId === undefined ? [] : [{ kind: 'person' as const, id: ownerId, what, at }];
  });
}
