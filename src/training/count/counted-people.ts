import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Attended, AttendanceRow } from './record.policy.js';

/** One attendance that counts, and what was written down of it. */
export interface CountedRow extends Attended {
  written: AttendanceRow;
}

/** How people are called on a page: by the names of the count, and those who wrote it down as `staff:9`. */
export type Names = (who: string) => Phrase;

/** The people behind counted rows. */
@Injectable()
export class CountedPeople {
  /** @param known by name; else by number. At most one statement. */
  async names(manager: EntityManager, rows: readonly CountedRow[], known: boolean): Promise<Names> {
    if (!known || rows.length === 0) return numberOf;
    const users = [...new Set([...idsOf('member', rows), ...rows.map(({ written }) => written.by)])];
    const guests = [0, ...idsOf('walk_in', rows)];
    const people = await ask<{ kind: string; id: number; name: string }>(
      manager,
      `SELECT 'member' AS kind, id, name FROM app_user WHERE id IN (${places(users)})
       UNION ALL SELECT 'walk_in', id, name FROM walk_in WHERE id IN (${places(guests, users.length)})`,
      [...users, ...guests],
    );
    const names = new Map(people.map(({ kind, id, name }) => [`${kind}:${id}`, name]));
    return (who) => {
      const name = names.get(who.replace(/^staff:/, 'member:'));
      return name === undefined ? numberOf(who) : { key: 'count:person', name };
    };
  }
}

/** The same person by the same number everywhere, and nothing else about her. */
export function numberOf(who: string): Phrase {
  const [kind, number] = who.split(':') as [string, string];
  return { key: `count:${kind}`, number };
}

function idsOf(kind: string, rows: readonly CountedRow[]): number[] {
  const of = rows.map(({ who }) => who.split(':')).filter(([its]) => its === kind);
  return [...new Set(of.map(([, id]) => Number(id)))];
}
