import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock.js';
import { ask } from '../../database/ask.js';
import { forSql } from '../../database/columns.js';
import { Database } from '../../database/database.js';
import { Refused } from '../../errors.js';
import type { Moment } from '../../time.js';
import { type RateKind, RATES, stepOf } from './rate.policy.js';
import { RequestRate } from './request-rate.entity.js';

interface Count {
  /** Of all processes, as far as known. */
  hits: number;
  /** Of this process, not told to the others yet. */
  untold: number;
}

/**
 * Counts requests in memory, by fixed stretches of time. Only who comes often is told to the other processes: one write for
 * each eighth of a limit, and none for who stays below.
 */
@Injectable()
export class Rates {
  private readonly counts = new Map<RateKind, { stretch: number; of: Map<string, Count> }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Refused `throttled` with the seconds until the next stretch */
  async count(kind: RateKind, subject: string): Promise<void> {
    const rate = RATES[kind];
    const seconds = this.clock.now().epochMilliseconds / 1000;
    const stretch = Math.floor(seconds / rate.seconds);
    const count = this.countOf(kind, stretch, subject);
    if (count.hits >= rate.most) {
      const wait = Math.ceil((stretch + 1) * rate.seconds - seconds);
      throw new Refused('throttled', 'platform.too_many_requests', { seconds: Math.max(1, wait) });
    }
    count.hits += 1;
    count.untold += 1;
    if (count.untold >= stepOf(rate)) await this.tell(kind, stretch, subject, count);
  }

  /** @returns how many were cleared away. */
  async clearExpired(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const now = forSql(this.clock.now());
      const gone = await tx
        .createQueryBuilder()
        .delete()
        .from(RequestRate)
        .where('expires_at <= :now', { now })
        .execute();
      return gone.affected ?? 0;
    });
  }

  private countOf(kind: RateKind, stretch: number, subject: string): Count {
    let known = this.counts.get(kind);
    if (known?.stretch !== stretch) this.counts.set(kind, (known = { stretch, of: new Map() }));
    let count = known.of.get(subject);
    if (!count) known.of.set(subject, (count = { hits: 0, untold: 0 }));
    return count;
  }

  /** Where the database does not answer, each process counts by itself. */
  private async tell(kind: RateKind, stretch: number, subject: string, count: Count): Promise<void> {
    const key = `${kind}:${stretch}:${createHash('sha256').update(subject).digest('base64url')}`;
    const expiresAt: Moment = this.clock.now().add({ seconds: RATES[kind].seconds });
    const told = count.untold;
    count.untold = 0;
    const hits = await this.database
      .transaction((tx) =>
        ask<{ hits: number }>(
          tx,
          `INSERT INTO request_rate (key, hits, expires_at) VALUES ($1, $2, $3)
           ON CONFLICT (key) DO UPDATE SET hits = request_rate.hits + excluded.hits RETURNING hits`,
          [key, told, forSql(expiresAt)],
        ),
      )
      .then(([row]) => Number(row?.hits ?? 0))
      .catch(() => 0);
    count.hits = Math.max(count.hits, hits + count.untold);
  }
}
