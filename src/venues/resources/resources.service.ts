import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { isStillReferred } from '../../platform/database/sql-errors.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import { Nesting } from '../nesting.js';
import { wouldCircle } from '../nesting.policy.js';
import { ResourcePicture } from '../resource-picture.entity.js';
import { Resource } from '../resource.entity.js';
import { changed } from '../rules/changed.js';
import type { House } from '../rules/house.js';
import { RuleChanges } from '../rules/rule-changes.js';
import { VenueDays } from '../venue-days.js';
import { numberedNames } from './naming.policy.js';
import type { NewResourcesForm, ResourceForm } from './resource-form.js';
import { renumber } from './renumber.js';
import { type Direction, moved } from './tree.policy.js';

const NO_DECISION = { shown: [], cancelReason: null };

/** What stands in a venue: rooms, desks, PCs. */
@Injectable()
export class Resources {
  constructor(
    private readonly changes: RuleChanges,
    private readonly nesting: Nesting,
    private readonly days: VenueDays,
    private readonly clock: Clock,
  ) {}

  /** @throws Refused not_found: none, or another venue's. One statement. */
  async find(manager: EntityManager, venueId: number, id: number): Promise<Resource> {
    const resource = await manager.findOneBy(Resource, { id, venueId });
    if (!resource) throw notFound();
    return resource;
  }

  /** One or several of the same; each is held wherever what it stands in is hired whole. @returns the id of the first */
  async add(actorId: number, venueId: number, { facts, count }: NewResourcesForm): Promise<number> {
    return this.changes.change(actorId, venueId, NO_DECISION, async (tx, house) => {
      mayStandIn(facts.parentId, undefined, house);
      const names = numberedNames(
        facts.name,
        count,
        house.resources.map(({ name }) => name),
      );
      const position = (house.resources.at(-1)?.position ?? 0) + 1;
      const fresh = names.map((name) => tx.create(Resource, { ...facts, name, venueId, position }));
      const saved = await tx.save(fresh);
      const all = await this.days.resourcesOf(tx, venueId);
      for (const one of saved)
        await this.nesting.moved(tx, venueId, { ...one, formerParentId: null }, all, this.today());
      await renumber(tx, all);
      const detail = { venueId, after: facts, names };
      const subject = { kind: 'resource', id: saved[0]!.id };
      return { result: subject.id, action: 'venues.resources_added', subject, detail };
    });
  }

  /** @throws Refused not_found, venues.nesting_circle, venues.nesting_taken; CollisionsFound */
  async update(actorId: number, venueId: number, id: number, { facts, decision }: ResourceForm): Promise<void> {
    await this.changes.change(actorId, venueId, decision, async (tx, house) => {
      const before = await this.find(tx, venueId, id);
      mayStandIn(facts.parentId, id, house);
      await tx.update(Resource, id, facts);
      const all = await this.days.resourcesOf(tx, venueId);
      const thing = { id, name: facts.name, parentId: facts.parentId, formerParentId: before.parentId };
      await this.nesting.moved(tx, venueId, thing, all, this.today());
      await renumber(tx, all);
      const detail = { venueId, ...changed(before, facts) };
      return { result: undefined, action: 'venues.resource_changed', subject: { kind: 'resource', id }, detail };
    });
  }

  /** One place up or down among those that stand in the same. */
  async shift(actorId: number, venueId: number, id: number, direction: Direction): Promise<void> {
    await this.changes.change(actorId, venueId, NO_DECISION, async (tx, house) => {
      await this.find(tx, venueId, id);
      await renumber(tx, moved(house.resources, id, direction));
      const detail = { venueId, direction };
      return { result: undefined, action: 'venues.resource_shifted', subject: { kind: 'resource', id }, detail };
    });
  }

  /** Takes away what was never used, such as what was added by mistake; its pictures go with it. @throws Refused venues.in_use */
  async remove(actorId: number, venueId: number, id: number): Promise<void> {
    try {
      await this.changes.change(actorId, venueId, NO_DECISION, async (tx) => {
        const before = await this.find(tx, venueId, id);
        await tx.delete(ResourcePicture, { resourceId: id });
        await tx.delete(Resource, id);
        const detail = { venueId, before };
        return { result: undefined, action: 'venues.resource_removed', subject: { kind: 'resource', id }, detail };
      });
    } catch (error) {
      throw isStillReferred(error) ? new Refused('conflict', 'venues.in_use') : error;
    }
  }

  private today(): string {
    return todayAt(this.clock.now());
  }
}

function mayStandIn(parentId: number | null, id: number | undefined, { resources }: House): void {
  if (parentId === null) return;
  if (!resources.some((one) => one.id === parentId)) throw invalid('parentId', 'platform.unknown_choice');
  if (id !== undefined && wouldCircle(id, parentId, resources)) throw invalid('parentId', 'venues.nesting_circle');
}
