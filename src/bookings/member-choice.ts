import type { EntityManager } from 'typeorm';
import { searchPattern } from '../accounts/search-text.js';
import { UserRole } from '../accounts/user-role.entity.js';
import { User } from '../accounts/user.entity.js';

export type FoundMember = Pick<User, 'id' | 'name' | 'kana' | 'email'>;

/** Members in whose name, kana or e-mail the text stands, by kana. One statement. */
export function membersLike(manager: EntityManager, text: string, most: number): Promise<FoundMember[]> {
  return manager
    .createQueryBuilder(User, 'user')
    .innerJoin(UserRole, 'role', "role.user_id = user.id AND role.role = 'member'")
    .select(['user.id', 'user.name', 'user.kana', 'user.email'])
    .where("user.deactivated_at IS NULL AND user.search_text LIKE :pattern ESCAPE '!'", {
      pattern: searchPattern(text),
    })
    .orderBy('user.kana')
    .addOrderBy('user.id')
    .limit(most)
    .getMany();
}
