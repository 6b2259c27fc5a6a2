import { groupBy } from '../../platform/group-by.js';
import { addDays, type Moment, todayAt } from '../../platform/time.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { ChildRow } from '../children/child-rows.js';
import { hasBegun } from './interview.policy.js';
import type { SlotRow } from './interview-rows.js';

/** More than anybody reads through. */
const MOST_LISTED = 60;

/** Where a guardian chooses a time, and gives it up. */
export function ownInterviewView(
  { id, name }: ChildRow,
  { free, own }: { free: readonly SlotRow[]; own: SlotRow | undefined },
  now: Moment,
): object {
  const mendable = own !== undefined && !hasBegun(own, now);
  const offered = own && !mendable ? [] : free.slice(0, MOST_LISTED);
  return {
    title: { key: 'childcare:interview.title', name },
    id,
    name,
    own,
    mendable,
    free: offered,
    manyVenues: new Set(offered.map(({ venue }) => venue)).size > 1,
  };
}

/** The staff's list. A child is named only within the days in which her card can be read. */
export function careInterviewsView(
  rows: readonly SlotRow[],
  venues: readonly Venue[],
  dueDays: number,
  now: Moment,
): object {
  const today = todayAt(now);
  const until = addDays(today, dueDays);
  const slot = (row: SlotRow): object => {
    const begun = hasBegun(row, now);
    const near = row.date <= until;
    return {
      ...row,
      childId: near && row.status === 'booked' ? row.childId : undefined,
      childName: near ? row.childName : undefined,
      childKana: near ? row.childKana : undefined,
      label: `childcare:slots.${row.status ?? 'free'}`,
      kind: row.status === 'booked' ? 'good' : undefined,
      closable: !begun,
      absentable: begun && row.status === 'booked',
      confirm: row.status === 'booked' ? 'childcare:slots.confirm_booked' : 'childcare:slots.confirm_free',
    };
  };
  return {
    title: 'childcare:slots.title',
    days: [
      ...groupBy(
        rows.filter((row) => row.status !== null || !hasBegun(row, now)),
        ({ date }) => date,
      ),
    ].map(([date, slots]) => ({ date, slots: slots.map(slot) })),
    manyVenues: venues.length > 1,
    venues: venues.map(({ id, name }) => ({ id, name })),
    today,
    tomorrow: addDays(today, 1),
  };
}
