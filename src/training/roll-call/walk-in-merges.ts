import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid, notFound } from '../../platform/errors.js';
import { mergedInto } from '../count/record.policy.js';
import { whoOf } from '../count/who.js';
import type { MergeForm } from './walk-in-forms.js';
import { WalkInMerge } from './walk-in-merge.entity.js';
import { WalkIn } from './walk-in.entity.js';

/** Says who a name was. Rows are only ever added: to part what was merged, the name is merged with itself. */
@Injectable()
export class WalkInMerges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Refused not_found; at `userId` for nobody, or for a name that is this one already */
  async merge(
    actorId: number,
    sessionId: number,
    walkInId: number,
    { userId, walkInId: intoWalkInId, reason }: MergeForm,
  ): Promise<void> {
    await this.change(sessionId, walkInId, async (tx, personOf) => {
      const there = userId === null ? tx.existsBy(WalkIn, { id: intoWalkInId! }) : tx.existsBy(User, { id: userId });
      if (!(await there)) throw invalid('userId', 'platform.unknown_choice');
      const into = personOf(whoOf({ userId, walkInId: intoWalkInId }));
      if (into === personOf(`walk_in:${walkInId}`)) throw conflict('userId', 'training.roll_same_person');
      await this.write(tx, actorId, { walkInId, userId, intoWalkInId, reason });
      const subject = { kind: 'walk_in', id: walkInId };
      await this.audit.record(tx, { actorId, action: 'training.walk_in_merged', subject, detail: { into, reason } });
    });
  }

  /** It was somebody else after all. @throws Refused not_found; training.roll_not_merged */
  async part(actorId: number, sessionId: number, walkInId: number, reason: string): Promise<void> {
    await this.change(sessionId, walkInId, async (tx, personOf) => {
      const who = `walk_in:${walkInId}`;
      const from = personOf(who);
      if (from === who) throw conflict('', 'training.roll_not_merged');
      await this.write(tx, actorId, { walkInId, userId: null, intoWalkInId: walkInId, reason });
      const subject = { kind: 'walk_in', id: walkInId };
      await this.audit.record(tx, { actorId, action: 'training.walk_in_parted', subject, detail: { from, reason } });
    });
  }

  /** One merge at a time: two that cross would make a circle. */
  private async change(
    sessionId: number,
    walkInId: number,
    work: (tx: EntityManager, personOf: (who: string) => string) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'walk-in-merge', 0);
      if (!(await tx.existsBy(WalkIn, { id: walkInId, sessionId }))) throw notFound();
      await work(tx, await personsIn(tx));
    });
  }

  private async write(
    tx: EntityManager,
    mergedBy: number,
    merge: Pick<WalkInMerge, 'walkInId' | 'userId' | 'intoWalkInId' | 'reason'>,
  ): Promise<void> {
    await tx.insert(WalkInMerge, { ...merge, mergedBy, mergedAt: this.clock.now() });
  }
}

/** Whom names stand for, as it is known now. One statement. */
export async function personsIn(manager: EntityManager): Promise<(who: string) => string> {
  const all = await manager.find(WalkInMerge, { order: { id: 'ASC' } });
  return mergedInto(
    all.map(({ walkInId, userId, intoWalkInId, mergedAt: at }) => {
      return { walkIn: `walk_in:${walkInId}`, into: whoOf({ userId, walkInId: intoWalkInId }), at };
    }),
  );
}
