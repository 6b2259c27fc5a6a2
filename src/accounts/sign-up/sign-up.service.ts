import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Language } from '../../platform/time.format.js';
import { alreadyRegistered, recipient } from '../letters.js';
import { Passwords } from '../passwords.js';
import { People } from '../people.js';
import { Throttle } from '../throttle.js';
import { AddressMails } from './address-mails.js';
import type { SignUpForm } from './sign-up-form.js';

@Injectable()
export class SignUp {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly passwords: Passwords,
    private readonly throttle: Throttle,
    private readonly mailer: Mailer,
    private readonly addressMails: AddressMails,
  ) {}

  /**
   * Adds a member, who is sent a link to confirm her address. An address that somebody has already takes as long and says
   * the same; its owner is told by mail.
   * @throws Refused `throttled`
   */
  async signUp(form: SignUpForm, language: Language, network: string): Promise<void> {
    await this.throttle.count(['sign-up.network', network], ['send-mail.address', form.email]);
    const passwordHash = await this.passwords.hash(form.password);
    await this.database.transaction(async (tx) => {
      const known = await this.people.withEmail(tx, form.email);
      if (known) await this.mailer.send(tx, recipient(known), alreadyRegistered());
      else await this.register(tx, form, passwordHash, language);
    });
  }

  private async register(tx: EntityManager, form: SignUpForm, passwordHash: string, language: Language): Promise<void> {
    const { password: _password, consent: _consent, ...details } = form;
    const person = { ...details, passwordHash, language, emailConfirmed: false };
    const user = await this.people.add(tx, person, ['member'], null);
    await this.addressMails.askToConfirm(tx, user, user.email);
  }
}
