import { Temporal } from 'temporal-polyfill';
import { Column, type ColumnOptions } from 'typeorm';
import type { Moment } from '../time.js';
import { databaseKind } from './kind.js';

type Stored = Date | string;

/** A row as a hand-written query gives it: its moments as the database keeps them, for `fromSql`. */
export type Raw<Row> = {
  [Name in keyof Row]: Row[Name] extends Moment ? Stored : Row[Name] extends Moment | null ? Stored | null : Row[Name];
};

const transformer = {
  to: (moment: Moment | null | undefined) => (moment ? forSql(moment) : moment),
  from: (stored: Stored | null) => fromSql(stored),
};

/** A moment: `timestamptz` on PostgreSQL, `datetime` (UTC, milliseconds) on SQLite; `Temporal.Instant` in the code. */
export function MomentColumn(options: Pick<ColumnOptions, 'nullable' | 'name'> = {}): PropertyDecorator {
  return Column({ type: databaseKind === 'postgres' ? 'timestamptz' : 'datetime', transformer, ...options });
}

/** File content: `bytea` on PostgreSQL, `blob` on SQLite; `Buffer` in the code. */
export function BytesColumn(options: Pick<ColumnOptions, 'nullable' | 'name' | 'select'> = {}): PropertyDecorator {
  return Column({ type: databaseKind === 'postgres' ? 'bytea' : 'blob', ...options });
}

/** A moment as a parameter of a hand-written query. */
export function forSql(moment: Moment): Date {
  return new Date(moment.epochMilliseconds);
}

/** A moment read by a query that gives plain rows (`getRawMany`). */
export function fromSql(stored: Stored): Moment;
export function fromSql(stored: Stored | null): Moment | null;
export function fromSql(stored: Stored | null): Moment | null {
  if (stored === null) return null;
  if (stored instanceof Date) return Temporal.Instant.fromEpochMilliseconds(stored.getTime());
  // Four times as quick as Temporal's own reading: a count goes through many thousands.
  return Temporal.Instant.fromEpochMilliseconds(Date.parse(`${stored.replace(' ', 'T').replace(/Z$/, '')}Z`));
}
