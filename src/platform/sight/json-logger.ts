import type { LoggerService } from '@nestjs/common';
import type { LogLines } from './log-lines.js';
import { scrub } from './scrub.js';

/** What the house itself has to say, as lines of the log. Nest gives the context last, and before it a stack or nothing. */
export class JsonLogger implements LoggerService {
  constructor(private readonly lines: LogLines) {}

  log(): void {} // what Nest tells of its start

  warn(message: unknown, ...more: unknown[]): void {
    this.add('warn', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.add('error', message, more);
  }

  private add(level: 'warn' | 'error', message: unknown, more: unknown[]): void {
    const from = more.length > 0 ? String(more.at(-1)) : undefined;
    const stack = more.length > 1 && more[0] ? scrub(String(more[0])) : undefined;
    this.lines.add(level, { from, message: scrub(String(message)), stack });
  }
}
