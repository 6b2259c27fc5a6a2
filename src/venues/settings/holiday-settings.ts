import { Injectable } from '@nestjs/common';
import { invalid, notFound } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';
import { nationalHoliday } from '../holidays.js';
import type { Decision } from '../rules/decision.js';
import type { HolidaysForm, OwnHolidayForm } from './holidays-form.js';
import { withOpenDays, withOwnHoliday } from './holidays.policy.js';
import { VenueSettingsService } from './venue-settings.js';

/** The days that a venue treats otherwise than the national calendar says. */
@Injectable()
export class HolidaySettings {
  constructor(private readonly venues: VenueSettingsService) {}

  /** @throws CollisionsFound */
  async chooseOpenDays(actorId: number, venueId: number, form: HolidaysForm): Promise<void> {
    const listed = form.listed.filter((date) => nationalHoliday(date));
    await this.venues.changeVenue(
      { actorId, venueId, decision: form.decision, action: 'venues.holidays_changed' },
      ({ venue }) => ({
        holidayOverrides: withOpenDays(venue.holidayOverrides, listed, form.openOn),
      }),
    );
  }

  /** @throws Refused venues.already_holiday, CollisionsFound */
  async addOwn(actorId: number, venueId: number, { date, name, decision }: OwnHolidayForm): Promise<void> {
    await this.venues.changeVenue({ actorId, venueId, decision, action: 'venues.holidays_changed' }, ({ venue }) => {
      if (nationalHoliday(date)) throw invalid('date', 'venues.already_holiday');
      return { holidayOverrides: withOwnHoliday(venue.holidayOverrides, date, name) };
    });
  }

  /** @throws Refused not_found */
  async removeOwn(actorId: number, venueId: number, date: DateText, decision: Decision): Promise<void> {
    await this.venues.changeVenue({ actorId, venueId, decision, action: 'venues.holidays_changed' }, ({ venue }) => {
      if (!venue.holidayOverrides.some((one) => one.date === date && one.isHoliday)) throw notFound();
      return { holidayOverrides: withOwnHoliday(venue.holidayOverrides, date, undefined) };
    });
  }
}
