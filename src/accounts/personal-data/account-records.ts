import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AuditEntry } from '../../platform/audit/audit-entry.entity.js';
import { CalendarFeed } from '../../platform/calendar/calendar-feed.entity.js';
import { Clock } from '../../platform/clock.js';
import { OutboxMail } from '../../platform/mail/outbox-mail.entity.js';
import { ask } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import {
  type Breach,
  deedsOf,
  type Exposed,
  exposed,
  holdsOneOf,
  idsOf,
  type Named,
  type Opened,
} from '../../platform/personal-data/breach.js';
import { type Obstacles, PersonalData, type PersonalRecords } from '../../platform/personal-data/personal-data.js';
import { type DateText, momentAt } from '../../platform/time.js';
import { SessionStore } from '../../platform/web/session-store.js';
import { STAFF } from '../../platform/web/viewer.js';
import { Consent } from '../consent.entity.js';
import { OneTimeLink } from '../one-time-link.entity.js';
import { Authenticator } from '../second-factor/authenticator.entity.js';
import { Passkey } from '../second-factor/passkey.entity.js';
import { RecoveryCode } from '../second-factor/recovery-code.entity.js';
import { UserRole } from '../user-role.entity.js';
import { User } from '../user.entity.js';

/** Stands where the name stood. */
const NOBODY = '—';
/** Roles with which somebody answers for others: they are given up first. */
const OWN_ROLES = new Set<string>(['member', 'editor']);

/** Who she is, and what was written to her. */
@Injectable()
export class AccountRecords implements PersonalRecords, OnModuleInit {
  readonly kind = 'account';
  readonly tables = [
    'app_user',
    'user_role',
    'consent',
    'one_time_link',
    'session',
    'erasure_request',
    'import',
    'passkey',
    'authenticator',
    'recovery_code',
  ];

  constructor(
    private readonly personalData: PersonalData,
    private readonly clock: Clock,
    private readonly sessions: SessionStore,
  ) {}

  onModuleInit(): void {
    this.personalData.register(this);
  }

  async collect(manager: EntityManager, userId: number): Promise<Record<string, unknown>> {
    const user = await manager.findOneByOrFail(User, { id: userId });
    const { passwordHash: _secret, searchText: _folded, ...person } = user;
    const mails = await manager.find(OutboxMail, { where: { toAddress: user.email }, order: { id: 'ASC' } });
    return {
      person,
      roles: await manager.findBy(UserRole, { userId }),
      consents: await manager.findBy(Consent, { userId }),
      mails: mails.map(({ subject, text, createdAt, sentAt }) => ({ subject, text, createdAt, sentAt })),
      deeds: await manager.find(AuditEntry, { where: { actorId: userId }, order: { id: 'ASC' } }),
    };
  }

  async obstacles(manager: EntityManager, userIds: readonly number[]): Promise<Obstacles> {
    const held = await manager.findBy(UserRole, { userId: In([...userIds]) });
    const others = held.filter(({ role }) => !OWN_ROLES.has(role));
    return new Map(others.map(({ userId }) => [userId, ['personal:against.roles']]));
  }

  async activeSince(manager: EntityManager, day: DateText): Promise<number[]> {
    const moment = forSql(momentAt(day, 0));
    const rows = await manager
      .createQueryBuilder(User, 'user')
      .select('user.id', 'id')
      .where('user.created_at >= :moment OR user.signed_in_at >= :moment', { moment })
      .getRawMany<{ id: number }>();
    return rows.map(({ id }) => id);
  }

  /** Who serves members finds each of them by name; who runs the house opens their pages and mails. One statement. */
  async exposed(manager: EntityManager, breach: Breach): Promise<Exposed[]> {
    const own = exposed('person', [breach.userId], 'personal:exposed.own');
    if (!holdsOneOf(breach, STAFF)) return own;
    const there = await idsOf(
      manager,
      `SELECT id FROM app_user WHERE created_at <= $1 AND (erased_at IS NULL OR erased_at >= $2)`,
      [forSql(breach.to), forSql(breach.from)],
    );
    const whole = holdsOneOf(breach, ['manager', 'admin']);
    return [...own, ...exposed('person', there, `personal:exposed.${whole ? 'accounts' : 'members'}`)];
  }

  async opened(manager: EntityManager, breach: Breach): Promise<Opened[]> {
    const deeds = await deedsOf(manager, breach, 'user');
    return deeds.map((deed) => ({ ...deed, kind: 'person', what: 'personal:exposed.deed' }));
  }

  async named(manager: EntityManager): Promise<Named[]> {
    const people = await ask<{ id: number; name: string; email: string }>(
      manager,
      'SELECT id, name, email FROM app_user ORDER BY kana, id',
      [],
    );
    return people.map(({ id, name, email }) => ({ kind: 'person', id, name, emails: [email] }));
  }

  /** Her consents stay, by her number alone: they show that what was done was allowed. */
  async erase(tx: EntityManager, userId: number): Promise<void> {
    const { email } = await tx.findOneByOrFail(User, { id: userId });
    await tx.delete(OutboxMail, { toAddress: email });
    await tx.delete(CalendarFeed, { kind: 'member', subjectId: userId });
    await tx.delete(OneTimeLink, { userId });
    await tx.delete(OneTimeLink, { email });
    for (const factor of [Passkey, Authenticator, RecoveryCode]) await tx.delete(factor, { userId });
    await this.sessions.endAllOf(tx, userId);
    const now = this.clock.now();
    const nobody = { name: NOBODY, kana: NOBODY, email: `erased-${userId}@erased.invalid`, searchText: '' };
    const nothing = { passwordHash: null, postalCode: null, address: null, phone: null, emailConfirmedAt: null };
    await tx.update(User, userId, { ...nobody, ...nothing, deactivatedAt: now, erasedAt: now });
  }
}
