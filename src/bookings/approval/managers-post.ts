import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { User } from '../../accounts/user.entity.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Managers } from '../../platform/mail/managers.js';
import { type Asked, askedLetter } from './approval.letters.js';

/** Tells the managers of a request, in the transaction of the deed. */
@Injectable()
export class ManagersPost {
  constructor(
    private readonly mailer: Mailer,
    private readonly managers: Managers,
  ) {}

  /** Each of them once; where the house has none, the administrators, who may answer too. Never who asks herself. */
  async tell(tx: EntityManager, member: Pick<User, 'id' | 'name'>, asked: Omit<Asked, 'member'>): Promise<void> {
    const letter = askedLetter({ ...asked, member: member.name });
    for (const one of await this.managers.all(tx)) {
      if (one.id !== member.id) await this.mailer.send(tx, one, letter);
    }
  }
}
