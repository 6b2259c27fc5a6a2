import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { WalkIn } from '../roll-call/walk-in.entity.js';
import type { Attended } from './count.policy.js';
import type { AttendanceRow } from './record.policy.js';

/** One attendance that counts, and what was written down of it. */
export interface CountedRow extends Attended {
  written: AttendanceRow;
}

/** How people are called on a page: by the names of the count, and those who wrote it down as `staff:9`. */
export type Names = (who: string) => Phrase;

/** The people behind counted rows. */
@Injectable()
export class CountedPeople {
  /** @param known by name; else by number. At most two statements. */
  async names(manager: EntityManager, rows: readonly CountedRow[], known: boolean): Promise<Names> {
    if (!known) return numberOf;
    const members = idsOf('member', rows);
    const guests = idsOf('walk_in', rows);
    const staff = rows.map(({ written }) => written.by);
    const columns = { id: true, name: true };
    const ids = [...new Set([...members, ...staff])];
    const users = ids.length > 0 ? await manager.find(User, { select: columns, where: { id: In(ids) } }) : [];
    const walkIns = guests.length > 0 ? await manager.find(WalkIn, { select: columns, where: { id: In(guests) } }) : [];
    const names = new Map([
      ...users.flatMap(({ id, name }): [string, string][] => [
        [`member:${id}`, name],
        [`staff:${id}`, name],
      ]),
      ...walkIns.map(({ id, name }): [string, string] => [`walk_in:${id}`, name]),
    ]);
    return (who) => (names.has(who) ? { key: 'count:person', name: names.get(who) } : numberOf(who));
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
