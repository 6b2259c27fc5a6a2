import type { Minute } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { type Attribute, ATTRIBUTES } from '../../venues/resource.entity.js';
import { within } from '../../venues/stretches.policy.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { stretchPhrase } from '../phrases.js';
import type { Grid, GridRow } from './grid.view.js';
import { paint } from './runs.js';

export interface Filter {
  attributes: readonly Attribute[];
  /** Free for all of this. */
  stretch?: Stretch;
}

export interface FilterForm {
  /** What the resources of the day have: nothing else is worth asking for. */
  choices: { value: Attribute; words: Phrase }[];
  attributes: readonly Attribute[];
  /** Times to choose from. */
  starts: Minute[];
  ends: Minute[];
  stretch?: Stretch;
  isOn: boolean;
  /** What was asked for, in words. */
  on: Phrase[];
  /** Leads to the day without it. */
  clear: string;
}

export function filterForm(grid: Grid | undefined, filter: Filter, clear: string): FilterForm {
  const there = new Set(grid?.groups.flatMap(({ rows }) => rows.flatMap(({ attributes }) => attributes)));
  const times = grid ? timesOf(grid) : [];
  return {
    ...filter,
    choices: ATTRIBUTES.filter((one) => there.has(one)).map((value) => ({
      value,
      words: attributeWords(value),
    })),
    starts: times.slice(0, -1),
    ends: times.slice(1),
    isOn: filter.attributes.length > 0 || filter.stretch !== undefined,
    on: [...(filter.stretch ? [stretchPhrase(filter.stretch)] : []), ...filter.attributes.map(attributeWords)],
    clear,
  };
}

/** The words of an attribute, by their key. */
export function attributeWords(attribute: Attribute): { key: string } {
  return { key: `venues:attributes.${attribute}` };
}

function timesOf({ start, end, slot }: Grid): Minute[] {
  const first = Math.ceil(start / slot) * slot;
  return Array.from({ length: Math.floor((end - first) / slot) + 1 }, (_, step) => first + step * slot);
}

/**
 * Leaves the rows that have it all. An attribute counts for those kinds only that know it: whoever wants a desk by the
 * childcare room is not refused every PC.
 */
export function narrow(grid: Grid, { attributes, stretch }: Filter): Grid {
  if (attributes.length === 0 && !stretch) return grid;
  const rows = grid.groups.flatMap((group) => group.rows);
  const known = (attribute: Attribute, row: GridRow): boolean =>
    rows.some((one) => one.kind === row.kind && one.attributes.includes(attribute));
  const fits = (row: GridRow): boolean =>
    attributes.every((one) => row.attributes.includes(one) || !known(one, row)) &&
    (!stretch || within(stretch, freeOf(row)));
  const marked = (row: GridRow): GridRow =>
    stretch ? { ...row, runs: paint(row.runs, [{ ...stretch, state: 'wanted' }]) } : row;
  const groups = grid.groups.map((group) => ({ ...group, rows: group.rows.filter(fits).map(marked) }));
  return { ...grid, groups: groups.filter((group) => group.rows.length > 0) };
}

export function freeOf(row: GridRow): Stretch[] {
  return row.runs.filter(({ state }) => state === 'free');
}
