import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, type DateText } from '../platform/time.js';
import { Closure } from './closure.entity.js';
import { Occupancy } from './occupancy.entity.js';
import { isActive, openingOf, type Opening } from './opening.policy.js';
import type { Source } from './timetable.js';
import { Resource } from './resource.entity.js';
import { layOutDay, type VenueDay } from './venue-day.policy.js';
import { Venue } from './venue.entity.js';

/** Reads what a day looks like. Give it `database.reader`, or the open transaction where the answer decides something. */
@Injectable()
export class VenueDays {
  /** Venues in use on the date, in their order. One statement. */
  async venuesOn(manager: EntityManager, date: DateText): Promise<Venue[]> {
    const venues = await manager.find(Venue, { order: { position: 'ASC', id: 'ASC' } });
    return venues.filter((venue) => isActive(venue, date));
  }

  /** Closures that are not over on `from`. One statement. */
  closuresFrom(manager: EntityManager, venueId: number, from: DateText): Promise<Closure[]> {
    return manager
      .createQueryBuilder(Closure, 'closure')
      .where('closure.venue_id = :venueId AND (closure.to_date >= :from OR closure.yearly = :yes)', {
        venueId,
        from,
        yes: true,
      })
      .orderBy('closure.from_date')
      .addOrderBy('closure.id')
      .getMany();
  }

  /** All resources of a venue, also those not in use, in the order of the house. One statement. */
  resourcesOf(manager: EntityManager, venueId: number): Promise<Resource[]> {
    return manager.find(Resource, { where: { venueId }, order: { position: 'ASC', id: 'ASC' } });
  }

  /**
   * The venue on a date. Three statements, however many resources; two where the closures are at hand.
   * @param without what is left out of the timetable, as if it were not there: a booking that is being changed.
   */
  async day(
    manager: EntityManager,
    venue: Venue,
    date: DateText,
    closures?: readonly Closure[],
    without?: Source,
  ): Promise<VenueDay> {
    closures ??= await this.closuresFrom(manager, venue.id, date);
    const resources = await this.resourcesOf(manager, venue.id);
    const standing = await manager
      .createQueryBuilder(Occupancy, 'occupancy')
      .innerJoin(Resource, 'resource', 'resource.id = occupancy.resource_id')
      .where('resource.venue_id = :venueId AND occupancy.date = :date', { venueId: venue.id, date })
      .getMany();
    const occupancies = standing.filter(
      ({ sourceKind, sourceId }) => sourceKind !== without?.kind || sourceId !== without.id,
    );
    return layOutDay(date, { venue, closures, resources, occupancies });
  }

  /** When the venue is open on each of `days` days from `from`. No statement: the closures are given. */
  openings(
    venue: Venue,
    closures: readonly Closure[],
    from: DateText,
    days: number,
  ): { date: DateText; opening: Opening }[] {
    return Array.from({ length: days }, (_, ahead) => addDays(from, ahead)).map((date) => ({
      date,
      opening: openingOf(date, venue, closures),
    }));
  }
}
