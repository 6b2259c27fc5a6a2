import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { SeriesService, type SeriesOrder } from '../../src/bookings/series/series.service.js';
import { datesOf } from '../../src/bookings/series/recurrence.policy.js';
import type { TestApp } from './app.js';
import { BOOKING_DAY, viewerOf } from './booking-factories.js';

/** Every Tuesday from the 24th of November on, 10:00–12:00, four times, all of them accepted. */
export function aSeries(resourceIds: readonly number[], part: Partial<SeriesOrder> = {}): SeriesOrder {
  const rule = part.rule ?? { weekdays: [2], from: BOOKING_DAY, until: null, times: 4 };
  return {
    rule,
    start: 600,
    end: 720,
    resourceIds,
    purpose: null,
    memberId: null,
    overLimits: false,
    choices: { dates: datesOf(rule), instead: new Map() },
    ...part,
  };
}

/** Books it, as the member herself unless the order names another. @returns the id */
export async function addSeries(
  world: TestApp,
  user: Pick<User, 'id'>,
  resourceIds: readonly number[],
  part: Partial<SeriesOrder> = {},
): Promise<number> {
  const { id } = await world.get(SeriesService).book(await viewerOf(world, user), aSeries(resourceIds, part));
  return id;
}

/** The bookings of a series as `date start–end status`, in the order of their days. */
export async function bookingsOfSeries(world: TestApp, seriesId: number): Promise<string[]> {
  const all = await world.database.reader.find(Booking, { where: { seriesId }, order: { date: 'ASC', id: 'ASC' } });
  return all.map(({ date, startMinute, endMinute, status }) => `${date} ${startMinute}–${endMinute} ${status}`);
}
