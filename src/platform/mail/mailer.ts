import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { SETTINGS, type Settings } from '../settings.js';
import type { Letter, Recipient } from './letter.js';
import { OutboxMail } from './outbox-mail.entity.js';
import { Postman } from './postman.js';
import { printLetter } from './print-letter.js';

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
    if (!ADDRESS.test(to.address)) throw new Error(`mail ${letter.name}: not an address`);
    const now = this.clock.now();
    await tx.insert(OutboxMail, {
      ...printLetter(to, letter, this.settings.publicUrl),
      toAddress: to.address,
      language: to.language,
      template: letter.name,
      attachments: (letter.attachments ?? []).map(({ content, ...one }) => ({
        ...one,
        base64: Buffer.from(content).toString('base64'),
      })),
      createdAt: now,
      dueAt: now,
      expiresAt: letter.expiresAt ?? null,
      attempts: 0,
    });
    this.database.afterCommit(() => this.postman.deliver());
  }
}
