import type { EntityManager } from 'typeorm';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { addDays, addMonths, type DateText, daysBetween, firstOfMonth } from '../../src/platform/time.js';
import { CARE_DAYS, type CareWorld, openSlots } from './care.js';
import { addSmallAccident } from './care-incidents.js';
import { seedDaysInCare } from './care-life.js';
import type { DemoChild } from './children.js';
import { bookedBeside, seat } from './places.js';
import { Chance } from './random.js';
import { REPORTED_MONTHS } from './reports.js';

/**
 * Childcare of the months that the reports tell of, up to the last days, of which care.ts tells: slots with their staff, children
 * beside what their mothers had booked, how the days went, a small accident a month.
 */
export async function seedEarlierCare(
  tx: EntityManager,
  world: CareWorld,
  children: readonly DemoChild[],
): Promise<void> {
  const { today } = world;
  const first = addMonths(firstOfMonth(today), -REPORTED_MONTHS);
  const days = daysBetween(first, addDays(today, CARE_DAYS.from));
  const dates = Array.from({ length: Math.max(0, days) }, (_, ahead) => addDays(first, ahead));
  const slots = await openSlots(tx, world, dates);
  if (slots.length === 0) return;
  const placed = await seat(tx, world, slots, await bookedBeside(tx, slots), children);
  const came = await seedDaysInCare(tx, world, children, placed, new Chance(20160901));
  for (const month of new Set(came.map(({ date }) => firstOfMonth(date)))) {
    if (month < firstOfMonth(today)) await addSmallAccident(tx, world, lastIn(came, month));
  }
}

function lastIn(came: readonly CarePlace[], month: DateText): CarePlace {
  return came.findLast(({ date }) => firstOfMonth(date) === month)!;
}
