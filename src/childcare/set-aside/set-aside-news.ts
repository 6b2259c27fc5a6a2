import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Managers } from '../../platform/mail/managers.js';
import type { Slot } from '../../platform/time.js';
import { CareHolders, type HolderFacts } from '../places/care-holders.js';
import { keyOf } from '../places/care-places.js';
import type { CareFor } from '../places/stay.policy.js';

/** Fewer places are kept than there were. */
export interface SetAsideCut extends Slot {
  for: CareFor;
  before: number;
  /** None: it has fallen away. */
  after: number;
}

/** Tells those who look after the house, where a slot has become too small for what was kept in it. */
@Injectable()
export class SetAsideNews {
  constructor(
    private readonly holders: CareHolders,
    private readonly managers: Managers,
    private readonly mailer: Mailer,
  ) {}

  /** In the transaction of the change. */
  async tell(tx: EntityManager, cuts: readonly SetAsideCut[]): Promise<void> {
    if (cuts.length === 0) return;
    const facts = await this.holders.describe(tx, cuts);
    const managers = await this.managers.all(tx);
    for (const cut of cuts) {
      const letter = cutLetter(cut, facts.get(keyOf(cut.for)));
      for (const one of managers) await this.mailer.send(tx, one, letter);
    }
  }
}

function cutLetter({ before, after, ...when }: SetAsideCut, holder: HolderFacts | undefined): Letter {
  const kind = 'set_aside_cut';
  const words = `care:letters.${kind}`;
  const value = { key: 'care:letters.when_value', date: when.date, start: when.start, end: when.end };
  return {
    name: `childcare.${kind}`,
    subject: { key: `${words}.subject`, date: when.date, start: when.start },
    paragraphs: [`${words}.body`],
    facts: [
      ...(holder ? [{ label: `${words}.what`, value: holder.label }] : []),
      { label: 'care:letters.when', value },
      { label: `${words}.before`, value: verbatim(String(before)) },
      { label: `${words}.after`, value: verbatim(String(after)) },
    ],
    action: holder && { label: `${words}.look`, path: holder.href },
  };
}
