import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../platform/audit/audit.js';
import { Database } from '../platform/database/database.js';
import { invalid, Refused } from '../platform/errors.js';
import { paths } from '../platform/paths.js';
import type { Language } from '../platform/time.format.js';
import type { FirstAdministratorForm } from './new-staff-form.js';
import { OneTimeLinks } from './one-time-links.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { AddressMails } from './sign-up/address-mails.js';
import { UserRole } from './user-role.entity.js';
import type { User } from './user.entity.js';

/** The one account that nobody can invite. Whoever reads what the server prints at its start may make it. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly database: Database,
    private readonly links: OneTimeLinks,
    private readonly people: People,
    private readonly passwords: Passwords,
    private readonly addressMails: AddressMails,
    private readonly audit: Audit,
  ) {}

  /** @returns the path of a link, as long as nobody is an administrator. Several may be about; only one can be used. */
  async linkIfNeeded(): Promise<string | undefined> {
    return this.database.transaction(async (tx) => {
      if (await this.isThere(tx)) return undefined;
      const { token } = await this.links.make(tx, 'first_administrator', {});
      return paths.firstAdministrator(token);
    });
  }

  async isUsable(token: string): Promise<boolean> {
    if (await this.isThere(this.database.reader)) return false;
    return (await this.links.find('first_administrator', token)) !== undefined;
  }

  /** @throws Refused `accounts.link_gone`, `accounts.email_taken` */
  async create(token: string, form: FirstAdministratorForm, language: Language): Promise<User> {
    const { password, name, kana, email } = form;
    const passwordHash = await this.passwords.hash(password);
    return this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.standing', 0);
      await this.links.use(tx, 'first_administrator', token);
      if (await this.isThere(tx)) throw new Refused('conflict', 'accounts.link_gone');
      if (await this.people.withEmail(tx, email)) throw invalid('email', 'accounts.email_taken');
      const person = { email, emailConfirmed: false, passwordHash, name, kana, language };
      const user = await this.people.add(tx, person, ['admin'], null);
      await this.addressMails.askToConfirm(tx, user, email);
      const subject = { kind: 'user', id: user.id };
      await this.audit.record(tx, { actorId: user.id, action: 'accounts.first_administrator', subject });
      return user;
    });
  }

  private isThere(manager: EntityManager): Promise<boolean> {
    return manager.existsBy(UserRole, { role: 'admin' });
  }
}
