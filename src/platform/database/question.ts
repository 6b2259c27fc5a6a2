import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Puts a question to the database. One statement. @returns plain rows, as `getRawMany` does */
export type Question<Row, Values extends ObjectLiteral> = (manager: EntityManager, values: Values) => Promise<Row[]>;

/**
 * A question that many requests ask, put into SQL once: TypeORM takes longer to write such a statement than the databases
 * to answer it. `write` names its values as `:name` or `(:...names)` and sets none: they come with each asking.
 */
export function question<Row, Values extends ObjectLiteral>(
  write: (manager: EntityManager) => SelectQueryBuilder<ObjectLiteral>,
): Question<Row, Values> {
  let written: string | undefined;
  return (manager, values) => {
    written ??= write(manager).getQuery();
    const [statement, parameters] = manager.dataSource.driver.escapeQueryWithParameters(written, values);
    return manager.query<Row[]>(statement, parameters);
  };
}
