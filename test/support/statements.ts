import { isCounted, statementsOf } from '../../src/platform/database/statement-log.js';
import type { Answer, Visitor } from './visitor.js';

/** What a page may cost, whatever its size. */
export const MOST_STATEMENTS = 8;

/** Opens a page and tells which SQL statements it took that count (`isCounted`), session and viewer included. */
export async function openCounting(visitor: Visitor, url: string): Promise<{ answer: Answer; statements: string[] }> {
  const { result: answer, statements } = await statementsOf(() => visitor.get(url));
  return { answer, statements: statements.filter(isCounted) };
}
