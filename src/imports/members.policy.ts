import type { Known } from '../accounts/members/members-in-bulk.js';
import type { ReadRow } from './columns.policy.js';
import type { Existing } from './import.entity.js';
import type { Judgement } from './kind.js';
import type { Finding } from './report.js';

type People = ReadonlyMap<string, Known>;

/**
 * What would become of each row. An address stands for one person: twice in the file is wrong, and who is there already is
 * skipped or updated, as was chosen. Staff and people who may not come in any more are never touched.
 */
export function judgeMembers(rows: readonly ReadRow[], known: People, existing: Existing): Judgement {
  const judgement: Judgement = { deeds: [], problems: [], warnings: [] };
  const firstRow = new Map<string, number>();
  for (const { row, values, problems } of rows) {
    const wrong = [...problems];
    const email = typeof values.email === 'string' ? values.email : undefined;
    const before = email === undefined ? undefined : firstRow.get(email);
    if (before !== undefined)
      wrong.push({ row, field: 'email', code: 'imports.twice_in_file', params: { first: before } });
    else if (email !== undefined) firstRow.set(email, row);
    judgement.problems.push(...wrong);

    const there = email === undefined ? undefined : known.get(email);
    const deed = wrong.length > 0 ? 'x' : there ? deedFor(there, values, existing) : 'a';
    judgement.deeds.push(typeof deed === 'string' ? deed : deed.deed);
    if (typeof deed !== 'string') judgement.warnings.push({ row, field: 'email', code: deed.code });
  }
  return judgement;
}

function deedFor(
  { user, roles }: Known,
  values: Record<string, unknown>,
  existing: Existing,
): { deed: 's' | 'u'; code: Finding['code'] } {
  if (user.deactivatedAt) return { deed: 's', code: 'imports.skips_deactivated' };
  if (roles.some((role) => role !== 'member')) return { deed: 's', code: 'imports.skips_staff' };
  if (existing === 'skip') return { deed: 's', code: 'imports.skips_existing' };
  const before: Record<string, unknown> = { ...user };
  const differs = Object.entries(values).some(([field, value]) => value !== null && before[field] !== value);
  return differs ? { deed: 'u', code: 'imports.updates_existing' } : { deed: 's', code: 'imports.same_already' };
}
