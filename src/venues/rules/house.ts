import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notFound } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';
import type { Closure } from '../closure.entity.js';
import type { Resource } from '../resource.entity.js';
import { VenueDays } from '../venue-days.js';
import { Venue } from '../venue.entity.js';

/** A venue with the rules that hold in it and all that stands in it, at one moment. */
export interface House {
  venue: Venue;
  /** Those not over yet. */
  closures: Closure[];
  /** In the order of the house. */
  resources: Resource[];
}

@Injectable()
export class Houses {
  constructor(private readonly days: VenueDays) {}

  /** Three statements. @throws Refused not_found */
  async read(manager: EntityManager, venueId: number, today: DateText): Promise<House> {
    const venue = await this.venue(manager, venueId);
    return {
      venue,
      closures: await this.days.closuresFrom(manager, venueId, today),
      resources: await this.days.resourcesOf(manager, venueId),
    };
  }

  /** One statement. @throws Refused not_found */
  async venue(manager: EntityManager, id: number): Promise<Venue> {
    const venue = await manager.findOneBy(Venue, { id });
    if (!venue) throw notFound();
    return venue;
  }
}
