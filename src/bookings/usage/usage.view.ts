import { paths } from '../../platform/paths.js';
import { addDays, addMonths, clockText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Usage } from './usage.query.js';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** Shades of the heat map beyond none. */
const SHADES = 5;

/** Hours to one decimal. */
export function hoursOf(minutes: number): string {
  return (Math.round(minutes / 6) / 10).toString();
}

/** Per cent to one decimal; nothing where there is nothing to divide by. */
export function percentOf(part: number, whole: number): string | undefined {
  return whole === 0 ? undefined : (Math.round((part / whole) * 1000) / 10).toString();
}

export function usageView(usage: Usage, mayManage: boolean): object {
  const { month, venue, venues, heat } = usage;
  const venueId = venue?.id;
  const at = (date: string): string => paths.usage({ month: date.slice(0, 7), venueId });
  const rate = percentOf(usage.noShows, usage.expected);
  return {
    title: { key: 'usage:title', month },
    mayManage,
    month,
    monthText: month.slice(0, 7),
    previous: month > '2000-01-01' ? at(addDays(month, -1)) : undefined,
    next: month < '2099-12-01' ? at(addMonths(month, 1)) : undefined,
    csv: paths.usageCsv({ month: month.slice(0, 7), venueId }),
    venues: venues.length > 1 && venues,
    venueId,
    figures: [
      { term: 'usage:bookings', value: { key: 'usage:count', count: usage.bookings } },
      { term: 'usage:hours', value: { key: 'usage:in_hours', hours: hoursOf(usage.minutes) } },
      { term: 'usage:people', value: { key: 'usage:in_people', count: usage.people } },
      {
        term: 'usage:no_shows',
        value: rate
          ? { key: 'usage:no_show_rate', percent: rate, count: usage.noShows, of: usage.expected }
          : 'usage:nothing_yet',
      },
    ] satisfies { term: Phrase; value: Phrase }[],
    kinds: usage.kinds.map(({ kind, minutes, open, ...counts }) => ({
      ...counts,
      label: `venues:kinds.${kind}`,
      hours: hoursOf(minutes),
      open: hoursOf(open),
      percent: percentOf(minutes, open),
    })),
    heat: heat.hours.length > 0 && {
      hours: heat.hours.map((hour) => clockText(hour * 60)),
      rows: WEEKDAYS.map((weekday) => ({
        name: `venues:weekdays.${weekday}`,
        cells: heat.hours.map((hour) => {
          const minutes = heat.minutes[weekday]?.[hour] ?? 0;
          return { text: hoursOf(minutes), shade: Math.ceil((minutes / heat.most) * SHADES) };
        }),
      })),
    },
  };
}
