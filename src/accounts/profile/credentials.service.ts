import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { invalid } from '../../platform/errors.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { SessionStore } from '../../platform/web/session-store.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { alreadyRegistered, passwordChanged, recipient } from '../letters.js';
import { OneTimeLinks } from '../one-time-links.js';
import { Passwords } from '../passwords.js';
import { People } from '../people.js';
import { isGuessable } from '../person-fields.js';
import { AddressMails } from '../sign-up/address-mails.js';
import { Throttle } from '../throttle.js';
import { User } from '../user.entity.js';
import { OwnPassword } from './own-password.js';
import type { EmailChangeForm, PasswordChangeForm } from './profile-form.js';

/** What a person signs in with. To change it she shows that she knows the present password. */
@Injectable()
export class OwnCredentials {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly password: OwnPassword,
    private readonly people: People,
    private readonly links: OneTimeLinks,
    private readonly sessions: SessionStore,
    private readonly throttle: Throttle,
    private readonly mailer: Mailer,
    private readonly addressMails: AddressMails,
    private readonly audit: Audit,
  ) {}

  /**
   * Mails a link to the new address; the present one counts until it is used. An address that somebody has already gets
   * the same answer, and its owner a mail.
   * @throws Refused `accounts.wrong_password`, `accounts.same_email`, `throttled`
   */
  async changeEmail(viewer: Viewer, form: EmailChangeForm): Promise<void> {
    if (form.newEmail === viewer.email) throw invalid('newEmail', 'accounts.same_email');
    await this.password.check(viewer, form.currentPassword);
    await this.throttle.count(['send-mail.address', form.newEmail]);
    await this.database.transaction(async (tx) => {
      const known = await this.people.withEmail(tx, form.newEmail);
      if (known) await this.mailer.send(tx, recipient(known), alreadyRegistered());
      else await this.addressMails.askToConfirm(tx, viewer, form.newEmail);
    });
  }

  /**
   * Ends all sessions; the caller opens a new one for the browser at hand.
   * @throws Refused `accounts.wrong_password`, `accounts.guessable_password`, `throttled`
   */
  async changePassword(viewer: Viewer, form: PasswordChangeForm): Promise<void> {
    await this.password.check(viewer, form.currentPassword);
    if (isGuessable(form.password, viewer)) throw invalid('password', 'accounts.guessable_password');
    const passwordHash = await this.passwords.hash(form.password);
    await this.database.transaction(async (tx) => {
      await tx.update(User, { id: viewer.id }, { passwordHash });
      await this.links.retireAll(tx, 'reset_password', viewer.id);
      await this.sessions.endAllOf(tx, viewer.id);
      await this.mailer.send(tx, recipient(viewer), passwordChanged());
      const subject = { kind: 'user', id: viewer.id };
      await this.audit.record(tx, { actorId: viewer.id, action: 'accounts.password_changed', subject });
    });
  }
}
