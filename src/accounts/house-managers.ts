import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import type { Recipient } from '../platform/mail/letter.js';
import { Managers } from '../platform/mail/managers.js';
import type { Role } from '../platform/web/roles.js';
import { recipient } from './letters.js';
import { UserRole } from './user-role.entity.js';
import { User } from './user.entity.js';

@Injectable()
export class HouseManagers extends Managers {
  override async all(tx: EntityManager): Promise<(Recipient & { id: number })[]> {
    const managers = await this.having(tx, 'manager');
    const all = managers.length > 0 ? managers : await this.having(tx, 'admin');
    return all.map((user) => ({ id: user.id, ...recipient(user) }));
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
