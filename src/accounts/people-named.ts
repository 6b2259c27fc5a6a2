import type { EntityManager } from 'typeorm';
import { isId } from '../platform/web/form-fields.js';
import { searchPattern } from './search-text.js';
import { User } from './user.entity.js';

/** Of so many people with such a name. */
const MOST_PEOPLE = 20;

/** Ids of people by a number, or by part of a name or an e-mail address. One statement. */
export async function peopleNamed(manager: EntityManager, words: string): Promise<number[]> {
  const query = manager.createQueryBuilder(User, 'user').select('user.id', 'id').limit(MOST_PEOPLE);
  if (isId(words)) query.where('user.id = :id', { id: Number(words) });
  else query.where("user.searchText LIKE :words ESCAPE '!'", { words: searchPattern(words) });
  return (await query.getRawMany<{ id: number }>()).map(({ id }) => id);
}
