import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { UserRole } from '../../accounts/user-role.entity.js';
import { User } from '../../accounts/user.entity.js';
import type { Letter } from '../../platform/mail/letter.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Role } from '../../platform/web/roles.js';
import { CityOfficer } from '../cities/city-officer.entity.js';

/** Tells those who run a programme, or those who pay for it, in the transaction of the deed. */
@Injectable()
export class ProgrammePost {
  constructor(private readonly mailer: Mailer) {}

  /** The managers; where the house has none, the administrators. */
  async tellManagers(tx: EntityManager, letter: Letter): Promise<void> {
    const managers = await this.having(tx, 'manager');
    await this.tell(tx, managers.length > 0 ? managers : await this.having(tx, 'admin'), letter);
  }

  /** The officers of a city who still are officers. */
  async tellOfficers(tx: EntityManager, cityId: number, letter: Letter): Promise<void> {
    const own = new Set((await tx.findBy(CityOfficer, { cityId })).map(({ userId }) => userId));
    const officers = await this.having(tx, 'officer');
    await this.tell(
      tx,
      officers.filter(({ id }) => own.has(id)),
      letter,
    );
  }

  private async tell(tx: EntityManager, people: readonly User[], letter: Letter): Promise<void> {
    for (const one of people) await this.mailer.send(tx, recipient(one), letter);
  }

  private async having(tx: EntityManager, role: Role): Promise<User[]> {
    const ids = (await tx.findBy(UserRole, { role })).map(({ userId }) => userId);
    return tx.find(User, {
      where: { id: In([0, ...ids]), deactivatedAt: IsNull(), emailConfirmedAt: Not(IsNull()) },
      order: { id: 'ASC' },
    });
  }
}
