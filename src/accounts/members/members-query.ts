import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { choice, isId } from '../../platform/web/form-fields.js';
import { ROLES } from '../../platform/web/roles.js';
import { searchPattern } from '../search-text.js';
import { User } from '../user.entity.js';

const ticked = z.literal('on').optional().catch(undefined);
const rowId = z.string().refine(isId).transform(Number).optional().catch(undefined);

/** The query of the list. What does not fit is left out: a mistyped address is no reason to refuse a list. */
export const membersQuery = z.object({
  q: z
    .string()
    .max(100)
    .catch('')
    .transform((text) => text.replaceAll('\0', '').trim()),
  role: choice(ROLES).optional().catch(undefined),
  status: choice(['active', 'deactivated', 'all']).catch('active'),
  resident: ticked,
  raisingChildren: ticked,
  unconfirmed: ticked,
  /** The last row of the page before. */
  after: rowId,
});
export type MembersQuery = z.infer<typeof membersQuery>;

export const PAGE_ROWS = 50;

/** People by kana. @param after the row to go on behind. One row more than a page, which tells whether there is a next one. */
export function membersPage(
  manager: EntityManager,
  query: MembersQuery,
  after: { kana: string; id: number } | undefined,
): SelectQueryBuilder<User> {
  const page = manager
    .createQueryBuilder(User, 'user')
    .select(['user.id', 'user.name', 'user.kana', 'user.email', 'user.emailConfirmedAt', 'user.deactivatedAt'])
    .orderBy('user.kana')
    .addOrderBy('user.id')
    .limit(PAGE_ROWS + 1);
  if (after) page.andWhere('(user.kana, user.id) > (:kana, :id)', { kana: after.kana, id: after.id });
  if (query.q) page.andWhere("user.searchText LIKE :words ESCAPE '!'", { words: searchPattern(query.q) });
  if (query.status !== 'all') page.andWhere(`user.deactivatedAt IS ${query.status === 'active' ? '' : 'NOT '}NULL`);
  if (query.resident) page.andWhere('user.resident = :yes', { yes: true });
  if (query.raisingChildren) page.andWhere('user.raisingChildren = :yes', { yes: true });
  if (query.unconfirmed) page.andWhere('user.emailConfirmedAt IS NULL');
  if (query.role) {
    const holders = 'SELECT holder.user_id FROM user_role holder WHERE holder.role = :role';
    page.andWhere(`user.id IN (${holders})`, { role: query.role });
  }
  return page;
}
