import { groupBy } from '../platform/group-by.js';
import type { Resource } from '../venues/resource.entity.js';
import type { NewThing } from '../venues/resources/resources-in-bulk.js';
import { foldHeading, type ReadRow } from './columns.policy.js';
import type { Judgement } from './kind.js';
import type { Deed, Finding } from './report.js';

/** Things stand in things no deeper than this; a longer chain is a mistake in the table. */
const DEEPEST = 5;

type Standing = Pick<Resource, 'id' | 'name'>;

export interface JudgedThings extends Judgement {
  /** What would be added, in the order of the rows. */
  things: NewThing[];
}

/** Width, case and spaces make no two names of one thing. */
const key = (name: unknown): string => (typeof name === 'string' ? foldHeading(name) : '');

/**
 * What would become of each row. A name stands for one thing of the venue: twice in the file is wrong, and what is there
 * already is left as it is, since bookings rely on it.
 */
export function judgeResources(rows: readonly ReadRow[], standing: readonly Standing[]): JudgedThings {
  const there = groupBy(standing, ({ name }) => key(name));
  const listed = new Map<string, number>();
  const problems = rows.map((one, at) => [...one.problems, ...twice(one, at, rows, listed)]);
  const isNew = (at: number): boolean => !there.has(key(rows[at]!.values.name));
  for (const [at, one] of rows.entries()) problems[at]!.push(...ofPlace(one, at, rows, listed, there, isNew));
  const deeds = rows.map((_, at): Deed => (problems[at]!.length > 0 ? 'x' : isNew(at) ? 'a' : 's'));
  return {
    deeds,
    problems: problems.flat(),
    warnings: rows.flatMap(({ row }, at) =>
      deeds[at] === 's' ? [{ row, field: 'name', code: 'imports.skips_thing' as const }] : [],
    ),
    things: thingsOf(rows, deeds, listed, there),
  };
}

function twice(one: ReadRow, at: number, rows: readonly ReadRow[], listed: Map<string, number>): Finding[] {
  const name = key(one.values.name);
  const before = listed.get(name);
  if (name === '') return [];
  if (before === undefined) listed.set(name, at);
  else return [{ row: one.row, field: 'name', code: 'imports.name_twice', params: { first: rows[before]!.row } }];
  return [];
}

function ofPlace(
  { row, values }: ReadRow,
  at: number,
  rows: readonly ReadRow[],
  listed: ReadonlyMap<string, number>,
  there: ReadonlyMap<string, Standing[]>,
  isNew: (at: number) => boolean,
): Finding[] {
  const { activeFrom, activeUntil, parent } = values;
  const found: Finding[] = [];
  if (typeof activeFrom === 'string' && typeof activeUntil === 'string' && activeUntil < activeFrom)
    found.push({ row, field: 'activeUntil', code: 'venues.ends_before_start' });
  if (!parent || !isNew(at)) return found;
  const standing = there.get(key(parent));
  if (standing && standing.length > 1) found.push({ row, field: 'parent', code: 'imports.parent_unclear' });
  if (!standing && !listed.has(key(parent))) found.push({ row, field: 'parent', code: 'imports.parent_unknown' });
  let outer: number | undefined = at;
  for (let depth = 0; outer !== undefined && isNew(outer); depth += 1) {
    if (depth > DEEPEST) return [...found, { row, field: 'parent', code: 'imports.too_deep' }];
    outer = listed.get(key(rows[outer]!.values.parent));
  }
  return found;
}

function thingsOf(
  rows: readonly ReadRow[],
  deeds: readonly Deed[],
  listed: ReadonlyMap<string, number>,
  there: ReadonlyMap<string, Standing[]>,
): NewThing[] {
  const place = new Map<number, number>();
  for (const [at, deed] of deeds.entries()) if (deed === 'a') place.set(at, place.size);
  return [...place.keys()].map((at) => {
    const { parent, ...facts } = rows[at]!.values;
    const [standing] = there.get(key(parent)) ?? [];
    const outer = listed.get(key(parent));
    const inside = standing
      ? { id: standing.id }
      : outer === undefined
        ? undefined
        : { listed: place.get(outer) ?? -1 };
    return { facts: facts as NewThing['facts'], inside: parent ? inside : undefined };
  });
}
