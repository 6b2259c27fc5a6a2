import type { Resource } from '../../src/venues/resource.entity.js';
import { Resource as ResourceEntity } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import type { TestApp } from './app.js';

/** A venue that is open 9:00–17:00 from Monday to Saturday, on a grid of 30 minutes, without limits. */
export async function addVenue(world: Pick<TestApp, 'database'>, facts: Partial<Venue> = {}): Promise<Venue> {
  return world.database.transaction((tx) =>
    tx.save(
      tx.create(Venue, {
        name: 'すだち',
        address: '東京都小平市',
        phone: null,
        activeFrom: '2026-04-01',
        activeUntil: null,
        slotMinutes: 30,
        windowDays: 60,
        cancelDeadlineMinutes: 60,
        graceMinutes: 15,
        maxResources: 4,
        closedOnHolidays: true,
        openingHours: [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, start: 540, end: 1020 })),
        holidayOverrides: [],
        bookingLimits: [],
        position: 1,
        ...facts,
      }),
    ),
  );
}

/** A desk that any member may book. */
export async function addResource(
  world: Pick<TestApp, 'database'>,
  venue: Venue,
  facts: Partial<Resource> = {},
): Promise<Resource> {
  return world.database.transaction((tx) =>
    tx.save(
      tx.create(ResourceEntity, {
        venueId: venue.id,
        parentId: null,
        kind: 'desk',
        name: '席1',
        capacity: 1,
        bookableBy: 'member',
        attributes: [],
        activeFrom: '2026-04-01',
        activeUntil: null,
        position: 1,
        ...facts,
      }),
    ),
  );
}
