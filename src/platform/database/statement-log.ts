import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger as NestLogger } from '@nestjs/common';
import type { Logger } from 'typeorm';

const counting = new AsyncLocalStorage<{ statements: string[] }>();

/** Runs `work` and tells which SQL statements it sent: a page has a budget of them, and a test holds it to it. */
export async function statementsOf<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  const seen = { statements: [] as string[] };
  const result = await counting.run(seen, work);
  return { result, statements: seen.statements };
}

/** By this process, since it started. */
export const statementsSent = { count: 0 };

/**
 * Whether a statement counts for what a page costs. The frame of a transaction does not, nor the note, every ten minutes, that a
 * session was seen.
 */
export function isCounted(statement: string): boolean {
  return !/^(BEGIN|START|SET TRANSACTION|COMMIT|ROLLBACK|UPDATE "session" SET "seen_at")/i.test(statement);
}

/** TypeORM's logger: counts where somebody counts, tells of slow statements, never prints parameters. */
export class StatementLog implements Logger {
  private readonly console = new NestLogger('SQL');

  logQuery(query: string): void {
    statementsSent.count += 1;
    counting.getStore()?.statements.push(query);
  }
  logQueryError(): void {}
  /** Values stand beside a statement, never in it. */
  logQuerySlow(time: number, query: string): void {
    this.console.warn(`slow statement, ${time} ms: ${query}`);
  }
  logSchemaBuild(): void {}
  logMigration(message: string): void {
    this.console.log(message);
  }
  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    if (level === 'warn') this.console.warn(String(message));
  }
}
