import type { FieldProblem } from '../../platform/errors.js';
import { overlaps, type Minute } from '../../platform/time.js';
import type { OpeningHours } from '../venue-rules.js';

/** So many stretches a day can have. */
export const STRETCHES_A_DAY = 3;
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** One line of the form as it was filled in: nothing, half, or all of it. */
export interface HoursLine {
  weekday: number;
  /** From 1. */
  line: number;
  start: Minute | null;
  end: Minute | null;
}

/** Names of the inputs. */
export const startName = (weekday: number, line: number): string => `start-${weekday}-${line}`;
export const endName = (weekday: number, line: number): string => `end-${weekday}-${line}`;

/** What is wrong with the hours, each at its input. Stretches lie on the venue's grid and may touch, not overlap. */
export function whyNotHours(lines: readonly HoursLine[], slotMinutes: number): FieldProblem[] {
  return lines.flatMap((line): FieldProblem[] => {
    const [start, end] = [startName(line.weekday, line.line), endName(line.weekday, line.line)];
    if (line.start === null && line.end === null) return [];
    if (line.start === null) return [{ field: start, code: 'venues.start_missing' }];
    if (line.end === null) return [{ field: end, code: 'venues.end_missing' }];
    const grid = { slotMinutes };
    if (line.start % slotMinutes !== 0) return [{ field: start, code: 'venues.off_grid', params: grid }];
    if (line.end % slotMinutes !== 0) return [{ field: end, code: 'venues.off_grid', params: grid }];
    if (line.end <= line.start) return [{ field: end, code: 'venues.ends_before_start' }];
    const filled = { start: line.start, end: line.end };
    const earlier = lines.filter((one) => one.weekday === line.weekday && one.line < line.line);
    const clash = earlier.some((one) => isFilled(one) && overlaps(one, filled));
    return clash ? [{ field: start, code: 'venues.hours_overlap' }] : [];
  });
}

/** The hours of lines that have nothing wrong; by weekday and start. */
export function hoursOf(lines: readonly HoursLine[]): OpeningHours[] {
  return lines
    .filter(isFilled)
    .map(({ weekday, start, end }) => ({ weekday, start, end }))
    .toSorted((a, b) => a.weekday - b.weekday || a.start - b.start);
}

function isFilled(line: HoursLine): line is HoursLine & { start: Minute; end: Minute } {
  return line.start !== null && line.end !== null;
}

/** Do all stretches start and end on the grid? */
export function onGrid(hours: readonly OpeningHours[], slotMinutes: number): boolean {
  return hours.every(({ start, end }) => start % slotMinutes === 0 && end % slotMinutes === 0);
}
