import { clockText, type Minute } from '../../platform/time.js';
import { type Cell, joined } from './through.policy.js';

const WIDTH = 360;
const HEIGHT = 112;
const TOP = 14;
const FLOOR = 72;
const STAFF_ROW = 90;

/**
 * Children through the day as bars, the staff that they need and the staff that is there below; the same as a table beside
 * it. @param now a line for the minute; none on other days
 */
export function chartView(cells: readonly Cell[], now: Minute | undefined): object | undefined {
  if (cells.length === 0) return undefined;
  const [from, to] = [cells[0]!.start, cells.at(-1)!.end];
  const x = (minute: Minute): number => round(((minute - from) / (to - from)) * WIDTH);
  const most = Math.max(4, ...cells.map(({ children }) => children));
  const height = (children: number): number => round((children / most) * (FLOOR - TOP));
  const rows = joined(cells);
  const hours = cells.map(({ start }) => start).filter((minute) => minute % 60 === 0 && minute < to);
  const every = hours.length > 9 ? 2 : 1;
  return {
    width: WIDTH,
    height: HEIGHT,
    floor: FLOOR,
    bars: rows.map((row) => ({
      x: x(row.start) + 0.5,
      y: FLOOR - height(row.children),
      width: round(x(row.end) - x(row.start) - 1),
      height: height(row.children),
      short: row.short,
    })),
    labels: rows
      .filter(({ start, end }) => x(end) - x(start) >= 22)
      .map((row) => ({
        x: round((x(row.start) + x(row.end)) / 2),
        top: FLOOR - height(row.children) - 3,
        low: STAFF_ROW - 4,
        children: row.children,
        staff: row.children > 0 || row.staff > 0 ? `${row.staff}/${row.needed}${row.short ? '!' : ''}` : '',
      })),
    hours: hours
      .filter((_, at) => at % every === 0)
      .map((minute) => ({ x: x(minute), text: clockText(minute), y: HEIGHT - 4 })),
    now: now !== undefined && from <= now && now < to ? x(now) : undefined,
    rows,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
