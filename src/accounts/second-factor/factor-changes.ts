import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { recipient } from '../letters.js';
import { User } from '../user.entity.js';
import { type FactorChange, factorChanged } from './letters.js';

@Injectable()
export class FactorChanges {
  constructor(
    private readonly mailer: Mailer,
    private readonly audit: Audit,
  ) {}

  /** @param actor who did it: she herself, unless an administrator reset it */
  async note(
    tx: EntityManager,
    person: { id: number },
    change: FactorChange,
    actor: { id: number } | null = person,
  ): Promise<void> {
    const user = await tx.findOneByOrFail(User, { id: person.id });
    await this.mailer.send(tx, recipient(user), factorChanged(change));
    const subject = { kind: 'user', id: person.id };
    await this.audit.record(tx, { actorId: actor?.id ?? null, action: `accounts.${change}`, subject });
  }
}
