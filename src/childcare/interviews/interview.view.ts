import { groupBy } from '../../platform/group-by.js';
import { addDays, type DateText, type Moment, todayAt } from '../../platform/time.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { ChildRow } from '../children/child-rows.js';
import type { GuardiansChild } from '../children/children.js';
import type { Standing } from '../children/standing.policy.js';
import { hasBegun } from './interview.policy.js';
import type { SlotRow } from './interview-rows.js';

/** Of these an interview is to be booked, or stands. */
const NEED_INTERVIEW: ReadonlySet<Standing> = new Set([
  'needs_interview',
  'asked_again',
  'expired',
  'interview_booked',
]);

/** More than anybody reads through. */
const MOST_LISTED = 60;

/** Where a guardian chooses a time, and gives it up. */
export function ownInterviewView(
  { id, name }: ChildRow,
  { free, own }: { free: readonly SlotRow[]; own: SlotRow | undefined },
  family: readonly GuardiansChild[],
  now: Moment,
): object {
  const mendable = own !== undefined && !hasBegun(own, now);
  const offered = own && !mendable ? [] : free.slice(0, MOST_LISTED);
  const meets = new Set(own?.children.map(({ childId }) => childId));
  const siblings = family.filter((one) => one.id !== id && (meets.has(one.id) || NEED_INTERVIEW.has(one.standing)));
  return {
    title: { key: 'childcare:interview.title', name },
    id,
    name,
    own,
    mendable,
    together: own && own.children.length > 1 ? own.children.map((one) => one.name) : undefined,
    free: offered.map((row) => ({ ...row, with: row.children.map((one) => one.name) })),
    chosen: siblings.filter((one) => (own ? meets.has(one.id) : one.interview === null)).map((one) => one.id),
    siblings: siblings.map((one) => ({
      id: one.id,
      name: one.name,
      // She has another time, which she would give up.
      elsewhere: one.interview && !meets.has(one.id) ? one.interview : undefined,
    })),
    cancelConfirm: `childcare:interview.${meets.size > 1 ? 'cancel_all_confirm' : 'cancel_confirm'}`,
    manyVenues: new Set(offered.map(({ venue }) => venue)).size > 1,
  };
}

/** Whether the staff sees who comes. */
export function isNear({ date }: Pick<SlotRow, 'date'>, dueDays: number, today: DateText): boolean {
  return date <= addDays(today, dueDays);
}

/** The staff's list. A child is named only within the days in which her card can be read. */
export function careInterviewsView(
  rows: readonly SlotRow[],
  venues: readonly Venue[],
  dueDays: number,
  now: Moment,
): object {
  const today = todayAt(now);
  const slot = (row: SlotRow): object => {
    const begun = hasBegun(row, now);
    const near = isNear(row, dueDays, today);
    const status = row.children.find((one) => one.status === 'booked')?.status ?? row.children[0]?.status;
    return {
      ...row,
      status,
      children: near ? row.children.map((one) => ({ ...one, readable: one.status === 'booked' })) : [],
      label: `childcare:slots.${status ?? 'free'}`,
      kind: status === 'booked' ? 'good' : undefined,
      closable: !begun,
      absentable: begun && status === 'booked',
      confirm: status === 'booked' ? 'childcare:slots.confirm_booked' : 'childcare:slots.confirm_free',
    };
  };
  return {
    title: 'childcare:slots.title',
    days: [
      ...groupBy(
        rows.filter((row) => row.children.length > 0 || !hasBegun(row, now)),
        ({ date }) => date,
      ),
    ].map(([date, slots]) => ({ date, slots: slots.map(slot) })),
    manyVenues: venues.length > 1,
    venues: venues.map(({ id, name }) => ({ id, name })),
    today,
    tomorrow: addDays(today, 1),
  };
}
