import { type Svg, tilesSvg } from '../../platform/documents/chart.js';
import { clockText } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import type { Heat } from './heat.policy.js';
import { hoursOf, WEEKDAYS } from './usage-numbers.js';

/**
 * How much each hour of the week was used, in hours; the figures stand in a table beside. Paper has a line for each weekday; a
 * page has one for each hour, so that a phone is wide enough for its numbers.
 */
export function heatSvg({ hours, minutes }: Heat, language: Language, on: 'page' | 'paper'): Svg {
  const clocks = hours.map((hour) => clockText(hour * 60).replace(/^0/, ''));
  const weekdays = WEEKDAYS.map((weekday) => say(language, `series:weekday_short.${weekday}`));
  const used = (weekday: number, hour: number): number => minutes[weekday]?.[hour] ?? 0;
  return tilesSvg({
    title: say(language, 'usage:heat_picture'),
    print: hoursOf,
    ...(on === 'page'
      ? {
          columns: weekdays,
          rows: clocks,
          values: hours.map((hour) => WEEKDAYS.map((weekday) => used(weekday, hour))),
          large: true,
        }
      : {
          columns: clocks,
          rows: weekdays,
          values: WEEKDAYS.map((weekday) => hours.map((hour) => used(weekday, hour))),
        }),
  });
}
