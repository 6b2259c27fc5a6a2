import { csv } from '../../platform/documents/csv.js';
import type { Language } from '../../platform/time.format.js';
import { clockText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';
import type { Usage } from './usage.query.js';
import { hoursOf, percentOf, WEEKDAYS } from './usage-numbers.js';

type Cell = Phrase | number | undefined;

/** A figure a line. */
export function usageCsv(usage: Usage, language: Language): Buffer {
  const { month, venue, kinds, heat } = usage;
  const words = (cell: Cell): string =>
    cell === undefined ? '' : typeof cell === 'number' ? String(cell) : say(language, cell);
  const line = (what: Phrase, of: Cell, value: string | number | undefined, unit: Phrase): string[] => [
    month.slice(0, 7),
    venue?.name ?? words('usage:all_venues'),
    words(what),
    words(of),
    String(value ?? ''),
    words(unit),
  ];
  const rows = [
    ['month', 'venue', 'what', 'of', 'value', 'unit'].map((name) => words(`usage:csv.${name}`)),
    line('usage:bookings', undefined, usage.bookings, 'usage:csv.times'),
    line('usage:hours', undefined, hoursOf(usage.minutes), 'usage:csv.hours'),
    line('usage:people', undefined, usage.people, 'usage:csv.people'),
    line('usage:no_shows', undefined, percentOf(usage.noShows, usage.expected), 'usage:csv.percent'),
    ...kinds.flatMap(({ kind, bookings, people, minutes, open }) => {
      const name: Phrase = `venues:kinds.${kind}`;
      return [
        line('usage:bookings', name, bookings, 'usage:csv.times'),
        line('usage:people', name, people, 'usage:csv.people'),
        line('usage:hours', name, hoursOf(minutes), 'usage:csv.hours'),
        line('usage:open', name, hoursOf(open), 'usage:csv.hours'),
        line('usage:rate', name, percentOf(minutes, open), 'usage:csv.percent'),
      ];
    }),
    ...WEEKDAYS.flatMap((weekday) =>
      heat.hours.map((hour) => {
        const when: Phrase = {
          key: 'usage:csv.weekday_hour',
          weekday: { key: `venues:weekdays.${weekday}` },
          hour: clockText(hour * 60),
        };
        return line('usage:heat', when, hoursOf(heat.minutes[weekday]?.[hour] ?? 0), 'usage:csv.hours');
      }),
    ),
  ];
  return csv(rows);
}
