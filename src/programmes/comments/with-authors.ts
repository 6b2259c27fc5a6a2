import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { User } from '../../accounts/user.entity.js';

/** What a query of a `comment` finds, each with the name of who wrote it. One statement. */
export async function withAuthors<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
): Promise<(T & { author: string })[]> {
  const { raw, entities } = await query
    .innerJoin(User, 'author', 'author.id = comment.written_by')
    .addSelect('author.name', 'author_name')
    .getRawAndEntities<{ author_name: string }>();
  return entities.map((comment, at) => ({ ...comment, author: raw[at]!.author_name }));
}
