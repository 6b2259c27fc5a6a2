import { csv } from '../../platform/documents/csv.js';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { addMonths, type Minute } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { CareFigures } from './figures.policy.js';

export interface FiguresAsked {
  /** `2026-11` */
  month: string;
  venues: readonly Venue[];
  /** None: all together. */
  venueId: number | undefined;
}

interface Row {
  what: Phrase;
  of?: Phrase;
  /** None: there was nothing to count it of. */
  value: string | undefined;
  unit: Phrase;
}

/** The figures line by line: the same on the page and in the file. */
export function figureRows(figures: CareFigures): Row[] {
  const row = (what: string, value: number | string | undefined, unit: string, of?: Phrase): Row => ({
    what: `care:figures.${what}`,
    of,
    value: value?.toString(),
    unit: `care:units.${unit}`,
  });
  const { minutes, kept } = figures.staffing;
  return [
    row('slots', figures.slots, 'slots'),
    row('slot_hours', hours(figures.slotMinutes), 'hours'),
    row('visits', figures.visits, 'times'),
    row('children', figures.children, 'children'),
    row('hours', hours(figures.minutes), 'hours'),
    ...figures.bands.flatMap(({ band, ...of }) => [
      row('visits', of.visits, 'times', `care:bands.${band}`),
      row('children', of.children, 'children', `care:bands.${band}`),
      row('hours', hours(of.minutes), 'hours', `care:bands.${band}`),
    ]),
    row('absent', figures.absent, 'times'),
    row('refused_at_door', figures.refusedAtDoor, 'times'),
    ...figures.lacking.map(({ reason, count }) => row('lacking', count, 'times', `care:lacking.${reason}`)),
    row('staffing_kept', minutes === 0 ? undefined : ((kept * 100) / minutes).toFixed(1), 'percent'),
  ];
}

const hours = (minutes: Minute): string => (minutes / 60).toFixed(1);

/** Counts only: nobody is named here. */
export function figuresView(figures: CareFigures, { month, venues, venueId }: FiguresAsked): object {
  const at = (months: number): string =>
    paths.careFigures({ month: addMonths(`${month}-01`, months).slice(0, 7), venueId });
  return {
    title: { key: 'care:figures.title', month: `${month}-01` },
    month,
    rows: figureRows(figures),
    venues: venues.length > 1 && venues,
    venueId,
    previous: at(-1),
    next: at(1),
    csv: paths.careFiguresCsv({ month, venueId }),
  };
}

export function figuresCsv(figures: CareFigures, { month, venues, venueId }: FiguresAsked, language: Language): Buffer {
  const words = (phrase: Phrase | undefined): string => (phrase ? say(language, phrase) : '');
  const venue = venues.find(({ id }) => id === venueId)?.name ?? words('usage:all_venues');
  return csv([
    ['month', 'venue', 'what', 'of', 'value', 'unit'].map((name) => words(`usage:csv.${name}`)),
    ...figureRows(figures).map(({ what, of, value, unit }) => {
      return [month, venue, words(what), words(of), value ?? '', words(unit)];
    }),
  ]);
}
