import { paths } from '../../platform/paths.js';
import { addDays, addMonths, clockText } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { heatSvg } from './heat.chart.js';
import { hoursOf, percentOf, WEEKDAYS } from './usage-numbers.js';
import type { Usage } from './usage.query.js';

export function usageView(usage: Usage, mayManage: boolean, language: Language): object {
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
      picture: heatSvg(heat, language, 'page'),
      hours: heat.hours.map((hour) => clockText(hour * 60)),
      rows: WEEKDAYS.map((weekday) => ({
        name: `venues:weekdays.${weekday}`,
        cells: heat.hours.map((hour) => hoursOf(heat.minutes[weekday]?.[hour] ?? 0)),
      })),
    },
  };
}
