import type { EntityManager } from 'typeorm';

/**
 * A hand-written question for what nearly every request asks: TypeORM takes longer to put such a statement together than the
 * databases to answer it. Parameters stand as `$1`, `$2` …, each once and in order: SQLite's have no numbers. Moments come
 * by `forSql`.
 */
export function ask<T>(manager: EntityManager, statement: string, parameters: readonly unknown[]): Promise<T[]> {
  if (manager.dataSource.options.type === 'postgres') return manager.query(statement, [...parameters]);
  const bound = parameters.map((one) => (one instanceof Date ? one.toISOString().replace('T', ' ').slice(0, -1) : one));
  return manager.query(statement.replace(/\$\d+/g, '?'), bound);
}

/** The placeholders of a list of values that come after `before` others: `$2, $3`. */
export function places(values: readonly unknown[], before = 0): string {
  return values.map((_, at) => `$${before + at + 1}`).join(', ');
}
