import { Module } from '@nestjs/common';
import { ResourceCalendarController } from './calendar/resource-calendar.controller.js';
import { ResourceFeedController } from './calendar/resource-feed.controller.js';
import { ResourceFeed } from './calendar/resource-feed.js';
import { ClosuresController } from './closures/closures.controller.js';
import { ClosureController } from './closures/closure.controller.js';
import { Closures } from './closures/closures.service.js';
import { Freed } from './freed.js';
import { KeptHouses } from './kept-houses.js';
import { Nesting } from './nesting.js';
import { Occupants } from './occupants.js';
import { PictureController } from './pictures/picture.controller.js';
import { PicturesController } from './pictures/pictures.controller.js';
import { PictureSetupController } from './pictures/picture-setup.controller.js';
import { Redrawing } from './pictures/redrawing.js';
import { Pictures } from './pictures/pictures.service.js';
import { ResourceController } from './resources/resource.controller.js';
import { ResourcesController } from './resources/resources.controller.js';
import { ResourcesInBulk } from './resources/resources-in-bulk.js';
import { Resources } from './resources/resources.service.js';
import { Houses } from './rules/house.js';
import { RuleChanges } from './rules/rule-changes.js';
import { HolidaySettings } from './settings/holiday-settings.js';
import { VenueFeesController } from './settings/fees.controller.js';
import { HolidaysController } from './settings/holidays.controller.js';
import { OpeningHoursController } from './settings/opening-hours.controller.js';
import { OwnHolidaysController } from './settings/own-holidays.controller.js';
import { VenueSettingsService } from './settings/venue-settings.js';
import { VenueController } from './settings/venue.controller.js';
import { VenuesController } from './settings/venues.controller.js';
import { Timetable } from './timetable.js';
import { VersionQuery } from './timetable-versions.js';
import { VenueDays } from './venue-days.js';

@Module({
  controllers: [
    VenuesController,
    VenueController,
    OpeningHoursController,
    VenueFeesController,
    HolidaysController,
    OwnHolidaysController,
    ClosuresController,
    ClosureController,
    ResourcesController,
    ResourceController,
    PicturesController,
    PictureSetupController,
    PictureController,
    ResourceCalendarController,
    ResourceFeedController,
  ],
  providers: [
    Timetable,
    VenueDays,
    VersionQuery,
    KeptHouses,
    Occupants,
    Freed,
    Houses,
    RuleChanges,
    Nesting,
    VenueSettingsService,
    HolidaySettings,
    Closures,
    Resources,
    ResourcesInBulk,
    Pictures,
    Redrawing,
    ResourceFeed,
  ],
  exports: [Timetable, VenueDays, VersionQuery, KeptHouses, Occupants, Freed, ResourcesInBulk],
})
export class VenuesModule {}
