import type { EntityManager } from 'typeorm';
import { databaseKind } from './kind.js';

/**
 * A hand-written question for what nearly every request asks: TypeORM takes longer to put such a statement together than the
 * databases to answer it. Parameters stand as `$1`, `$2` …, each once and in order: SQLite's have no numbers.
 */
export function ask<T>(manager: EntityManager, statement: string, parameters: readonly unknown[]): Promise<T[]> {
  const text = databaseKind === 'postgres' ? statement : statement.replace(/\$\d+/g, '?');
  return manager.query(text, [...parameters]);
}

/** The placeholders of a list of values that come after `before` others: `$2, $3`. */
export function places(values: readonly unknown[], before = 0): string {
  return values.map((_, at) => `$${before + at + 1}`).join(', ');
}
