import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { groupBy } from '../platform/group-by.js';
import { todayAt } from '../platform/time.js';
import { Closure } from '../venues/closure.entity.js';
import { Occupancy } from '../venues/occupancy.entity.js';
import { Resource } from '../venues/resource.entity.js';
import { layOutDay } from '../venues/venue-day.policy.js';
import { VenueDays } from '../venues/venue-days.js';
import { type FreePlace, freePlace } from './free-today.view.js';

/** So far ahead the next day on which a place opens is looked for. */
const DAYS_AHEAD = 30;

/** What is free today, for everybody to see: numbers and hours, never whose the rest is. */
@Injectable()
export class FreeToday {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
  ) {}

  /** Four statements, however many places. */
  async list(): Promise<FreePlace[]> {
    const reader = this.database.reader;
    const now = this.clock.now();
    const today = todayAt(now);
    const venues = await this.venueDays.venuesOn(reader, today);
    const closures = groupBy(
      await reader
        .createQueryBuilder(Closure, 'closure')
        .where('closure.to_date >= :today OR closure.yearly = :yes', { today, yes: true })
        .getMany(),
      ({ venueId }) => venueId,
    );
    const resources = groupBy(
      await reader.find(Resource, { order: { position: 'ASC', id: 'ASC' } }),
      ({ venueId }) => venueId,
    );
    const occupancies = await reader.findBy(Occupancy, { date: today });
    return venues.map((venue) => {
      const own = resources.get(venue.id) ?? [];
      const shut = closures.get(venue.id) ?? [];
      const ids = new Set(own.map(({ id }) => id));
      const day = layOutDay(today, {
        venue,
        closures: shut,
        resources: own,
        occupancies: occupancies.filter(({ resourceId }) => ids.has(resourceId)),
      });
      return freePlace(day, this.venueDays.openings(venue, shut, today, DAYS_AHEAD), now);
    });
  }
}
