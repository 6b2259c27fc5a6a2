import { type Svg, tilesSvg } from '../../platform/documents/chart.js';
import { clockText } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import type { Heat } from './heat.policy.js';
import { hoursOf, WEEKDAYS } from './usage-numbers.js';

/** How much each hour of the week was used, in hours; the figures stand in a table beside. */
export function heatSvg({ hours, minutes }: Heat, language: Language): Svg {
  return tilesSvg({
    title: say(language, 'usage:heat_picture'),
    columns: hours.map((hour) => clockText(hour * 60).replace(/^0/, '')),
    rows: WEEKDAYS.map((weekday) => say(language, `series:weekday_short.${weekday}`)),
    values: WEEKDAYS.map((weekday) => hours.map((hour) => minutes[weekday]?.[hour] ?? 0)),
    print: hoursOf,
  });
}
