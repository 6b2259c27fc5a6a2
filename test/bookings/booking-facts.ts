import type { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { ClosureFacts } from '../../src/venues/opening.policy.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { layOutDay, type VenueDay } from '../../src/venues/venue-day.policy.js';
import type { Venue } from '../../src/venues/venue.entity.js';

/** A place for tests of rules: 9–12 and 13–17 but on Sundays, two resources a booking, four things to book. */
const venue: Venue = {
  id: 1,
  name: 'すだち',
  address: '小平市',
  phone: null,
  activeFrom: '2026-04-01',
  activeUntil: null,
  slotMinutes: 30,
  windowDays: 60,
  cancelDeadlineMinutes: 60,
  graceMinutes: 15,
  offerHours: 12,
  approvalNoticeHours: 24,
  approvalWaitHours: 48,
  maxResources: 2,
  closedOnHolidays: true,
  openingHours: [1, 2, 3, 4, 5, 6].flatMap((weekday) => [
    { weekday, start: 540, end: 720 },
    { weekday, start: 780, end: 1020 },
  ]),
  holidayOverrides: [],
  bookingLimits: [],
  noShowMinutes: 30,
  selfCheckIn: false,
  fees: null,
  position: 1,
};

const resource = (id: number, facts: Partial<Resource> = {}): Resource => ({
  id,
  venueId: 1,
  parentId: null,
  kind: 'desk',
  name: `席${id}`,
  capacity: 1,
  bufferBefore: 0,
  bufferAfter: 0,
  needsApproval: false,
  bookableBy: 'member',
  attributes: [],
  activeFrom: '2026-04-01',
  activeUntil: null,
  position: id,
  ...facts,
});

export const desk = resource(1);
export const pc = resource(2, { kind: 'pc', name: 'PC2' });
export const resources: readonly Resource[] = [
  desk,
  pc,
  resource(3),
  resource(4),
  resource(5, { kind: 'room', name: '和室', bookableBy: 'staff' }),
  resource(6, { kind: 'room', name: '壁', bookableBy: 'nobody' }),
  resource(7, { name: '古い席', activeUntil: '2026-10-31' }),
  resource(8, { name: '別の場所の席', venueId: 2 }),
];

export interface DayParts {
  venue?: Partial<Venue>;
  closures?: readonly Partial<ClosureFacts>[];
  occupancies?: readonly Partial<Occupancy>[];
}

export function dayOf(date: string, parts: DayParts = {}): VenueDay {
  const closure = { fromDate: date, toDate: date, yearly: false } as ClosureFacts;
  const occupancy = { date, sourceKind: 'booking', sourceId: 1, bufferBefore: 0, bufferAfter: 0 } as Occupancy;
  return layOutDay(date, {
    venue: { ...venue, ...parts.venue },
    closures: (parts.closures ?? []).map((one) => ({ ...closure, ...one })),
    resources: resources.filter(({ venueId }) => venueId === venue.id),
    occupancies: (parts.occupancies ?? []).map((one) => ({ ...occupancy, ...one })),
  });
}
