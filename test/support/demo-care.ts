import { Children } from '../../src/childcare/children/children.js';
import { Figures } from '../../src/childcare/figures/care-figures.js';
import type { CareFigures } from '../../src/childcare/figures/figures.policy.js';
import { CareBoards } from '../../src/childcare/places/care-board.js';
import { addDays, addMonths, firstOfMonth, todayAt } from '../../src/platform/time.js';
import { Venue } from '../../src/venues/venue.entity.js';
import type { FixedClock } from './clock.js';
import type { TestDatabase } from './database.js';

/** Childcare of the three months that are over, by month. */
export async function careOfMonths({ database }: TestDatabase, at: FixedClock): Promise<CareFigures[]> {
  const { reader } = database;
  const first = firstOfMonth(todayAt(at.now()));
  const venueIds = (await reader.find(Venue)).map(({ id }) => id);
  const figures = new Figures(at, new CareBoards(database, at, new Children(database)));
  const months = await figures.monthly(reader, venueIds, addMonths(first, -3), addDays(first, -1));
  return [...months].toSorted(([a], [b]) => a.localeCompare(b)).map(([, of]) => of);
}

/** A month that has something to tell. */
export const ALIVE = { visits: true, children: true, bands: true, hours: true, slots: true, staffed: true };

export function alive({ visits, children, bands, minutes, slots, staffing }: CareFigures): typeof ALIVE {
  const counted = { visits: visits >= 5 && visits > children, children: children >= 2, hours: minutes >= 600 };
  const shown = bands.filter((band) => band.visits > 0).length >= 2;
  return { ...counted, bands: shown, slots: slots >= 5, staffed: staffing.kept >= 300 };
}
