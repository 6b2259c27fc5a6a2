import { statementsOf } from '../../src/platform/database/statement-log.js';
import type { Answer, Visitor } from './visitor.js';

/** What a page may cost, whatever its size. */
export const MOST_STATEMENTS = 8;

/**
 * Opens a page and tells which SQL statements it took, session and viewer included. BEGIN and COMMIT do not count, nor that a
 * session was seen, which is noted every ten minutes.
 */
export async function openCounting(visitor: Visitor, url: string): Promise<{ answer: Answer; statements: string[] }> {
  const { result: answer, statements } = await statementsOf(() => visitor.get(url));
  return {
    answer,
    statements: statements.filter(
      (one) => !/^(BEGIN|START|SET TRANSACTION|COMMIT|ROLLBACK|UPDATE "session" SET "seen_at")/i.test(one),
    ),
  };
}
