import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { User } from '../../accounts/user.entity.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { type DateText, todayAt } from '../../platform/time.js';
import { Interview } from '../interviews/interview.entity.js';
import { whyNotApproved } from './card.policy.js';
import { CareChildren } from './care-children.js';
import { ChildApproval } from './child-approval.entity.js';
import { type ChildRow, childRow } from './child-rows.js';
import { decisionLetter } from './child.letters.js';
import { missingOf } from './standing.policy.js';

export interface Decision {
  outcome: 'approved' | 'ask_again';
  /** The last day of an approval. */
  validUntil: DateText | null;
  note: string | null;
  /** The staff knows the family from elsewhere. */
  metOtherwise: boolean;
  /** Of the card that was read. */
  revision: number;
}

/** The staff approves a card, or asks again. */
@Injectable()
export class Decisions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly care: CareChildren,
    private readonly mailer: Mailer,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws Refused not found, `childcare.changed_meanwhile` (conflict) for a card that has changed since it was read,
   * `childcare.card_incomplete`, `childcare.interview_first`, `childcare.bad_end`
   */
  async decide(actorId: number, childId: number, decision: Decision): Promise<void> {
    await this.care.mustSee(childId);
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'child', childId);
      const [row] = await childRow(tx, { id: childId });
      if (!row) throw notFound();
      if (row.revision !== decision.revision) throw new Refused('conflict', 'childcare.changed_meanwhile');
      const today = todayAt(this.clock.now());
      const interviewId = row.interview && row.interview.date <= today ? row.interview.id : null;
      const { outcome, note } = decision;
      const validUntil = outcome === 'approved' ? decision.validUntil : null;
      if (outcome === 'approved') await this.check(tx, row, interviewId !== null, decision, today);
      const decidedAt = this.clock.now();
      await tx.insert(ChildApproval, {
        childId,
        interviewId,
        decidedBy: actorId,
        decidedAt,
        outcome,
        validUntil,
        note,
      });
      if (interviewId !== null) await tx.update(Interview, interviewId, { status: 'held', changedAt: decidedAt });
      await this.tell(tx, row, outcome, validUntil);
      const detail = { interviewId, validUntil, metOtherwise: decision.metOtherwise };
      const subject = { kind: 'child', id: childId };
      await this.audit.record(tx, { actorId, action: `childcare.card_${outcome}`, subject, detail });
    });
  }

  private async check(
    tx: EntityManager,
    row: ChildRow,
    interviewed: boolean,
    { validUntil, metOtherwise }: Decision,
    today: DateText,
  ): Promise<void> {
    if (validUntil === null) throw invalid('validUntil', 'platform.required');
    const met = interviewed || (await tx.existsBy(ChildApproval, { childId: row.id, outcome: 'approved' }));
    const refused = whyNotApproved({ missing: missingOf(row), met, metOtherwise, validUntil, today });
    if (refused) throw invalid(refused.field, refused.code);
  }

  private async tell(
    tx: EntityManager,
    { id, guardians }: ChildRow,
    outcome: Decision['outcome'],
    validUntil: DateText | null,
  ): Promise<void> {
    const people = await tx.findBy(User, { id: In(guardians) });
    for (const person of people) {
      if (person.emailConfirmedAt && !person.deactivatedAt)
        await this.mailer.send(tx, recipient(person), decisionLetter(id, outcome, validUntil));
    }
  }
}
