import type { DateText } from '../../platform/time.js';
import type { HolidayOverride } from '../venue-rules.js';

/** On the listed national holidays the venue opens on those chosen, and keeps the others; what was not listed stays. */
export function withOpenDays(
  overrides: readonly HolidayOverride[],
  listed: readonly DateText[],
  openOn: readonly DateText[],
): HolidayOverride[] {
  const others = overrides.filter(({ date, isHoliday }) => isHoliday || !listed.includes(date));
  const open = listed.filter((date) => openOn.includes(date)).map((date) => ({ date, isHoliday: false as const }));
  return byDate([...others, ...open]);
}

/** With a holiday of one's own on the date; without one where there is no name. */
export function withOwnHoliday(
  overrides: readonly HolidayOverride[],
  date: DateText,
  name: string | undefined,
): HolidayOverride[] {
  const others = overrides.filter((one) => one.date !== date);
  return byDate(name === undefined ? others : [...others, { date, isHoliday: true, name }]);
}

function byDate(overrides: HolidayOverride[]): HolidayOverride[] {
  return overrides.toSorted((a, b) => a.date.localeCompare(b.date));
}
