import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { forSql } from '../platform/database/columns.js';
import { Database } from '../platform/database/database.js';
import { Refused } from '../platform/errors.js';
import { LIMITS, type LimitName } from './limits.js';
import { ThrottleEntry } from './throttle.entity.js';
import { afterTry, secondsToWait, withoutTry } from './throttle.policy.js';

/** Who tries what: `['sign-in.account', 'hanako@example.jp']`. */
export type Try = readonly [limit: LimitName, subject: string];

/** Counts tries in the database, so that they count for every process and survive a restart. */
@Injectable()
export class Throttle {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts a try before it is made: a thousand at once are counted like a thousand in a row.
   * @throws Refused `throttled` with the seconds to wait; then none of the tries is counted.
   */
  async count(...tries: Try[]): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const counted = await this.lockAll(tx, tries);
      const waits = counted.map(({ entry, limit }) => secondsToWait(entry, LIMITS[limit], now) ?? 0);
      const seconds = Math.max(...waits);
      if (seconds > 0) throw tooMany(seconds);
      for (const { key, limit, entry } of counted) {
        await tx.upsert(ThrottleEntry, { key, ...afterTry(entry, LIMITS[limit], now) }, ['key']);
      }
    });
  }

  /** Takes one try back: it was right. */
  async forgive(...tries: Try[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const { key, limit, entry } of await this.lockAll(tx, tries)) {
        if (entry) await tx.update(ThrottleEntry, { key }, withoutTry(entry, LIMITS[limit]));
      }
    });
  }

  /** Forgets all tries: the person has shown that it is she. */
  async forget(tx: EntityManager, ...tries: Try[]): Promise<void> {
    await tx.delete(
      ThrottleEntry,
      tries.map((one) => ({ key: keyOf(one) })),
    );
  }

  /** @returns how many were cleared away. */
  async clearExpired(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const gone = await tx
        .createQueryBuilder()
        .delete()
        .from(ThrottleEntry)
        .where('expires_at <= :now', { now: forSql(this.clock.now()) })
        .execute();
      return gone.affected ?? 0;
    });
  }

  private async lockAll(
    tx: EntityManager,
    tries: readonly Try[],
  ): Promise<{ key: string; limit: LimitName; entry: ThrottleEntry | undefined }[]> {
    const wanted = tries
      .map((one) => ({ key: keyOf(one), limit: one[0] }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const found = [];
    for (const { key, limit } of wanted) {
      await this.database.lock(tx, 'throttle', key);
      found.push({ key, limit, entry: (await tx.findOneBy(ThrottleEntry, { key })) ?? undefined });
    }
    return found;
  }
}

function keyOf([limit, subject]: Try): string {
  return `${limit}:${createHash('sha256').update(subject).digest('base64url')}`;
}

function tooMany(seconds: number): Refused {
  const code = seconds < 60 ? 'accounts.throttled_seconds' : 'accounts.throttled';
  return new Refused('throttled', code, { seconds, minutes: Math.ceil(seconds / 60) });
}
