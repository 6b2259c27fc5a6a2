import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Mailer } from '../../platform/mail/mailer.js';
import { confirmAddress } from '../letters.js';
import { LINK_HOURS, OneTimeLinks } from '../one-time-links.js';
import type { User } from '../user.entity.js';

@Injectable()
export class AddressMails {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly mailer: Mailer,
  ) {}

  /** Sends a link to an address that shall become, or be confirmed as, the person's. */
  async askToConfirm(tx: EntityManager, user: Pick<User, 'id' | 'language'>, email: string): Promise<void> {
    const { token } = await this.links.make(tx, 'confirm_email', { userId: user.id, email });
    const to = { address: email, name: '', language: user.language };
    await this.mailer.send(tx, to, confirmAddress(token, LINK_HOURS.confirm_email));
  }
}
