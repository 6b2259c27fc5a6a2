import { Module } from '@nestjs/common';
import { VenuesModule } from '../venues/venues.module.js';
import { BookingCheck } from './booking-check.js';
import { BookingDrafts } from './booking-drafts.js';
import { BookingLists } from './booking-lists.js';
import { BookingOccupants } from './booking-occupants.js';
import { BookingPages } from './booking-pages.js';
import { BookingPost } from './booking-post.js';
import { BookingRows } from './booking-rows.js';
import { BookingService } from './booking.service.js';
import { BookingsController } from './bookings.controller.js';
import { MemberFeedController } from './calendar/member-feed.controller.js';
import { MemberFeed } from './calendar/member-feed.js';
import { OwnCalendarController } from './calendar/own-calendar.controller.js';
import { CancellationController } from './cancellation.controller.js';
import { ManageBookingsController } from './manage-bookings.controller.js';
import { Calendar } from './day/calendar.js';
import { DayController } from './day/day.controller.js';
import { DayReading } from './day/day.reading.js';
import { MonthController } from './day/month.controller.js';
import { SeenQuery } from './day/seen.query.js';
import { MendingService } from './mending.service.js';
import { OwnBookingsController } from './own-bookings.controller.js';
import { Reminders } from './reminders/reminders.js';

@Module({
  imports: [VenuesModule],
  controllers: [
    DayController,
    MonthController,
    BookingsController,
    CancellationController,
    OwnBookingsController,
    ManageBookingsController,
    OwnCalendarController,
    MemberFeedController,
  ],
  providers: [
    BookingRows,
    BookingCheck,
    BookingPost,
    BookingService,
    MendingService,
    BookingDrafts,
    BookingPages,
    BookingLists,
    Calendar,
    DayReading,
    SeenQuery,
    BookingOccupants,
    MemberFeed,
    Reminders,
  ],
  exports: [BookingLists],
})
export class BookingsModule {}
