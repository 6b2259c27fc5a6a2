import type { Language } from '../../platform/time.format.js';
import { addDays, type DateText } from '../../platform/time.js';
import { nationalHolidays } from '../holidays.js';
import type { Venue } from '../venue.entity.js';

/** The national holidays of the next twelve months, and the venue's own days from today on. */
export function holidaysView(venue: Venue, today: DateText, language: Language): object {
  const openOn = venue.holidayOverrides.filter(({ isHoliday }) => !isHoliday).map(({ date }) => date);
  return {
    title: { key: 'venues:holidays.title', name: venue.name },
    venue,
    national: nationalHolidays(today, addDays(today, 366)).map(({ date, name }) => ({ date, name: name[language] })),
    openOn,
    own: venue.holidayOverrides.filter(({ date, isHoliday }) => isHoliday && date >= today),
  };
}
