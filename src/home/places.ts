import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { todayAt } from '../platform/time.js';
import { Venue } from '../venues/venue.entity.js';

/** A place, as the public may know it. */
export interface Place {
  name: string;
  address: string;
  phone: string | null;
}

/** Where people can go and whom they can call. */
@Injectable()
export class Places {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Those that are open to the public today or will be, in the manager's order. One SQL statement. */
  async list(): Promise<Place[]> {
    const today = todayAt(this.clock.now());
    return this.database.reader
      .createQueryBuilder(Venue, 'venue')
      .select(['venue.name AS name', 'venue.address AS address', 'venue.phone AS phone'])
      .where('venue.activeUntil IS NULL OR venue.activeUntil >= :today', { today })
      .orderBy('venue.position')
      .getRawMany<Place>();
  }
}
