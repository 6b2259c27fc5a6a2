import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { UserRole } from '../../accounts/user-role.entity.js';
import { User } from '../../accounts/user.entity.js';
import type { Letter, Recipient } from '../../platform/mail/letter.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Managers } from '../../platform/mail/managers.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { CityOfficer } from '../cities/city-officer.entity.js';
import { MANAGERS } from '../contract/readable.js';

/** Tells those who run a programme, or those who pay for it, in the transaction of the deed. */
@Injectable()
export class ProgrammePost {
  constructor(
    private readonly mailer: Mailer,
    private readonly managers: Managers,
  ) {}

  /** What one side said goes to the other: from managers to officers, from officers to managers. */
  async tellOtherSide(tx: EntityManager, author: Viewer, cityId: number, letter: Letter): Promise<void> {
    if (isOne(author, MANAGERS)) await this.tellOfficers(tx, cityId, letter);
    else await this.tellManagers(tx, letter);
  }

  /** The managers; where the house has none, the administrators. */
  async tellManagers(tx: EntityManager, letter: Letter): Promise<void> {
    await this.tell(tx, await this.managers.all(tx), letter);
  }

  /** The officers of a city who still are officers. */
  async tellOfficers(tx: EntityManager, cityId: number, letter: Letter): Promise<void> {
    await this.tell(tx, await officersOf(tx, cityId), letter);
  }

  private async tell(tx: EntityManager, people: readonly Recipient[], letter: Letter): Promise<void> {
    if (people.length === 0) return;
    const mails = people.map((one) => this.mailer.print(one, letter));
    await this.mailer.sendAll(tx, mails);
  }
}

/** Three statements. */
async function officersOf(tx: EntityManager, cityId: number): Promise<Recipient[]> {
  const own = await tx.findBy(CityOfficer, { cityId });
  const still = await tx.findBy(UserRole, { role: 'officer', userId: In([0, ...own.map(({ userId }) => userId)]) });
  const officers = await tx.find(User, {
    where: {
      id: In([0, ...still.map(({ userId }) => userId)]),
      deactivatedAt: IsNull(),
      emailConfirmedAt: Not(IsNull()),
    },
    order: { id: 'ASC' },
  });
  return officers.map(recipient);
}
