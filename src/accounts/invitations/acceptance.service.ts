import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { invalid, Refused } from '../../platform/errors.js';
import type { Language } from '../../platform/time.format.js';
import type { InvitedForm } from '../new-staff-form.js';
import type { OneTimeLink } from '../one-time-link.entity.js';
import { OneTimeLinks } from '../one-time-links.js';
import { Passwords } from '../passwords.js';
import { People } from '../people.js';
import { isGuessable } from '../person-fields.js';
import { invitableBy } from '../roles.policy.js';
import { User } from '../user.entity.js';
import type { Invited } from './invitations.service.js';

/** Taking up an invitation. The link was mailed to the address, so the address is confirmed. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly database: Database,
    private readonly links: OneTimeLinks,
    private readonly people: People,
    private readonly passwords: Passwords,
    private readonly audit: Audit,
  ) {}

  /** @returns nothing where the link works no more; otherwise whether its address has an account. */
  async look(token: string): Promise<{ email: string; roles: Invited['roles']; known: boolean } | undefined> {
    const link = await this.links.find('invitation', token);
    if (!link) return undefined;
    const known = await this.database.reader.existsBy(User, { email: link.email! });
    return { email: link.email!, roles: (link.detail as Invited).roles, known };
  }

  /** Makes an account with the roles. @throws Refused `accounts.link_gone`, `accounts.guessable_password` */
  async join(token: string, form: InvitedForm, language: Language): Promise<User> {
    const { password, name, kana } = form;
    const passwordHash = await this.passwords.hash(password);
    return this.database.transaction(async (tx) => {
      const { link, invited } = await this.use(tx, token);
      const email = link.email!;
      if (isGuessable(password, { email })) throw invalid('password', 'accounts.guessable_password');
      if (await this.people.withEmail(tx, email)) throw gone();
      const person = { email, emailConfirmed: true, passwordHash, name, kana, language };
      const user = await this.people.add(tx, person, invited.roles, invited.invitedBy);
      await this.note(tx, user.id, invited);
      return user;
    });
  }

  /** Gives the roles to the account that the address has already. @throws Refused `accounts.link_gone` */
  async takeRoles(token: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { link, invited } = await this.use(tx, token);
      const user = await this.people.withEmail(tx, link.email!);
      if (!user || user.deactivatedAt) throw gone();
      await this.people.grant(tx, user.id, invited.roles, invited.invitedBy);
      await this.note(tx, user.id, invited);
    });
  }

  /** Whoever invited must still be one who may. */
  private async use(tx: EntityManager, token: string): Promise<{ link: OneTimeLink; invited: Invited }> {
    const link = await this.links.use(tx, 'invitation', token);
    const invited = link.detail as Invited;
    const inviter = await tx.findOne(User, { where: { id: invited.invitedBy }, relations: { roles: true } });
    const mine = inviter && !inviter.deactivatedAt ? invitableBy(inviter.roles.map(({ role }) => role)) : [];
    if (!invited.roles.every((role) => mine.includes(role))) throw gone();
    return { link, invited };
  }

  private async note(tx: EntityManager, userId: number, { roles, invitedBy }: Invited): Promise<void> {
    await this.audit.record(tx, {
      actorId: userId,
      action: 'accounts.invitation_accepted',
      subject: { kind: 'user', id: userId },
      detail: { roles, invitedBy },
    });
  }
}

function gone(): Refused {
  return new Refused('conflict', 'accounts.link_gone');
}
