import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { SETTINGS, type Settings } from '../settings.js';
import type { Letter, Recipient } from './letter.js';
import { OutboxMail } from './outbox-mail.entity.js';
import { Postman } from './postman.js';
import { printLetter } from './print-letter.js';

/** What goes into the outbox. */
export type PrintedMail = Pick<
  OutboxMail,
  'subject' | 'text' | 'html' | 'toAddress' | 'language' | 'template' | 'attachments' | 'expiresAt'
>;

/** One address and nothing beside it: no list, no name, no line break. */
const ADDRESS = /^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\]+$/;

@Injectable()
export class Mailer {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly postman: Postman,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Puts a mail into the outbox, in the transaction of what it tells about: one is never there without the other. It is
   * printed now, with the words and facts of now, and goes out after the commit.
   * @throws Error for what is no address; forms have checked it before (form-fields.ts).
   */
  async send(tx: EntityManager, to: Recipient, letter: Letter): Promise<void> {
    await this.sendAll(tx, [this.print(to, letter)]);
  }

  /** A mail, ready for `sendAll`: printing thousands takes seconds, in which nobody should wait for the transaction. */
  print(to: Recipient, letter: Letter): PrintedMail {
    if (!ADDRESS.test(to.address)) throw new Error(`mail ${letter.name}: not an address`);
    return {
      ...printLetter(to, letter, this.settings.publicUrl),
      toAddress: to.address,
      language: to.language,
      template: letter.name,
      attachments: (letter.attachments ?? []).map(({ content, ...one }) => ({
        ...one,
        base64: Buffer.from(content).toString('base64'),
      })),
      expiresAt: letter.expiresAt ?? null,
    };
  }

  /** Puts printed mails into the outbox: one statement. */
  async sendAll(tx: EntityManager, mails: readonly PrintedMail[]): Promise<void> {
    const now = this.clock.now();
    const rows = mails.map((mail) => ({ ...mail, createdAt: now, dueAt: now, attempts: 0 }));
    await tx.createQueryBuilder().insert().into(OutboxMail).values(rows).updateEntity(false).execute();
    this.database.afterCommit(() => this.postman.deliver());
  }
}
