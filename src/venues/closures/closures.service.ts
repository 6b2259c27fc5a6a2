import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { invalid, notFound } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';
import { Closure } from '../closure.entity.js';
import { changed } from '../rules/changed.js';
import type { Decision } from '../rules/decision.js';
import type { House } from '../rules/house.js';
import { RuleChanges } from '../rules/rule-changes.js';
import type { ClosureForm } from './closure-form.js';

/** Days and hours on which a venue, or one thing in it, is shut. */
@Injectable()
export class Closures {
  constructor(private readonly changes: RuleChanges) {}

  /** @throws Refused not_found: none, or another venue's. One statement. */
  async find(manager: EntityManager, venueId: number, id: number): Promise<Closure> {
    const closure = await manager.findOneBy(Closure, { id, venueId });
    if (!closure) throw notFound();
    return closure;
  }

  /** Those that are over, the latest first. One statement. */
  past(manager: EntityManager, venueId: number, today: DateText, most: number): Promise<Closure[]> {
    return manager
      .createQueryBuilder(Closure, 'closure')
      .where('closure.venue_id = :venueId AND closure.to_date < :today AND closure.yearly = :no', {
        venueId,
        today,
        no: false,
      })
      .orderBy('closure.to_date', 'DESC')
      .addOrderBy('closure.id', 'DESC')
      .limit(most)
      .getMany();
  }

  /** @throws CollisionsFound */
  async add(actorId: number, venueId: number, { closure, decision }: ClosureForm): Promise<void> {
    await this.changes.change(actorId, venueId, decision, async (tx, house) => {
      mustStandHere(closure.resourceId, house);
      const { id } = await tx.save(tx.create(Closure, { ...closure, venueId }));
      const subject = { kind: 'closure', id };
      return { result: undefined, action: 'venues.closure_added', subject, detail: { venueId, after: closure } };
    });
  }

  /** @throws Refused not_found, CollisionsFound */
  async update(actorId: number, venueId: number, id: number, { closure, decision }: ClosureForm): Promise<void> {
    await this.changes.change(actorId, venueId, decision, async (tx, house) => {
      const before = await this.find(tx, venueId, id);
      mustStandHere(closure.resourceId, house);
      await tx.update(Closure, id, closure);
      const detail = { venueId, ...changed(before, closure) };
      return { result: undefined, action: 'venues.closure_changed', subject: { kind: 'closure', id }, detail };
    });
  }

  /** @throws Refused not_found */
  async remove(actorId: number, venueId: number, id: number, decision: Decision): Promise<void> {
    await this.changes.change(actorId, venueId, decision, async (tx) => {
      const before = await this.find(tx, venueId, id);
      await tx.delete(Closure, id);
      const subject = { kind: 'closure', id };
      return { result: undefined, action: 'venues.closure_removed', subject, detail: { venueId, before } };
    });
  }
}

function mustStandHere(resourceId: number | null, { resources }: House): void {
  if (resourceId !== null && !resources.some(({ id }) => id === resourceId))
    throw invalid('resourceId', 'platform.unknown_choice');
}
