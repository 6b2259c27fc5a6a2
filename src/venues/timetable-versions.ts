import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask } from '../platform/database/ask.js';
import type { DateText } from '../platform/time.js';

/**
 * Stamps for what was read of the timetable: while the stamp is the same, so is what was read (migration
 * timetable-version: the database counts each change in the transaction that makes it).
 *
 * Read the stamp first and the rows after it, on the same database. Each statement sees what is committed when it begins,
 * so the rows are as new as their stamp or newer, never older; and if they are newer, the change has made another stamp,
 * which is what everybody reads from then on. So rows that are kept under a stamp can be shown to whoever has just read
 * that stamp: she never sees anything older than what was committed when she asked.
 */
export interface TimetableVersions {
  /** Of all venues, with their resources and closures. */
  rules: string;
  /** Of what stands in the timetable of a venue on the dates, both included. */
  between(venueId: number, from: DateText, to: DateText): string;
}

@Injectable()
export class VersionQuery {
  /** Both dates included. One statement. */
  async read(manager: EntityManager, from: DateText, to: DateText): Promise<TimetableVersions> {
    const rows = await ask<{ venue_id: number; date: DateText; version: number | string }>(
      manager,
      `SELECT venue_id, date, SUM(version) AS version FROM timetable_version
       WHERE date = '' OR date BETWEEN $1 AND $2 GROUP BY venue_id, date ORDER BY date, venue_id`,
      [from, to],
    );
    const stamp = (of: typeof rows): string => of.map((one) => `${one.venue_id} ${one.date} ${one.version}`).join();
    return {
      rules: stamp(rows.filter(({ date }) => date === '')),
      between: (venueId, start, end) =>
        stamp(rows.filter((one) => one.venue_id === venueId && start <= one.date && one.date <= end)),
    };
  }
}
