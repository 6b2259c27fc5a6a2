import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { installationSecret } from '../database/secrets.js';
import { SETTINGS, type Settings } from '../settings.js';
import type { Moment } from '../time.js';
import { CalendarFeed, type FeedKind } from './calendar-feed.entity.js';

export interface FeedSubject {
  kind: FeedKind;
  id: number;
}

export interface FeedStanding {
  /** Nothing where the secret of the installation was changed: the feed goes on, but its address cannot be told again. */
  token?: string;
  since: Moment;
}

/**
 * The addresses of calendar feeds. Whoever has one reads the feed without signing in, so it is long, it can be replaced or
 * revoked, and the database keeps its SHA-256 alone. For its owner to look it up on her next device, the token is made of
 * a nonce and the secret of the installation, which in production stands outside the database.
 */
@Injectable()
export class CalendarFeeds {
  private secret?: Promise<string>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @returns nothing where there is no feed. One statement. */
  async of(subject: FeedSubject): Promise<FeedStanding | undefined> {
    const { kind, id } = subject;
    const feed = await this.database.reader.findOneBy(CalendarFeed, { kind, subjectId: id });
    if (!feed) return undefined;
    const token = await this.tokenOf(subject, feed.nonce);
    return { token: hashOf(token) === feed.tokenHash ? token : undefined, since: feed.createdAt };
  }

  /** A new address; the one before opens nothing from now on. */
  async renew(subject: FeedSubject, actorId: number): Promise<void> {
    const { kind, id } = subject;
    const nonce = randomBytes(16).toString('base64url');
    const tokenHash = hashOf(await this.tokenOf(subject, nonce));
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'calendar-feed', `${kind}:${id}`);
      await tx.delete(CalendarFeed, { kind, subjectId: id });
      const made = { kind, subjectId: id, nonce, tokenHash, createdAt: this.clock.now(), createdBy: actorId };
      await tx.insert(CalendarFeed, made);
      await this.audit.record(tx, { actorId, action: 'calendar.renewed', subject: { kind, id } });
    });
  }

  /** The address opens nothing from now on. */
  async revoke({ kind, id }: FeedSubject, actorId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const gone = await tx.delete(CalendarFeed, { kind, subjectId: id });
      if (gone.affected) await this.audit.record(tx, { actorId, action: 'calendar.revoked', subject: { kind, id } });
    });
  }

  /** @returns nothing for a token that was replaced, revoked or never made. One statement. */
  async find(kind: FeedKind, token: string): Promise<CalendarFeed | undefined> {
    return (await this.database.reader.findOneBy(CalendarFeed, { kind, tokenHash: hashOf(token) })) ?? undefined;
  }

  private async tokenOf({ kind, id }: FeedSubject, nonce: string): Promise<string> {
    this.secret ??= this.settings.sessionSecret
      ? Promise.resolve(this.settings.sessionSecret)
      : installationSecret(this.database, 'calendar');
    const words = `calendar-feed ${kind} ${id} ${nonce}`;
    return createHmac('sha256', await this.secret)
      .update(words)
      .digest('base64url');
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
