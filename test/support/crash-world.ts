import type { EntityManager } from 'typeorm';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { addDays, clockText, type DateText } from '../../src/platform/time.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { addApprovedChild, addCareSlot, addToRoster } from './care-factories.js';
import { addUser } from './factories.js';
import type { Client, Servers } from './servers.js';
import { addCourse, addSession } from './training-factories.js';
import { addResource, addVenue } from './venue-factories.js';

const FAMILIES = 6;
const PLACES = 3;
const SEATS = 3;

/** What the server said yes to. */
export interface Yes {
  bookings: number[];
  enrolments: { courseId: number; userId: number }[];
}

/** Families who book desks with childcare, and enrol in courses, as fast as they can. */
export interface CrashWorld {
  people: { id: number; email: string }[];
  /** A day on which children are looked after, and courses. */
  open(date: DateText): Promise<number[]>;
  /** Until nobody answers any more. */
  press(clients: readonly Client[], date: DateText, courses: readonly number[], yes: Yes): Promise<void>;
}

export async function crashWorld(world: Servers['world']): Promise<CrashWorld> {
  const house = world as never;
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
  const venue = await addVenue(house, { openingHours, closedOnHolidays: false, windowDays: 400 });
  const room = await addResource(house, venue, { kind: 'room', name: '保育室', bookableBy: 'nobody' });
  const families: { person: User; child: Child; desk: Resource }[] = [];
  for (let nth = 0; nth < FAMILIES; nth += 1) {
    const person = await addUser(house);
    const child = await addApprovedChild(house, person, { approvedUntil: '2099-03-31' });
    families.push({ person, child, desk: await addResource(house, venue, { kind: 'desk' }) });
  }
  const nurse = await addUser(house, { roles: ['childcare'] });
  return {
    people: families.map(({ person }) => person),
    open: async (date) => {
      const place = { venueId: venue.id, roomId: room.id, createdBy: nurse.id };
      await addToRoster(house, await addCareSlot(house, { ...place, date, places: PLACES }), nurse);
      const courses: number[] = [];
      for (let nth = 0; nth < 4; nth += 1) {
        const course = await addCourse(house, nurse);
        await addSession(house, course, { date: addDays(date, 1), capacity: SEATS });
        courses.push(course.id);
      }
      return courses;
    },
    press: async (clients, date, courses, yes) => {
      const family = async (client: Client, who: number): Promise<void> => {
        const { person, child, desk } = families[who]!;
        for (let start = 540; start < 1020; start += 60) {
          const times = { start: clockText(start), end: clockText(start + 60) };
          const wish = { date, ...times, resourceIds: desk.id, childIds: child.id };
          const booked = await client.post('/bookings', wish);
          if (booked.status === 303) yes.bookings.push(Number(booked.location!.split('/').at(-1)));
          const courseId = courses[(start / 60 + who) % courses.length]!;
          const enrolled = await client.post(`/trainings/${courseId}/enrolments`, { wait: 'on' });
          if (enrolled.status === 303) yes.enrolments.push({ courseId, userId: person.id });
        }
      };
      await Promise.allSettled(clients.map(family));
    },
  };
}

/** @returns what is not as it must be: nothing */
export async function faultsIn(reader: EntityManager, yes: Yes): Promise<string[]> {
  const bookings = await reader.findBy(Booking, { status: 'booked' });
  const things = await reader.findBy(Occupancy, { sourceKind: 'booking' });
  const places = await reader.findBy(CarePlace, { status: 'reserved' });
  const enrolments = await reader.find(Enrolment);
  const seats = await reader.find(SessionSeat);
  const ids = new Set(bookings.map(({ id }) => id));
  const overlaps = await reader.query<object[]>(
    `SELECT a.id FROM occupancy a JOIN occupancy b ON a.resource_id = b.resource_id AND a.date = b.date AND a.id < b.id
     AND a.start_minute < b.end_minute AND b.start_minute < a.end_minute`,
  );
  const crowds = await reader.query<object[]>(
    `SELECT slot_id FROM care_place WHERE status = 'reserved' GROUP BY slot_id, start_minute HAVING COUNT(*) > ${PLACES}`,
  );
  const lost = yes.bookings.filter((id) => !ids.has(id)).map((id) => `booking ${id} is lost`);
  const lostSeats = yes.enrolments
    .filter(({ courseId, userId }) => !enrolments.some((one) => one.courseId === courseId && one.userId === userId))
    .map(({ courseId, userId }) => `enrolment of ${userId} in ${courseId} is lost`);
  const halves = bookings
    .filter(({ id }) => [things.map((t) => t.sourceId), places.map((p) => p.forId)].some((all) => one(all, id) !== 1))
    .map(({ id }) => `booking ${id} is a half`);
  const taken = seats.filter(({ releasedAt }) => !releasedAt);
  const seated = enrolments.filter(({ status }) => status === 'enrolled');
  const unseated = seated
    .filter(
      ({ id }) =>
        one(
          taken.map(({ enrolmentId }) => enrolmentId),
          id,
        ) !== 1,
    )
    .map(({ id }) => `enrolment ${id} has no seat, or two`);
  return [
    ...lost,
    ...lostSeats,
    ...halves,
    ...unseated,
    ...(things.length === bookings.length && places.length === bookings.length ? [] : ['something is held by nothing']),
    ...(taken.length === seated.length ? [] : ['a seat is taken by nobody']),
    ...overlaps.map(() => 'an overlap'),
    ...crowds.map(() => 'more children than places'),
  ];
}

const one = (all: readonly number[], id: number): number => all.filter((other) => other === id).length;
