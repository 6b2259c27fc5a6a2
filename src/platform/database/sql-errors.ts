import { QueryFailedError } from 'typeorm';

interface DriverError {
  code?: string;
  message: string;
  constraint?: string;
}

function driverError(error: unknown): DriverError | undefined {
  return error instanceof QueryFailedError ? (error.driverError as DriverError) : undefined;
}

/** Lost against another transaction (PostgreSQL) or another process (SQLite): the same work may succeed next time. */
export function isWorthRetrying(error: unknown): boolean {
  const code = driverError(error)?.code ?? '';
  return code === '40001' || code === '40P01' || code.startsWith('SQLITE_BUSY');
}

/** Two rows would overlap where the database lets none: of the timetable (DESIGN §3), or under a rule of this name. */
export function isOverlap(error: unknown, name = 'occupancy_overlap'): boolean {
  const cause = driverError(error);
  return cause?.code === '23P01' ? cause.constraint === name : (cause?.message.includes(name) ?? false);
}

/** A unique index refused. `index` is its name; SQLite tells the columns instead, so both are given. */
export function isDuplicate(error: unknown, index: { name: string; columns: string }): boolean {
  const cause = driverError(error);
  if (cause?.code === '23505') return cause.constraint === index.name;
  return (cause?.code?.startsWith('SQLITE_CONSTRAINT_') ?? false) && cause!.message.includes(index.columns);
}

/** Other rows point to this one, so it cannot go. */
export function isStillReferred(error: unknown): boolean {
  const code = driverError(error)?.code;
  return code === '23503' || code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** Of PostgreSQL: it is stopped or starting, all its connections are taken, or it answers no more. */
const UNREACHABLE = /^(57P0[1-3]|08...|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/;
const BROKEN_OFF =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;
const FULL = /^(SQLITE_FULL|53100|ENOSPC)$/;

/** What the database cannot do for anybody at the moment: nobody's fault in what was asked. */
export function outageOf(error: unknown): 'unreachable' | 'full' | undefined {
  const { code = '', message = '' } = (driverError(error) ?? error ?? {}) as Partial<DriverError>;
  if (FULL.test(code)) return 'full';
  return UNREACHABLE.test(code) || BROKEN_OFF.test(message) ? 'unreachable' : undefined;
}
