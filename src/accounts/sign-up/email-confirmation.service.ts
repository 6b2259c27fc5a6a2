import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Audit } from '../../platform/audit/audit.js';
import { Refused } from '../../platform/errors.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { addressChanged } from '../letters.js';
import { OneTimeLinks } from '../one-time-links.js';
import { People } from '../people.js';
import { searchTextOf } from '../search-text.js';
import { Throttle } from '../throttle.js';
import { User } from '../user.entity.js';
import { AddressMails } from './address-mails.js';

@Injectable()
export class EmailConfirmation {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: OneTimeLinks,
    private readonly people: People,
    private readonly throttle: Throttle,
    private readonly mailer: Mailer,
    private readonly addressMails: AddressMails,
    private readonly audit: Audit,
  ) {}

  /**
   * The address that the link was mailed to becomes the person's: the one she signed up with, or a new one.
   * @throws Refused `accounts.link_gone`, also where somebody else has taken the address meanwhile.
   */
  async confirm(token: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const link = await this.links.use(tx, 'confirm_email', token);
      const email = link.email!;
      const owner = await this.people.withEmail(tx, email);
      if (owner && owner.id !== link.userId) throw new Refused('conflict', 'accounts.link_gone');
      const user = await tx.findOneByOrFail(User, { id: link.userId! });
      const changes = { email, emailConfirmedAt: this.clock.now(), searchText: searchTextOf({ ...user, email }) };
      await tx.update(User, { id: user.id }, changes);
      await this.links.retireAll(tx, 'confirm_email', user.id);
      if (user.email === email) return;
      const old = { address: user.email, name: user.name, language: user.language };
      await this.mailer.send(tx, old, addressChanged());
      await this.audit.record(tx, {
        actorId: user.id,
        action: 'accounts.email_changed',
        subject: { kind: 'user', id: user.id },
      });
    });
  }

  /** @throws Refused `throttled` */
  async sendAgain(viewer: Viewer): Promise<void> {
    await this.throttle.count(['send-mail.address', viewer.email]);
    await this.database.transaction((tx) => this.addressMails.askToConfirm(tx, viewer, viewer.email));
  }
}
