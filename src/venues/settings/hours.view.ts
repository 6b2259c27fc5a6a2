import { clockText, DAY_MINUTES, type Minute } from '../../platform/time.js';
import type { Venue } from '../venue.entity.js';
import { endName, startName, STRETCHES_A_DAY } from './hours.policy.js';
import { weekOf } from './venue.view.js';

export function hoursView(venue: Venue): object {
  return {
    title: { key: 'venues:hours.title', name: venue.name },
    venue,
    /** Seconds between the values that a time input offers. */
    step: venue.slotMinutes * 60,
    days: weekOf(venue).map(({ name, stretches }, index) => {
      const [first, second, third] = Array.from({ length: STRETCHES_A_DAY }, (_, line) => ({
        number: line + 1,
        start: { name: startName(index + 1, line + 1), value: timeValue(stretches[line]?.start) },
        end: { name: endName(index + 1, line + 1), value: timeValue(stretches[line]?.end) },
      }));
      return { name, first, second, third, open: stretches.length > 1 };
    }),
  };
}

/** A time input knows no 24:00. */
function timeValue(minute: Minute | undefined): string {
  return minute === undefined ? '' : clockText(minute % DAY_MINUTES);
}
