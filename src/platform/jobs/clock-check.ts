import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock.js';
import { ask } from '../database/ask.js';
import { fromSql } from '../database/columns.js';
import { Database } from '../database/database.js';

/** Processes may differ by so much, and a clock that is mended goes back by a little. */
const LATE_MINUTES = 5;

/** What was written last, by its number: who once wrote ahead of time does not hold the house up for ever. */
const LAST = [
  'SELECT at FROM audit_entry ORDER BY id DESC LIMIT 1',
  'SELECT started_at AS at FROM job_run ORDER BY id DESC LIMIT 1',
];

/** Notices a clock that stands before what was written already: a machine that woke up in the wrong year. */
@Injectable()
export class ClockCheck {
  private readonly log = new Logger('Clock');
  /** By how many minutes it stood behind when it was last looked at; nothing: it did not. */
  behind?: number;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Two statements. @returns whether the clock can be believed */
  async look(): Promise<boolean> {
    const now = this.clock.now().epochMilliseconds;
    let behind = 0;
    for (const statement of LAST) {
      const [last] = await ask<{ at: Date | string }>(this.database.reader, statement, []);
      if (last) behind = Math.max(behind, Math.round((fromSql(last.at).epochMilliseconds - now) / 60_000));
    }
    const before = this.behind;
    this.behind = behind > LATE_MINUTES ? behind : undefined;
    if (this.behind && !before)
      this.log.error(`the clock stands ${behind} minutes before what was written last: jobs wait until it is right`);
    return this.behind === undefined;
  }
}
