import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CarePlace } from '../places/care-place.entity.js';
import type { CareFor } from '../places/stay.policy.js';
import { CareEvent } from './care-event.entity.js';

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
}
