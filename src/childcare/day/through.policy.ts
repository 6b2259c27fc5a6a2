import type { Minute } from '../../platform/time.js';
import { isShort, type Duty, type Stay, stepsThrough } from '../staffing/sweep.policy.js';
import type { StaffingRules } from '../staffing/staffing.policy.js';
import type { Stretch } from '../../venues/venue-rules.js';
import type { Band } from '../staffing/age.policy.js';
import type { Standing } from './presence.policy.js';

/** A child of the day, in minutes of that day. */
export interface DayChild {
  band: Band;
  /** As it was reserved. */
  planned: Stretch;
  /** The place still stands. */
  reserved: boolean;
  standing: Standing;
  arrived: Minute | null;
  left: Minute | null;
}

/**
 * When children are in the house: as it was until now, as it was planned from now on. Who is overdue is still here; who has
 * not come by now may still come.
 *
 * @param now the minute of the day; before it: 0, after it: 1440
 */
export function staysOf(children: readonly DayChild[], now: Minute): Stay[] {
  return children.flatMap(({ band, planned, reserved, standing, arrived, left }) => {
    const stay = (start: Minute, end: Minute): Stay[] => (start < end ? [{ band, start, end }] : []);
    if (standing === 'refused') return [];
    if (standing === 'gone') return stay(arrived!, left!);
    if (standing === 'here') return stay(arrived!, now >= 1440 ? planned.end : Math.max(planned.end, now + 1));
    return reserved ? stay(Math.max(planned.start, now), planned.end) : [];
  });
}

/** A stretch as the picture shows it: its worst moment. */
export interface Cell extends Stretch {
  children: number;
  needed: number;
  staff: number;
  short: boolean;
}

/** The hours cut into pieces of so many minutes. */
export function cellsThrough(
  hours: Stretch,
  minutes: number,
  { stays, roster, rules }: { stays: readonly Stay[]; roster: readonly Duty[]; rules: StaffingRules },
): Cell[] {
  const steps = stepsThrough(hours, stays, roster, rules);
  const count = Math.ceil((hours.end - hours.start) / minutes);
  return Array.from({ length: count }, (_, at) => {
    const start = hours.start + at * minutes;
    const end = Math.min(start + minutes, hours.end);
    const within = steps.filter((step) => step.start < end && start < step.end);
    return {
      start,
      end,
      children: Math.max(...within.map(({ children }) => children)),
      needed: Math.max(...within.map(({ needed }) => needed)),
      staff: Math.min(...within.map(({ staff }) => staff)),
      short: within.some(isShort),
    };
  });
}

/** Neighbours that say the same, as one. */
export function joined(cells: readonly Cell[]): Cell[] {
  const rows: Cell[] = [];
  for (const cell of cells) {
    const last = rows.at(-1);
    const same = last && (['children', 'needed', 'staff', 'short'] as const).every((name) => last[name] === cell[name]);
    if (same) rows[rows.length - 1] = { ...last, end: cell.end };
    else rows.push(cell);
  }
  return rows;
}
