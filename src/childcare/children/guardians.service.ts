import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, MoreThan } from 'typeorm';
import { OneTimeLink } from '../../accounts/one-time-link.entity.js';
import { LINK_HOURS, OneTimeLinks } from '../../accounts/one-time-links.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, forbidden, invalid, notFound, Refused } from '../../platform/errors.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Moment } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Cards } from './cards.service.js';
import { childcareInvitation } from './child.letters.js';
import { ChildGuardian } from './child-guardian.entity.js';
import { Child } from './child.entity.js';

/** What the link of an invitation carries beside the address. */
interface Invited extends Record<string, unknown> {
  childId: number;
  relation: string;
}

export interface OpenInvitation {
  id: number;
  email: string;
  expiresAt: Moment;
}

const PURPOSE = 'second_guardian';
const SECOND = 2;

/**
 * A second guardian, who may see, write and book like the first. The first invites her; the link works once, for whoever is
 * signed in with the very address that it was mailed to: a mail that is passed on opens no child's card. The first guardian
 * or the staff ends the link of the second, who may also leave by herself; nobody ends that of the first.
 */
@Injectable()
export class Guardians {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cards: Cards,
    private readonly links: OneTimeLinks,
    private readonly mailer: Mailer,
    private readonly audit: Audit,
  ) {}

  /** Those that nobody has taken up yet. One statement. */
  async invitations(userId: number, childId: number): Promise<OpenInvitation[]> {
    const links = await this.database.reader.find(OneTimeLink, {
      where: { purpose: PURPOSE, userId, usedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) },
      order: { id: 'ASC' },
    });
    return links
      .filter(({ detail }) => (detail as Invited).childId === childId)
      .map(({ id, email, expiresAt }) => ({ id, email: email!, expiresAt }));
  }

  /** Mails a link. @throws Refused `childcare.already_two`, `childcare.own_address`, `childcare.invited_already` */
  async invite(viewer: Viewer, childId: number, form: { email: string; relation: string }): Promise<void> {
    const { email, relation } = form;
    if (email === viewer.email) throw invalid('email', 'childcare.own_address');
    await this.database.transaction(async (tx) => {
      await this.first(tx, viewer.id, childId);
      if (await tx.existsBy(ChildGuardian, { childId, position: SECOND }))
        throw conflict('email', 'childcare.already_two');
      const open = await tx.findBy(OneTimeLink, { purpose: PURPOSE, userId: viewer.id, usedAt: IsNull() });
      const mine = open.filter(({ detail }) => (detail as Invited).childId === childId);
      if (mine.some(({ expiresAt }) => expiresAt.epochMilliseconds > this.clock.now().epochMilliseconds))
        throw conflict('email', 'childcare.invited_already');
      const detail: Invited = { childId, relation };
      const { token } = await this.links.make(tx, PURPOSE, { userId: viewer.id, email, detail });
      const letter = childcareInvitation(token, LINK_HOURS[PURPOSE] / 24, viewer.name);
      await this.mailer.send(tx, { address: email, name: '', language: viewer.language }, letter);
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'childcare.guardian_invited',
        subject: subjectOf(childId),
      });
    });
  }

  async withdraw(viewer: Viewer, childId: number, linkId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.first(tx, viewer.id, childId);
      const link = await tx.findOneBy(OneTimeLink, {
        id: linkId,
        purpose: PURPOSE,
        userId: viewer.id,
        usedAt: IsNull(),
      });
      if ((link?.detail as Invited | undefined)?.childId !== childId) throw notFound();
      await tx.update(OneTimeLink, linkId, { usedAt: this.clock.now() });
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'childcare.guardian_invitation_withdrawn',
        subject: subjectOf(childId),
      });
    });
  }

  /** What the page of an invitation shows to whoever is signed in; the child's name only to whom it was mailed. */
  async look(viewer: Viewer, token: string): Promise<{ mine: boolean; childName?: string } | undefined> {
    const link = await this.links.find(PURPOSE, token);
    if (!link) return undefined;
    if (link.email !== viewer.email || !viewer.emailConfirmed) return { mine: false };
    const child = await this.database.reader.findOneBy(Child, { id: (link.detail as Invited).childId });
    return child && !child.archivedAt ? { mine: true, childName: child.name } : undefined;
  }

  /** @returns the child. @throws Refused `accounts.link_gone`, `childcare.other_address`, `childcare.already_two` */
  async accept(viewer: Viewer, token: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const link = await this.links.use(tx, PURPOSE, token);
      if (link.email !== viewer.email || !viewer.emailConfirmed)
        throw new Refused('conflict', 'childcare.other_address');
      const { childId, relation } = link.detail as Invited;
      await this.cards.own(tx, link.userId!, childId).catch(() => {
        throw new Refused('conflict', 'accounts.link_gone');
      });
      const there = await tx.findBy(ChildGuardian, { childId });
      if (there.some(({ userId, position }) => position === SECOND || userId === viewer.id))
        throw new Refused('conflict', 'childcare.already_two');
      const linkedAt = this.clock.now();
      await tx.insert(ChildGuardian, { childId, userId: viewer.id, position: SECOND, relation, linkedAt });
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'childcare.guardian_linked',
        subject: subjectOf(childId),
        detail: { userId: viewer.id },
      });
      return childId;
    });
  }

  /** @param byStaff the staff ends it, and is no guardian herself. @throws Refused not found, `childcare.first_guardian` */
  async end(viewer: Viewer, childId: number, userId: number, byStaff = false): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (byStaff) await this.database.lock(tx, 'child', childId);
      else {
        const { guardian } = await this.cards.own(tx, viewer.id, childId);
        if (guardian.position !== 1 && userId !== viewer.id) throw forbidden();
      }
      const link = await tx.findOneBy(ChildGuardian, { childId, userId });
      if (!link) throw notFound();
      if (link.position === 1) throw new Refused('conflict', 'childcare.first_guardian');
      await tx.delete(ChildGuardian, { childId, userId });
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'childcare.guardian_unlinked',
        subject: subjectOf(childId),
        detail: { userId },
      });
    });
  }

  private async first(tx: EntityManager, userId: number, childId: number): Promise<void> {
    const { guardian } = await this.cards.own(tx, userId, childId);
    if (guardian.position !== 1) throw forbidden();
  }
}

function subjectOf(id: number): { kind: string; id: number } {
  return { kind: 'child', id };
}
