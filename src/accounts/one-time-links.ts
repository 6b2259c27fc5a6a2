import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { forSql } from '../platform/database/columns.js';
import { Database } from '../platform/database/database.js';
import { Refused } from '../platform/errors.js';
import { type LinkPurpose, OneTimeLink } from './one-time-link.entity.js';

/** How long each kind of link works, in hours. */
export const LINK_HOURS: Record<LinkPurpose, number> = {
  confirm_email: 24,
  reset_password: 1,
  invitation: 7 * 24,
  first_administrator: 7 * 24,
  second_guardian: 7 * 24,
};

type About = Partial<Pick<OneTimeLink, 'userId' | 'email' | 'detail'>>;

/** Links that work once. Opening one changes nothing (programs of mail servers open them too): only its form uses it up. */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns with the token for the link's path, which is kept nowhere but in the mail. */
  async make(tx: EntityManager, purpose: LinkPurpose, about: About): Promise<{ id: number; token: string }> {
    const token = newToken();
    const createdAt = this.clock.now();
    const link = tx.create(OneTimeLink, {
      tokenHash: hashOf(token),
      purpose,
      userId: about.userId ?? null,
      email: about.email ?? null,
      detail: about.detail ?? null,
      createdAt,
      expiresAt: createdAt.add({ hours: LINK_HOURS[purpose] }),
      usedAt: null,
    });
    const { id } = await tx.save(link);
    return { id, token };
  }

  /** Links for many, with tokens that are in their mails already. One statement. @param hours how long they work */
  async makeAll(
    tx: EntityManager,
    purpose: LinkPurpose,
    abouts: readonly { userId: number; email: string; token: string }[],
    hours: number,
  ): Promise<void> {
    const createdAt = this.clock.now();
    const expiresAt = createdAt.add({ hours });
    const rows = abouts.map(({ token, ...about }) => ({
      ...about,
      tokenHash: hashOf(token),
      purpose,
      detail: null,
      createdAt,
      expiresAt,
      usedAt: null,
    }));
    await tx.createQueryBuilder().insert().into(OneTimeLink).values(rows).updateEntity(false).execute();
  }

  /** @returns nothing for a link that is used up, expired, or was never made. */
  async find(purpose: LinkPurpose, token: string): Promise<OneTimeLink | undefined> {
    const link = await this.database.reader.findOneBy(OneTimeLink, {
      purpose,
      tokenHash: hashOf(token),
      usedAt: IsNull(),
    });
    return link && this.isAlive(link) ? link : undefined;
  }

  /** Uses the link up. @throws Refused `accounts.link_gone`, also for the second of two who come at the same moment. */
  async use(tx: EntityManager, purpose: LinkPurpose, token: string): Promise<OneTimeLink> {
    const tokenHash = hashOf(token);
    const usedAt = this.clock.now();
    const used = await tx.update(OneTimeLink, { purpose, tokenHash, usedAt: IsNull() }, { usedAt });
    const link = used.affected ? await tx.findOneByOrFail(OneTimeLink, { tokenHash }) : undefined;
    if (!link || !this.isAlive(link)) throw new Refused('conflict', 'accounts.link_gone');
    return link;
  }

  /** From now on no link of that kind that a person was sent works. */
  async retireAll(tx: EntityManager, purpose: LinkPurpose, userId: number): Promise<void> {
    await tx.update(OneTimeLink, { purpose, userId, usedAt: IsNull() }, { usedAt: this.clock.now() });
  }

  /** @returns how many were cleared away. */
  async clearExpired(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const gone = await tx
        .createQueryBuilder()
        .delete()
        .from(OneTimeLink)
        .where('expires_at <= :now', { now: forSql(this.clock.now()) })
        .execute();
      return gone.affected ?? 0;
    });
  }

  private isAlive(link: OneTimeLink): boolean {
    return link.expiresAt.epochMilliseconds > this.clock.now().epochMilliseconds;
  }
}

/** What stands in the path of a link. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
