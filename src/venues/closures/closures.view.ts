import { clockText, DAY_MINUTES, type Minute } from '../../platform/time.js';
import type { Closure } from '../closure.entity.js';
import type { House } from '../rules/house.js';
import { placesToChoose } from '../resources/tree.policy.js';

/** So many of those that are over are listed. */
export const PAST_LISTED = 50;

export function closuresView({ venue, closures, resources }: House, past: readonly Closure[]): object {
  const names = new Map(resources.map(({ id, name }) => [id, name]));
  const row = (closure: Closure): object => ({
    ...closure,
    oneDay: closure.fromDate === closure.toDate,
    allDay: closure.startMinute === null,
    what: closure.resourceId === null ? undefined : names.get(closure.resourceId),
  });
  return {
    title: { key: 'venues:closures.title', name: venue.name },
    venue,
    coming: closures.map(row),
    past: past.map(row),
  };
}

/** @param closure the one that is edited; none: a new one. */
export function closureFormView({ venue, resources }: House, closure?: Closure): object {
  return {
    title: closure ? 'venues:closures.edit_title' : 'venues:closures.new_title',
    venue,
    closure: closure && {
      ...closure,
      toDate: closure.toDate === closure.fromDate ? '' : closure.toDate,
      startTime: timeValue(closure.startMinute),
      endTime: timeValue(closure.endMinute),
    },
    resources: placesToChoose(resources),
  };
}

/** A time input knows no 24:00. */
function timeValue(minute: Minute | null): string {
  return minute === null ? '' : clockText(minute % DAY_MINUTES);
}
