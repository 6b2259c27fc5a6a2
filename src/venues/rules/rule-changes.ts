import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit, type Deed } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { minuteAt, todayAt } from '../../platform/time.js';
import { Freed } from '../freed.js';
import { type Occupant, Occupants } from '../occupants.js';
import { collisions } from './collisions.policy.js';
import { type Decision, mustBeDecided } from './decision.js';
import { type House, Houses } from './house.js';

/** What was done, for the audit trail, and what the caller is given. */
export interface Change<T> extends Omit<Deed, 'actorId'> {
  result: T;
}

/** Every change of a venue's rules, or of what stands in it, goes through here. */
@Injectable()
export class RuleChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly houses: Houses,
    private readonly occupants: Occupants,
    private readonly freed: Freed,
    private readonly audit: Audit,
  ) {}

  /**
   * Applies a change, looks which bookings lose time by it, and does with them what the manager decided: all in one
   * transaction, in which nobody can book (bookings take the venue's lock shared).
   *
   * @param apply writes through `tx`; it must not alter the house that it is given, which is how things were before.
   * @throws CollisionsFound when there are some that the manager has not seen; nothing is changed then.
   */
  async change<T>(
    actorId: number,
    venueId: number,
    decision: Decision,
    apply: (tx: EntityManager, before: House) => Promise<Change<T>>,
  ): Promise<T> {
    return this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'venue', venueId);
      const today = todayAt(this.clock.now());
      const before = await this.houses.read(tx, venueId, today);
      const { result, ...deed } = await apply(tx, before);
      const after = await this.houses.read(tx, venueId, today);

      const found = collisions(await this.toCome(tx, venueId), before, after);
      mustBeDecided(found, decision, new Map(before.resources.map(({ id, name }) => [id, name])));
      if (decision.decision === 'cancel') await this.occupants.evict(tx, found, decision.cancelReason ?? '', actorId);
      await this.freed.tellOfRules(tx, venueId);

      const collided = found.length > 0 ? { decision: decision.decision, collisions: found.map(nameOf) } : {};
      await this.audit.record(tx, { ...deed, actorId, detail: { ...deed.detail, ...collided } });
      return result;
    });
  }

  /** What is not over yet. */
  private async toCome(tx: EntityManager, venueId: number): Promise<Occupant[]> {
    const now = this.clock.now();
    const [today, minute] = [todayAt(now), minuteAt(now)];
    const occupants = await this.occupants.upcoming(tx, venueId, today);
    return occupants.filter(({ date, end }) => date > today || end > minute);
  }
}

function nameOf({ kind, id }: Occupant): string {
  return `${kind} ${id}`;
}
