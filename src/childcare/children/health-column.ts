import { SealedColumn, SealedJsonColumn, unsealed } from '../../platform/crypto/sealed-column.js';

/**
 * The one door of what is told about a child's health, on its way into a column and out: sealed, so that the database file,
 * a copy of it or a dump tells nothing. A plain row does not pass it by itself, but by `healthText` and `healthJson`.
 */

/** Text about a child's health, or what may hold such: null where nobody has asked yet. */
export const HealthColumn = SealedColumn;

/** The same for what is written as JSON. */
export const HealthJsonColumn = SealedJsonColumn;

export const healthText = unsealed;

export function healthJson<T>(stored: string): T {
  return JSON.parse(unsealed(stored)!) as T;
}
