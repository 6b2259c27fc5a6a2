import type { EntityManager } from 'typeorm';
import { User } from '../../src/accounts/user.entity.js';
import type { Database } from '../../src/platform/database/database.js';
import { addDays, addMonths, type DateText, firstOfMonth, type Moment, todayAt } from '../../src/platform/time.js';
import { Closure } from '../../src/venues/closure.entity.js';
import { openingOf } from '../../src/venues/opening.policy.js';
import { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { arrivalsOf } from './arrivals.js';
import { bookAll } from './bookings.js';
import { seedFees } from './fees.js';
import { seedCareSlots } from './care.js';
import { seedEarlierCare } from './earlier-care.js';
import { seedPlaces } from './places.js';
import { seedPeople } from './people.js';
import { seedProgramme } from './programmes.js';
import { Chance } from './random.js';
import { REPORTED_MONTHS, seedReports } from './reports.js';
import { seedTrainings } from './trainings.js';
import { earlierWishesOf, wishesOf } from './weeks.js';

/**
 * A named world: people, four weeks of the past and two to come, fewer bookings in the months before. Only where nobody is yet.
 * @returns whether it was written.
 */
export async function seedDemo(tx: EntityManager, database: Database, now: Moment): Promise<boolean> {
  if ((await tx.count(User)) > 0) return false;
  const chance = new Chance(20161001);
  const today = todayAt(now);
  const [venue] = await tx.find(Venue, { order: { id: 'ASC' }, take: 1 });
  const people = await seedPeople(tx, now, chance);
  if (!venue) return true;
  const closures = await seedClosures(tx, venue, today);
  const resources = await tx.find(Resource, { where: { venueId: venue.id }, order: { position: 'ASC' } });
  const wishes = wishesOf({ today, venue, resources, closures, people, chance });
  const managerId = people.get('manager@demo.test')!;
  await bookAll(tx, now, wishes, arrivalsOf(wishes, today, now), managerId);
  const early = { today, venue, resources, closures, people, chance: new Chance(20160801) };
  const before = earlierWishesOf(early, addMonths(firstOfMonth(today), -REPORTED_MONTHS));
  await bookAll(tx, now, before, arrivalsOf(before, today, now), managerId);
  // Nobody stands at the desk of the demo: what is not checked in would be given free under the eyes of whoever looks.
  await tx.update(Venue, { id: venue.id }, { noShowMinutes: null });
  await seedFees(tx, { venue, today, resources, people });
  const common = { today, now, venue, resources, closures, people };
  const children = await seedPlaces(tx, common, await seedCareSlots(tx, common));
  await seedEarlierCare(tx, common, children);
  await seedTrainings(tx, common);
  await seedProgramme(tx, common);
  await seedReports(tx, database, common);
  return true;
}

/** The turn of the year, each year; and one day soon, a day on which the place would be open. */
async function seedClosures(tx: EntityManager, venue: Venue, today: DateText): Promise<Closure[]> {
  const isOpen = (date: DateText): boolean => openingOf(date, venue, []).stretches.length > 0;
  const soon = [9, 10, 11, 12, 13, 14].map((days) => addDays(today, days)).find(isOpen) ?? addDays(today, 9);
  const lastYear = Number(today.slice(0, 4)) - 1;
  const common = { venueId: venue.id, resourceId: null, startMinute: null, endMinute: null };
  const turn = { fromDate: `${lastYear}-12-29`, toDate: `${lastYear + 1}-01-03`, yearly: true, reason: '年末年始' };
  const works = { fromDate: soon, toDate: soon, yearly: false, reason: '空調設備の点検' };
  return tx.save([tx.create(Closure, { ...common, ...turn }), tx.create(Closure, { ...common, ...works })]);
}
