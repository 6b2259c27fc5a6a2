import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { UserRole } from '../../accounts/user-role.entity.js';
import { User } from '../../accounts/user.entity.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Role } from '../../platform/web/roles.js';
import { type Asked, askedLetter } from './approval.letters.js';

/** Tells the managers of a request, in the transaction of the deed. */
@Injectable()
export class ManagersPost {
  constructor(private readonly mailer: Mailer) {}

  /** Each of them once; where the house has none, the administrators, who may answer too. Never who asks herself. */
  async tell(tx: EntityManager, member: Pick<User, 'id' | 'name'>, asked: Omit<Asked, 'member'>): Promise<void> {
    const managers = await this.having(tx, 'manager');
    const all = managers.length > 0 ? managers : await this.having(tx, 'admin');
    const letter = askedLetter({ ...asked, member: member.name });
    for (const one of all.filter(({ id }) => id !== member.id)) await this.mailer.send(tx, recipient(one), letter);
  }

  private async having(tx: EntityManager, role: Role): Promise<User[]> {
    const ids = (await tx.findBy(UserRole, { role })).map(({ userId }) => userId);
    if (ids.length === 0) return [];
    return tx.find(User, {
      where: { id: In(ids), deactivatedAt: IsNull(), emailConfirmedAt: Not(IsNull()) },
      order: { id: 'ASC' },
    });
  }
}
