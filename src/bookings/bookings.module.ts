import { PurposeRetention } from './personal-data/purpose-retention.js';
import { ReceiptRetention } from './personal-data/receipt-retention.js';
import { BookingRecords } from './personal-data/booking-records.js';
import { Module } from '@nestjs/common';
import { ChildcareModule } from '../childcare/childcare.module.js';
import { VenuesModule } from '../venues/venues.module.js';
import { AnswerPost } from './approval/answer-post.js';
import { ApprovalService } from './approval/approval.service.js';
import { Lapses } from './approval/lapses.js';
import { ManagersPost } from './approval/managers-post.js';
import { RequestsController } from './approval/requests.controller.js';
import { RequestsQuery } from './approval/requests.query.js';
import { BookingCheck } from './booking-check.js';
import { BookingCare } from './care/booking-care.js';
import { CareHolding } from './care/care-holding.js';
import { CareDrafts } from './care/care-drafts.js';
import { BookingDrafts } from './booking-drafts.js';
import { BookingHolds } from './booking-holds.js';
import { BookingLists } from './booking-lists.js';
import { BookingOccupants } from './booking-occupants.js';
import { BookingPages } from './booking-pages.js';
import { BookingPost } from './booking-post.js';
import { BookingRows } from './booking-rows.js';
import { BookingService } from './booking.service.js';
import { BookingsController } from './bookings.controller.js';
import { MemberFeedController } from './calendar/member-feed.controller.js';
import { BookingEvents } from './calendar/booking-events.js';
import { MemberFeed } from './calendar/member-feed.js';
import { OwnCalendarController } from './calendar/own-calendar.controller.js';
import { BookingMemberCodes } from './check-in/booking-member-codes.js';
import { CheckInCodes } from './check-in/check-in-codes.js';
import { CheckInController } from './check-in/check-in.controller.js';
import { CheckInPages } from './check-in/check-in-pages.js';
import { CodeCheckIns } from './check-in/code-check-ins.js';
import { CheckInService } from './check-in/check-in.service.js';
import { CodePictureController } from './check-in/code-picture.controller.js';
import { NoShowJob } from './check-in/no-show.job.js';
import { NoShows } from './check-in/no-shows.service.js';
import { DaySheetController } from './desk/day-sheet.controller.js';
import { QuickEntry } from './desk/quick-entry.service.js';
import { QuickEntryController } from './desk/quick-entry.controller.js';
import { DeskController } from './desk/desk.controller.js';
import { DeskNotes } from './desk/desk-notes.service.js';
import { DeskNotesController } from './desk/desk-notes.controller.js';
import { DeskPages } from './desk/desk-pages.js';
import { DeskQuery } from './desk/desk.query.js';
import { WalkInController } from './desk/walk-in.controller.js';
import { FeePages } from './fees/fee-pages.js';
import { Fees } from './fees/fees.service.js';
import { KioskCheckIns } from './kiosk/kiosk-check-ins.js';
import { KioskController } from './kiosk/kiosk.controller.js';
import { KioskDevicesController } from './kiosk/kiosk-devices.controller.js';
import { KioskDevices } from './kiosk/kiosk-devices.service.js';
import { KioskPages } from './kiosk/kiosk-pages.js';
import { KioskPairing } from './kiosk/kiosk-pairing.js';
import { ItemsQuery } from './fees/items.query.js';
import { ManageFeesController } from './fees/manage-fees.controller.js';
import { MemberFeesController } from './fees/member-fees.controller.js';
import { OwnFeesController } from './fees/own-fees.controller.js';
import { PaymentsController } from './fees/payments.controller.js';
import { Payments } from './fees/payments.service.js';
import { Plans } from './fees/plans.service.js';
import { Receipts } from './fees/receipts.service.js';
import { CancellationController } from './cancellation.controller.js';
import { ManageBookingsController } from './manage-bookings.controller.js';
import { Calendar } from './day/calendar.js';
import { DayController } from './day/day.controller.js';
import { DayReading } from './day/day.reading.js';
import { MonthController } from './day/month.controller.js';
import { SeenQuery } from './day/seen.query.js';
import { BookingDepartures } from './booking-departures.js';
import { MendingService } from './mending.service.js';
import { OwnBookingsController } from './own-bookings.controller.js';
import { UsageController } from './usage/usage.controller.js';
import { UsageQuery } from './usage/usage.query.js';
import { Reminders } from './reminders/reminders.js';
import { CareWaits } from './waitlist/care-waits.service.js';
import { CareWaitsController } from './waitlist/care-waits.controller.js';
import { OfferHolding } from './waitlist/offer-holding.js';
import { WaitCare } from './waitlist/wait-care.js';
import { OffersController } from './waitlist/offers.controller.js';
import { OffersService } from './waitlist/offers.service.js';
import { WaitlistController } from './waitlist/waitlist.controller.js';
import { WaitlistPages } from './waitlist/waitlist-pages.js';
import { WaitlistPost } from './waitlist/waitlist-post.js';
import { WaitlistRows } from './waitlist/waitlist-rows.js';
import { WaitlistService } from './waitlist/waitlist.service.js';
import { WaitlistServing } from './waitlist/waitlist-serving.js';
import { WaitlistTriggers } from './waitlist/waitlist-triggers.js';
import { SeriesController } from './series/series.controller.js';
import { SeriesDrafts } from './series/series-drafts.js';
import { SeriesCare } from './series/series-care.js';
import { SeriesFees } from './series/series-fees.js';
import { SeriesHolds } from './series/series-holds.js';
import { SeriesMendingController } from './series/series-mending.controller.js';
import { SeriesMendingService } from './series/series-mending.service.js';
import { SeriesPages } from './series/series-pages.js';
import { SeriesPlans } from './series/series-plans.js';
import { SeriesPost } from './series/series-post.js';
import { SeriesRows } from './series/series-rows.js';
import { SeriesService } from './series/series.service.js';

@Module({
  imports: [VenuesModule, ChildcareModule],
  controllers: [
    DayController,
    MonthController,
    BookingsController,
    SeriesController,
    SeriesMendingController,
    CancellationController,
    OwnBookingsController,
    WaitlistController,
    CareWaitsController,
    OffersController,
    ManageBookingsController,
    RequestsController,
    OwnCalendarController,
    MemberFeedController,
    CheckInController,
    CodePictureController,
    DeskController,
    WalkInController,
    DaySheetController,
    QuickEntryController,
    DeskNotesController,
    KioskController,
    KioskDevicesController,
    UsageController,
    OwnFeesController,
    ManageFeesController,
    MemberFeesController,
    PaymentsController,
  ],
  providers: [
    ReceiptRetention,
    PurposeRetention,
    BookingRecords,
    BookingRows,
    Fees,
    ItemsQuery,
    FeePages,
    Payments,
    Plans,
    Receipts,
    BookingCheck,
    BookingCare,
    CareDrafts,
    CareHolding,
    BookingHolds,
    BookingPost,
    ManagersPost,
    AnswerPost,
    ApprovalService,
    Lapses,
    RequestsQuery,
    BookingService,
    MendingService,
    BookingDepartures,
    BookingDrafts,
    BookingPages,
    BookingLists,
    Calendar,
    DayReading,
    SeenQuery,
    BookingOccupants,
    BookingEvents,
    MemberFeed,
    Reminders,
    UsageQuery,
    CheckInCodes,
    BookingMemberCodes,
    CheckInPages,
    CheckInService,
    CodeCheckIns,
    NoShows,
    NoShowJob,
    DeskQuery,
    DeskPages,
    DeskNotes,
    KioskDevices,
    KioskPairing,
    KioskPages,
    KioskCheckIns,
    WaitlistRows,
    WaitCare,
    OfferHolding,
    CareWaits,
    WaitlistPost,
    WaitlistServing,
    WaitlistService,
    OffersService,
    WaitlistTriggers,
    QuickEntry,
    WaitlistPages,
    SeriesPlans,
    SeriesCare,
    SeriesFees,
    SeriesDrafts,
    SeriesPages,
    SeriesRows,
    SeriesPost,
    SeriesHolds,
    SeriesService,
    SeriesMendingService,
  ],
  exports: [BookingLists, FeePages, RequestsQuery, UsageQuery, WaitlistPages],
})
export class BookingsModule {}
