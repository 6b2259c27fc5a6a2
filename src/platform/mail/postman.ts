import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { Clock } from '../clock.js';
import { forSql } from '../database/columns.js';
import { Database } from '../database/database.js';
import { databaseKind } from '../database/kind.js';
import { SETTINGS, type Settings } from '../settings.js';
import { isServerDown, LONGEST_PUT_OFF, type Mishap, MOST_ATTEMPTS, reasonOf, whatNext } from './delivery.policy.js';
import { filesOf } from './mail-files.js';
import { OutboxMail } from './outbox-mail.entity.js';
import { withoutSecrets } from './secret-links.js';

/** Longer than all time limits of one delivery together: who is late has crashed. */
const CLAIM_MINUTES = 10;
const SECOND = 1000;

const DUE = `mail.sentAt IS NULL AND mail.failedAt IS NULL AND mail.dueAt <= :now
  AND (mail.claimedUntil IS NULL OR mail.claimedUntil <= :now)`;

/** One connection, kept for all mails of a round. */
function connectionTo(url: string) {
  return createTransport({
    url,
    pool: true,
    maxConnections: 1,
    connectionTimeout: 20 * SECOND,
    greetingTimeout: 20 * SECOND,
    socketTimeout: 60 * SECOND,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
type Connection = ReturnType<typeof connectionTo>;

/**
 * Takes mails from the outbox to the mail server, one after the other. Several processes may do so side by side: each
 * claims a mail in a short transaction and sends it outside of any. Without a mail server nothing is sent.
 */
@Injectable()
export class Postman implements BeforeApplicationShutdown {
  private readonly log = new Logger('Mail');
  private rounds?: Promise<void>;
  private wanted = false;
  private leaving = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** What waits, too, for a time that a clock gave it which was ahead of ours. */
  async sweep(): Promise<void> {
    if (!this.settings.smtpUrl) return;
    const now = this.clock.now();
    await this.database.transaction((tx) =>
      tx
        .createQueryBuilder()
        .update(OutboxMail)
        .set({ dueAt: now, claimedUntil: null })
        .where('sent_at IS NULL AND failed_at IS NULL AND due_at > :late', {
          late: forSql(now.add({ minutes: LONGEST_PUT_OFF })),
        })
        .execute(),
    );
    await this.deliver();
  }

  /** Sends what is due, until nothing is or the mail server is down. Somebody who calls meanwhile joins. */
  async deliver(): Promise<void> {
    if (!this.settings.smtpUrl || this.leaving) return;
    this.wanted = true;
    this.rounds ??= this.walk(this.settings.smtpUrl);
    await this.rounds;
  }

  /** The mail under way is finished; the others wait for the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.leaving = true;
    await this.rounds?.catch(() => undefined);
  }

  private async walk(smtpUrl: string): Promise<void> {
    try {
      while (this.wanted && !this.leaving) {
        this.wanted = false;
        await this.round(smtpUrl);
      }
    } finally {
      this.rounds = undefined;
    }
  }

  private async round(smtpUrl: string): Promise<void> {
    const server = connectionTo(smtpUrl);
    try {
      for (let up = true; up && !this.leaving;) {
        const mail = await this.claim();
        if (!mail) return;
        up = await this.carry(mail, server);
      }
    } finally {
      server.close();
    }
  }

  /** The oldest mail that is due and in nobody's hands. Two postmen never get the same. */
  private claim(): Promise<OutboxMail | null> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const due = tx
        .createQueryBuilder(OutboxMail, 'mail')
        .where(DUE, { now: forSql(now) })
        .orderBy('mail.dueAt')
        .addOrderBy('mail.id')
        .limit(1);
      if (databaseKind === 'postgres') due.setLock('pessimistic_write').setOnLocked('skip_locked');
      const mail = await due.getOne();
      if (!mail) return null;
      mail.attempts += 1; // counted before: a mail that brings the process down is given up, too
      const claimedUntil = now.add({ minutes: CLAIM_MINUTES });
      await tx.update(OutboxMail, mail.id, { attempts: mail.attempts, claimedUntil });
      return mail;
    });
  }

  /** @returns false when the server is down: there is no use in trying the next mail now. */
  private async carry(mail: OutboxMail, server: Connection): Promise<boolean> {
    if (mail.attempts > MOST_ATTEMPTS) {
      await this.noteMishap(mail, { code: 'interrupted' });
      return true;
    }
    if (mail.expiresAt && mail.expiresAt.epochMilliseconds <= this.clock.now().epochMilliseconds) {
      await this.noteMishap(mail, { code: 'EXPIRED' });
      return true;
    }
    try {
      await server.sendMail(this.messageOf(mail));
    } catch (error) {
      const mishap = error as Mishap;
      await this.noteMishap(mail, mishap);
      if (!isServerDown(mishap)) return true;
      this.log.warn(`the mail server does not do its work: ${reasonOf(mishap)}`);
      return false;
    }
    await this.noteSent(mail);
    return true;
  }

  private messageOf(mail: OutboxMail): Parameters<Connection['sendMail']>[0] {
    const { hostname } = new URL(this.settings.publicUrl);
    return {
      // the same for each attempt: who gets a mail twice after a crash can tell
      messageId: `<${mail.id}.${mail.createdAt.epochMilliseconds}@${hostname}>`,
      from: this.settings.mailFrom,
      to: { name: '', address: mail.toAddress },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      ...filesOf(mail),
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': mail.language,
      },
    };
  }

  /** A mail that has left keeps no link that opens anything: a copy of the table is worth nothing. */
  private async noteSent(mail: OutboxMail): Promise<void> {
    const { publicUrl } = this.settings;
    await this.database.transaction((tx) =>
      tx.update(OutboxMail, mail.id, {
        sentAt: this.clock.now(),
        failedAt: null,
        claimedUntil: null,
        lastError: null,
        text: withoutSecrets(mail.text, publicUrl),
        html: withoutSecrets(mail.html, publicUrl),
      }),
    );
  }

  /** Does nothing where another has taken the mail over in the meantime (`attempts` has moved on). */
  private async noteMishap(mail: OutboxMail, mishap: Mishap): Promise<void> {
    const now = this.clock.now();
    const next = whatNext(mishap, mail.attempts, Math.random());
    // an attempt at a server that is down is not the last one
    const attempts = next.again === 'later' ? Math.min(mail.attempts, MOST_ATTEMPTS - 1) : mail.attempts;
    const outcome =
      next.again === 'never' ? { failedAt: now } : { dueAt: now.add({ seconds: Math.round(next.minutes * 60) }) };
    await this.database.transaction((tx) =>
      tx.update(
        OutboxMail,
        { id: mail.id, attempts: mail.attempts },
        { ...outcome, attempts, claimedUntil: null, lastError: reasonOf(mishap) },
      ),
    );
    if (next.again === 'never') this.log.warn(`mail ${mail.id} (${mail.template}) given up: ${reasonOf(mishap)}`);
  }
}
