import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Buffers } from '../buffers.policy.js';
import { Nesting } from '../nesting.js';
import { Resource } from '../resource.entity.js';
import { RuleChanges } from '../rules/rule-changes.js';
import { VenueDays } from '../venue-days.js';
import type { ResourceFacts } from './resource-form.js';
import { renumber } from './renumber.js';

/** A thing that may stand in another of the same list, or in one that is there. */
export interface NewThing {
  facts: Omit<ResourceFacts, 'parentId' | 'needsApproval' | keyof Buffers>;
  /** Place in the list, or id of what is there; none: it stands alone. */
  inside?: { listed: number } | { id: number };
}

const THINGS_A_STATEMENT = 500;
const NO_DECISION = { shown: [], cancelReason: null };

/** Many things at once, hundreds a statement. */
@Injectable()
export class ResourcesInBulk {
  constructor(
    private readonly changes: RuleChanges,
    private readonly nesting: Nesting,
    private readonly days: VenueDays,
    private readonly clock: Clock,
  ) {}

  /** All that stands in the venue. @throws Refused not found for a venue that is not there. */
  async standing(manager: EntityManager, venueId: number): Promise<Resource[]> {
    const venue = (await this.days.venues(manager)).find(({ id }) => id === venueId);
    if (!venue) throw notFound();
    return this.days.resourcesOf(manager, venueId);
  }

  /**
   * Adds what `choose` finds, each held wherever what it stands in is hired whole. One lock and one change of the venue.
   * No two of the names are the same, and none is there already.
   * @param choose looks at what stands in the venue now
   */
  async add(
    actorId: number,
    venueId: number,
    choose: (standing: readonly Resource[]) => readonly NewThing[],
    tell: (added: number) => Promise<void>,
  ): Promise<void> {
    await this.changes.change(actorId, venueId, NO_DECISION, async (tx, house) => {
      const things = choose(house.resources);
      const first = (house.resources.at(-1)?.position ?? 0) + 1;
      await this.insertByDepth(tx, venueId, things, first, tell);
      const all = await this.days.resourcesOf(tx, venueId);
      const fresh = new Set(things.map(({ facts }) => facts.name));
      const known = new Set(house.resources.map(({ id }) => id));
      const added = all.filter(({ id, name }) => !known.has(id) && fresh.has(name));
      await this.nesting.added(tx, added, all, todayAt(this.clock.now()));
      await renumber(tx, all);
      const subject = { kind: 'venue', id: venueId };
      return { result: undefined, action: 'venues.resources_imported', subject, detail: { count: things.length } };
    });
  }

  /** The outer before the inner, which need their ids. */
  private async insertByDepth(
    tx: EntityManager,
    venueId: number,
    things: readonly NewThing[],
    first: number,
    tell: (added: number) => Promise<void>,
  ): Promise<void> {
    const idOf = new Map<string, number>();
    let added = 0;
    let left = things.map((thing, at) => ({ ...thing, at }));
    while (left.length > 0) {
      const parentOf = ({ inside }: NewThing): number | null | undefined =>
        inside === undefined ? null : 'id' in inside ? inside.id : idOf.get(things[inside.listed]!.facts.name);
      const ready = left.filter((thing) => parentOf(thing) !== undefined);
      const waiting = left.filter((thing) => parentOf(thing) === undefined);
      if (ready.length === 0) throw new Error('things that stand in each other');
      for (let from = 0; from < ready.length; from += THINGS_A_STATEMENT) {
        const rows = ready
          .slice(from, from + THINGS_A_STATEMENT)
          .map((thing) => ({ ...thing.facts, venueId, parentId: parentOf(thing)!, position: first + thing.at }));
        await tx.createQueryBuilder().insert().into(Resource).values(rows).updateEntity(false).execute();
        await tell((added += rows.length));
      }
      left = waiting;
      if (left.length > 0) for (const { id, name } of await this.days.resourcesOf(tx, venueId)) idOf.set(name, id);
    }
  }
}
