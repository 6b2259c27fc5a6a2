import holidayJp from '@holiday-jp/holiday_jp';
import type { DateText } from '../platform/time.js';
import type { Language } from '../platform/time.format.js';
import type { HolidayOverride } from './venue-rules.js';

interface Holiday {
  name: string;
  name_en: string;
}

const NATIONAL = holidayJp.holidays as Record<DateText, Holiday | undefined>;

/** The name of the holiday in both languages. */
export type HolidayName = Record<Language, string>;

/** National holidays of Japan (data to 2050), as a venue overrides them. */
export function holidayOn(date: DateText, overrides: readonly HolidayOverride[]): HolidayName | undefined {
  const override = overrides.find((one) => one.date === date);
  if (override) return override.isHoliday ? { ja: override.name, en: override.name } : undefined;
  return nationalHoliday(date);
}

/** What the national calendar says, whatever the venue does. */
export function nationalHoliday(date: DateText): HolidayName | undefined {
  const national = NATIONAL[date];
  return national && { ja: national.name, en: national.name_en };
}

/** National holidays from a date on, before another; in order. */
export function nationalHolidays(from: DateText, before: DateText): { date: DateText; name: HolidayName }[] {
  return Object.keys(NATIONAL)
    .filter((date) => from <= date && date < before)
    .toSorted()
    .map((date) => ({ date, name: nationalHoliday(date)! }));
}
