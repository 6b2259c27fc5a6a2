import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit.js';
import { Clock } from '../clock.js';
import { forSql, fromSql, type Raw } from '../database/columns.js';
import { Database } from '../database/database.js';
import { notFound, Refused } from '../errors.js';
import { SETTINGS, type Settings } from '../settings.js';
import type { Moment } from '../time.js';
import type { Viewer } from '../web/viewer.js';
import { OutboxMail } from './outbox-mail.entity.js';
import { Postman } from './postman.js';

export const MAIL_STATES = ['waiting', 'sent', 'failed'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** Sent wins: a mail that was given up and then sent is sent. */
const WHERE: Record<MailState, string> = {
  waiting: 'mail.sent_at IS NULL AND mail.failed_at IS NULL',
  sent: 'mail.sent_at IS NOT NULL',
  failed: 'mail.failed_at IS NOT NULL AND mail.sent_at IS NULL',
};

/** A mail that never went out is kept so many times as long as one that did: somebody may ask what became of it. */
const UNSENT_TIMES = 4;

export interface MailFilter {
  state?: MailState;
  /** Only older ones than this: where the page before ended. */
  before?: number;
}

export interface MailRow {
  id: number;
  toAddress: string;
  subject: string;
  createdAt: Moment;
  state: MailState;
}

type RawRow = Raw<Omit<MailRow, 'state'>> & Record<'sentAt' | 'failedAt', unknown>;

export function stateOf(mail: { sentAt: unknown; failedAt: unknown }): MailState {
  if (mail.sentAt) return 'sent';
  return mail.failedAt ? 'failed' : 'waiting';
}

/** The outbox as the staff sees it. */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly postman: Postman,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'mailDays'>,
  ) {}

  /** The newest first, at most `limit`. */
  async list({ state, before }: MailFilter, limit: number): Promise<MailRow[]> {
    const query = this.database.reader
      .createQueryBuilder(OutboxMail, 'mail')
      .select('mail.id', 'id')
      .addSelect('mail.to_address', 'toAddress')
      .addSelect('mail.subject', 'subject')
      .addSelect('mail.created_at', 'createdAt')
      .addSelect('mail.sent_at', 'sentAt')
      .addSelect('mail.failed_at', 'failedAt')
      .orderBy('mail.id', 'DESC')
      .limit(limit);
    if (state) query.andWhere(WHERE[state]);
    if (before !== undefined) query.andWhere('mail.id < :before', { before });
    const rows = await query.getRawMany<RawRow>();
    return rows.map((row) => ({ ...row, createdAt: fromSql(row.createdAt), state: stateOf(row) }));
  }

  /** @throws Refused not found */
  async find(id: number): Promise<OutboxMail> {
    const mail = await this.database.reader.findOneBy(OutboxMail, { id });
    if (!mail) throw notFound();
    return mail;
  }

  /** Begins anew with a mail that was given up. @throws Refused not found; `mails.not_failed` where there is nothing to mend. */
  async resend(viewer: Viewer, id: number): Promise<void> {
    const afresh = { failedAt: null, dueAt: this.clock.now(), attempts: 0, lastError: null };
    await this.database.transaction(async (tx) => {
      if (!(await tx.existsBy(OutboxMail, { id }))) throw notFound();
      const again = await tx
        .createQueryBuilder()
        .update(OutboxMail)
        .set(afresh)
        .where('id = :id AND failed_at IS NOT NULL AND sent_at IS NULL', { id })
        .execute();
      if (again.affected !== 1) throw new Refused('conflict', 'mails.not_failed');
      await this.audit.record(tx, { actorId: viewer.id, action: 'mail.resent', subject: { kind: 'mail', id } });
      this.database.afterCommit(() => this.postman.deliver());
    });
  }

  /** Clears away old mails: they are about people. */
  async clearOld(): Promise<void> {
    const before = (days: number): Date => forSql(this.clock.now().subtract({ hours: days * 24 }));
    const { mailDays } = this.settings;
    await this.database.transaction((tx) =>
      tx
        .createQueryBuilder()
        .delete()
        .from(OutboxMail)
        .where('(sent_at < :sent OR (sent_at IS NULL AND created_at < :unsent))', {
          sent: before(mailDays),
          unsent: before(mailDays * UNSENT_TIMES),
        })
        .execute(),
    );
  }
}
