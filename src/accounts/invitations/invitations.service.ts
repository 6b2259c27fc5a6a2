import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound } from '../../platform/errors.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Language } from '../../platform/time.format.js';
import type { Moment } from '../../platform/time.js';
import type { Role } from '../../platform/web/roles.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { invitation } from '../letters.js';
import { OneTimeLink } from '../one-time-link.entity.js';
import { LINK_HOURS, OneTimeLinks } from '../one-time-links.js';
import { invitableBy } from '../roles.policy.js';
import { User } from '../user.entity.js';

/** What an invitation link carries beside the address. */
export interface Invited extends Record<string, unknown> {
  roles: Role[];
  invitedBy: number;
}

export interface OpenInvitation {
  id: number;
  email: string;
  roles: Role[];
  invitedBy: string;
  expiresAt: Moment;
}

@Injectable()
export class Invitations {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: OneTimeLinks,
    private readonly mailer: Mailer,
    private readonly audit: Audit,
  ) {}

  /** Those that nobody has taken up yet, the latest first. */
  async open(): Promise<OpenInvitation[]> {
    const { reader } = this.database;
    const links = await reader.find(OneTimeLink, {
      where: { purpose: 'invitation', usedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) },
      order: { id: 'DESC' },
      take: 100,
    });
    const inviters = await reader.find(User, {
      select: { id: true, name: true },
      where: { id: In(links.map((link) => (link.detail as Invited).invitedBy)) },
    });
    return links.map(({ id, email, detail, expiresAt }) => {
      const { roles, invitedBy } = detail as Invited;
      return {
        id,
        email: email!,
        roles,
        expiresAt,
        invitedBy: inviters.find((one) => one.id === invitedBy)?.name ?? '',
      };
    });
  }

  /**
   * Mails a link; those mailed to the address before work no more.
   * @throws Refused `accounts.may_not_invite` for a role that is not the inviter's to give
   */
  async invite(viewer: Viewer, email: string, roles: Role[], language: Language): Promise<void> {
    const mine = invitableBy(viewer.roles);
    if (!roles.every((role) => mine.includes(role))) throw invalid('roles', 'accounts.may_not_invite');
    await this.database.transaction(async (tx) => {
      await this.retire(tx, { email });
      const detail: Invited = { roles, invitedBy: viewer.id };
      const { id, token } = await this.links.make(tx, 'invitation', { email, detail });
      const letter = invitation(token, LINK_HOURS.invitation / 24, viewer.name, roles);
      await this.mailer.send(tx, { address: email, name: '', language }, letter);
      const subject = { kind: 'invitation', id };
      await this.audit.record(tx, { actorId: viewer.id, action: 'accounts.invited', subject, detail: { roles } });
    });
  }

  /** @throws Refused not found, also for one that was taken up meanwhile */
  async withdraw(viewer: Viewer, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await this.retire(tx, { id })) === 0) throw notFound();
      const subject = { kind: 'invitation', id };
      await this.audit.record(tx, { actorId: viewer.id, action: 'accounts.invitation_withdrawn', subject });
    });
  }

  private async retire(tx: EntityManager, which: { id: number } | { email: string }): Promise<number> {
    const open = { ...which, purpose: 'invitation' as const, usedAt: IsNull() };
    const retired = await tx.update(OneTimeLink, open, { usedAt: this.clock.now() });
    return retired.affected ?? 0;
  }
}
