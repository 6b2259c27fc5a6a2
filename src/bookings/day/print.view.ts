import { paths } from '../../platform/paths.js';
import { rememberOf } from '../../platform/remember.js';
import { clockText, type Minute } from '../../platform/time.js';
import type { Attribute } from '../../venues/resource.entity.js';
import { attributeWords } from './filter.view.js';
import type { Grid, GridGroup, GridRow } from './grid.view.js';
import type { Run, RunState } from './runs.js';

/** The grid as the template prints it. */
export interface PrintedGrid {
  canBook: boolean;
  /** Columns, and whether they are finer than a slot. */
  columns: number;
  isFine: boolean;
  unit: Minute;
  slot: Minute;
  hours: { label: string; span: number }[];
  groups: PrintedGroup[];
  /** Resources with something free, and all that are shown. */
  free: number;
  shown: number;
}

export interface PrintedGroup extends Pick<GridGroup, 'kind' | 'room' | 'total'> {
  kindWords: string;
  /** What all of them have. */
  attributes: string[];
  rows: PrintedRow[];
  /** Columns of the grid with the one of the names. */
  across: number;
  free: number;
}

export interface PrintedRow {
  name: string;
  /** What not all of the group have. */
  attributes: string[];
  runs: PrintedRun[];
  hasFree: boolean;
  /** Has the viewer something on it? */
  hasOwn: boolean;
}

export interface PrintedRun extends Run {
  span: number;
  /** What a button on it says: `12.540` for resource 12 from 9:00 on, `12.540.660` for all of 9:00–11:00. */
  at?: string;
  href?: string;
}

const groupsOf = rememberOf<GridGroup, PrintedGroup>();
const rowsOf = rememberOf<GridRow, PrintedRow>();

/**
 * What is the same object in the grid is the same in print, so that templates can put it into words once.
 * @param canBook whether free stretches can be booked at all on this day by this viewer.
 */
export function print(grid: Grid, canBook: boolean): PrintedGrid {
  const columns = (grid.end - grid.start) / grid.unit;
  const style = { unit: grid.unit, canBook, across: columns + 1 };
  const key = Object.values(style).join();
  const groups = grid.groups.map((group) => groupsOf(group, key, () => printGroup(group, style, key)));
  return {
    canBook,
    columns,
    isFine: grid.unit < grid.slot,
    unit: grid.unit,
    slot: grid.slot,
    hours: hoursOf(grid),
    groups,
    free: groups.reduce((sum, { free }) => sum + free, 0),
    shown: groups.reduce((sum, { rows }) => sum + rows.length, 0),
  };
}

/** What a row depends on beside itself; the rows of a group keep its attributes, whatever is laid over or left out. */
interface Style {
  unit: Minute;
  canBook: boolean;
  across: number;
}

function printGroup(group: GridGroup, style: Style, key: string): PrintedGroup {
  const shared = group.attributes;
  const rows = group.rows.map((row) => rowsOf(row, key, () => printRow(row, shared, style)));
  return {
    ...group,
    kindWords: `bookings:kind.${group.kind}`,
    attributes: shared.map(wordsOf),
    rows,
    across: style.across,
    free: rows.filter(({ hasFree }) => hasFree).length,
  };
}

function printRow(
  { id, name, attributes, needsApproval, runs }: GridRow,
  shared: readonly Attribute[],
  { unit, canBook }: Style,
): PrintedRow {
  const has = (...states: RunState[]): boolean => runs.some(({ state }) => states.includes(state));
  return {
    name,
    attributes: [
      ...attributes.filter((one) => !shared.includes(one)).map(wordsOf),
      ...(needsApproval ? ['bookings:attribute.needs_approval'] : []),
    ],
    hasFree: has('free', 'wanted'),
    hasOwn: has('own'),
    runs: runs.map((run) => ({
      ...run,
      span: Math.max(1, Math.round((run.end - run.start) / unit)),
      at: canBook ? atOf(id, run) : undefined,
      href: run.booking && paths.booking(run.booking.id),
    })),
  };
}

function wordsOf(attribute: Attribute): string {
  return attributeWords(attribute).key;
}

function atOf(id: number, { state, start, end }: Run): string | undefined {
  if (state === 'free') return `${id}.${start}`;
  return state === 'wanted' ? `${id}.${start}.${end}` : undefined;
}

/** One heading an hour; a broken one at the start where the place opens at half past. */
function hoursOf({ start, end, unit }: Grid): PrintedGrid['hours'] {
  const hours: PrintedGrid['hours'] = [];
  for (let from = start; from < end;) {
    const to = Math.min(end, Math.floor(from / 60) * 60 + 60);
    hours.push({ label: clockText(from), span: (to - from) / unit });
    from = to;
  }
  return hours;
}
