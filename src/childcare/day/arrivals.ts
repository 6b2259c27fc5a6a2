import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { CarePlace } from '../places/care-place.entity.js';
import type { CareFor } from '../places/stay.policy.js';
import { CareEvent } from './care-event.entity.js';
import { presenceOf } from './presence.policy.js';

/** A child in the house, and beside what. */
export interface Inside {
  forId: number;
  childId: number;
}

/** Whose children were brought. */
@Injectable()
export class CareArrivals {
  /** Whether a child of the source was brought, also where that was taken back since: somebody stood at the door. */
  async wasBrought(manager: EntityManager, { kind, id }: CareFor): Promise<boolean> {
    return manager
      .createQueryBuilder(CareEvent, 'event')
      .innerJoin(CarePlace, 'place', 'place.id = event.place_id')
      .where("event.kind = 'arrival' AND place.for_kind = :kind AND place.for_id = :id", { kind, id })
      .getExists();
  }

  /** Children of these sources who are in the house now: brought, and not handed over yet. One statement, none for none. */
  async inside(manager: EntityManager, sources: readonly CareFor[]): Promise<Inside[]> {
    if (sources.length === 0) return [];
    const rows = (await manager
      .createQueryBuilder(CareEvent, 'event')
      .innerJoinAndMapOne('event.place', CarePlace, 'place', 'place.id = event.place_id')
      .where('place.for_kind = :kind AND place.for_id IN (:...ids)', {
        kind: sources[0]!.kind,
        ids: sources.map(({ id }) => id),
      })
      .getMany()) as (CareEvent & { place: CarePlace })[];
    return [...groupBy(rows, ({ placeId }) => placeId).values()]
      .filter((events) => presenceOf(events).standing === 'here')
      .map((events) => events[0]!.place)
      .map(({ forId, childId }) => ({ forId, childId }));
  }
}
