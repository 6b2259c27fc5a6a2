import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, Refused } from '../../platform/errors.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Language } from '../../platform/time.format.js';
import { SessionStore } from '../../platform/web/session-store.js';
import { noAccount, passwordChanged, recipient, resetPassword } from '../letters.js';
import { LINK_HOURS, OneTimeLinks } from '../one-time-links.js';
import { Passwords } from '../passwords.js';
import { isGuessable } from '../person-fields.js';
import { Throttle } from '../throttle.js';
import { User } from '../user.entity.js';

@Injectable()
export class PasswordReset {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: OneTimeLinks,
    private readonly passwords: Passwords,
    private readonly sessions: SessionStore,
    private readonly throttle: Throttle,
    private readonly mailer: Mailer,
    private readonly audit: Audit,
  ) {}

  /**
   * Mails a link to whoever has the address, or word that nobody has it: the answer and the work are the same.
   * @throws Refused `throttled`
   */
  async request(email: string, language: Language, network: string): Promise<void> {
    await this.throttle.count(['send-mail.network', network], ['send-mail.address', email]);
    await this.database.transaction(async (tx) => {
      const found = await tx.findOneBy(User, { email });
      const user = found && !found.deactivatedAt ? found : undefined;
      const { token } = await this.links.make(tx, 'reset_password', { userId: user?.id, email });
      if (user) await this.mailer.send(tx, recipient(user), resetPassword(token, LINK_HOURS.reset_password));
      else await this.mailer.send(tx, { address: email, name: '', language }, noAccount());
    });
  }

  /**
   * Sets the new password and ends all sessions. Whoever reads the mail has the address, so it counts as confirmed.
   * @throws Refused `accounts.link_gone`, `accounts.guessable_password`
   */
  async choose(token: string, password: string): Promise<User> {
    const passwordHash = await this.passwords.hash(password);
    return this.database.transaction(async (tx) => {
      const link = await this.links.use(tx, 'reset_password', token);
      const user = link.userId === null ? null : await tx.findOneBy(User, { id: link.userId });
      if (!user || user.deactivatedAt || user.email !== link.email) throw new Refused('conflict', 'accounts.link_gone');
      if (isGuessable(password, user)) throw invalid('password', 'accounts.guessable_password');
      const emailConfirmedAt = user.emailConfirmedAt ?? this.clock.now();
      await tx.update(User, { id: user.id }, { passwordHash, emailConfirmedAt });
      await this.links.retireAll(tx, 'reset_password', user.id);
      await this.shutOut(tx, user);
      return user;
    });
  }

  private async shutOut(tx: EntityManager, user: User): Promise<void> {
    await this.sessions.endAllOf(tx, user.id);
    await this.throttle.forget(tx, ['sign-in.account', user.email]);
    await this.mailer.send(tx, recipient(user), passwordChanged());
    await this.audit.record(tx, {
      actorId: user.id,
      action: 'accounts.password_reset',
      subject: { kind: 'user', id: user.id },
    });
  }
}
