import type { DateText } from '../../platform/time.js';
import type { Occupant } from '../occupants.js';
import { subtract } from '../stretches.policy.js';
import { openTo, type Rules } from '../venue-day.policy.js';
import type { Stretch } from '../venue-rules.js';

/**
 * Which of those who stand in the timetable lose time by a change of the rules: some minute of theirs was open before and
 * is not after. What stood outside the rules already, because somebody chose so, is not asked about again.
 */
export function collisions(occupants: readonly Occupant[], before: Rules, after: Rules): Occupant[] {
  const [was, is] = [openingsUnder(before), openingsUnder(after)];
  return occupants.filter(({ resourceIds, date, start, end }) =>
    resourceIds.some((id) => {
      const had = common({ start, end }, was(id, date));
      return subtract(had, is(id, date)).length > 0;
    }),
  );
}

/** The parts of the stretch that lie within those. */
function common(stretch: Stretch, those: readonly Stretch[]): Stretch[] {
  return subtract([stretch], subtract([stretch], those));
}

/** When a resource is open on a date; each asked only once. */
function openingsUnder(rules: Rules): (id: number, date: DateText) => Stretch[] {
  const byId = new Map(rules.resources.map((one) => [one.id, one]));
  const known = new Map<string, Stretch[]>();
  return (id, date) => {
    const key = `${id} ${date}`;
    let open = known.get(key);
    if (!open) {
      const resource = byId.get(id);
      known.set(key, (open = resource ? openTo(resource, date, rules) : []));
    }
    return open;
  };
}
