import { ChildRetention } from './personal-data/child-retention.js';
import { ChildRecords } from './personal-data/child-records.js';
import { ErasedChildren } from './personal-data/erased-children.js';
import { Module } from '@nestjs/common';
import { VenuesModule } from '../venues/venues.module.js';
import { CardPages } from './children/card-pages.js';
import { Cards } from './children/cards.service.js';
import { CareChildrenController } from './children/care-children.controller.js';
import { CareChildren } from './children/care-children.js';
import { ChildRulesController } from './children/child-rules.controller.js';
import { CardRules } from './children/child-rules.service.js';
import { Children } from './children/children.js';
import { Decisions } from './children/decisions.service.js';
import { DueChildren } from './children/due-children.js';
import { GuardianInvitationController } from './children/guardian-invitation.controller.js';
import { GuardiansController } from './children/guardians.controller.js';
import { Guardians } from './children/guardians.service.js';
import { OwnChildController } from './children/own-child.controller.js';
import { OwnChildrenController } from './children/own-children.controller.js';
import { ReadingTrail } from './readings/reading-trail.js';
import { ReadingsController } from './readings/readings.controller.js';
import { NamedFamily } from './readings/named-family.js';
import { Readings } from './readings/readings.js';
import { CareInterviewsController } from './interviews/care-interviews.controller.js';
import { CareArrivals } from './day/arrivals.js';
import { CareDayController } from './day/care-day.controller.js';
import { CareEvents } from './day/care-events.js';
import { CareLinesController } from './day/care-lines.controller.js';
import { DayDocumentsController } from './day/day-documents.controller.js';
import { DayMails } from './day/day-mails.js';
import { DayPages } from './day/day-pages.js';
import { DayReading } from './day/day-reading.js';
import { DayScope } from './day/day-scope.js';
import { TapsController } from './day/taps.controller.js';
import { Taps } from './day/taps.js';
import { Figures } from './figures/care-figures.js';
import { FiguresController } from './figures/figures.controller.js';
import { Incidents } from './incidents/incidents.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { InterviewMails } from './interviews/interview-mails.js';
import { InterviewReminders } from './interviews/interview-reminders.js';
import { InterviewSlots } from './interviews/interview-slots.service.js';
import { Interviews } from './interviews/interviews.service.js';
import { OwnInterviewController } from './interviews/own-interview.controller.js';
import { CareBoards } from './places/care-board.js';
import { CareChances } from './places/care-chances.js';
import { CareEndings } from './places/care-endings.js';
import { CareFreeds } from './places/care-freed.js';
import { CareHolders } from './places/care-holders.js';
import { CarePlaceRows } from './places/care-place-rows.js';
import { CarePlaces } from './places/care-places.js';
import { CareRefusals } from './places/care-refusals.js';
import { SetAsideNews } from './set-aside/set-aside-news.js';
import { SetAsides } from './set-aside/set-asides.js';
import { CareSlotsController } from './slots/care-slots.controller.js';
import { CareSlots } from './slots/care-slots.js';
import { SlotChanges } from './slots/slot-changes.js';
import { SlotClosingController } from './slots/slot-closing.controller.js';
import { SlotOccupants } from './slots/slot-occupants.js';
import { SlotPages } from './slots/slot-pages.js';
import { SlotRoster } from './slots/slot-roster.js';
import { CareHouse } from './staffing/care-house.js';
import { CareSettingsController } from './staffing/care-settings.controller.js';
import { Rosters } from './staffing/rosters.js';

@Module({
  imports: [VenuesModule],
  controllers: [
    OwnChildrenController,
    OwnChildController,
    GuardiansController,
    GuardianInvitationController,
    OwnInterviewController,
    CareChildrenController,
    CareInterviewsController,
    ChildRulesController,
    CareSlotsController,
    SlotClosingController,
    CareSettingsController,
    CareDayController,
    DayDocumentsController,
    TapsController,
    CareLinesController,
    FiguresController,
    IncidentsController,
    ReadingsController,
  ],
  providers: [
    ChildRetention,
    Children,
    DueChildren,
    Cards,
    CardPages,
    CardRules,
    Guardians,
    Readings,
    NamedFamily,
    ReadingTrail,
    CareChildren,
    Decisions,
    Interviews,
    InterviewSlots,
    InterviewMails,
    InterviewReminders,
    CareBoards,
    CarePlaceRows,
    CareFreeds,
    CareRefusals,
    CarePlaces,
    CareChances,
    CareHolders,
    CareEndings,
    SetAsideNews,
    SetAsides,
    Rosters,
    CareHouse,
    SlotChanges,
    CareSlots,
    SlotRoster,
    SlotOccupants,
    SlotPages,
    DayReading,
    DayScope,
    DayPages,
    DayMails,
    CareArrivals,
    CareEvents,
    Taps,
    Figures,
    Incidents,
    ErasedChildren,
    ChildRecords,
  ],
  exports: [
    CareArrivals,
    Figures,
    Incidents,
    Children,
    NamedFamily,
    CareBoards,
    CarePlaces,
    CareChances,
    CareFreeds,
    CareHolders,
    SetAsides,
  ],
})
export class ChildcareModule {}
