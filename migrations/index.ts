import { Platform1763700000000 } from './1763700000000-platform.js';
import { Accounts1763700100000 } from './1763700100000-accounts.js';
import { Venues1763700200000 } from './1763700200000-venues.js';
import { Timetable1763700300000 } from './1763700300000-timetable.js';
import { Bookings1763700400000 } from './1763700400000-bookings.js';
import { Series1763800000000 } from './1763800000000-series.js';
import { Waitlist1763800100000 } from './1763800100000-waitlist.js';
import { ApprovalBuffers1763800200000 } from './1763800200000-approval-buffers.js';
import { CheckIn1763800300000 } from './1763800300000-check-in.js';
import { Kiosk1763800310000 } from './1763800310000-kiosk.js';
import { Fees1763800400000 } from './1763800400000-fees.js';
import { Calendar1763800500000 } from './1763800500000-calendar.js';
import { Imports1763800600000 } from './1763800600000-imports.js';
import { OfferReminders1763800700000 } from './1763800700000-offer-reminders.js';
import { PaperConsents1763800710000 } from './1763800710000-paper-consents.js';
import { TimetableVersion1763800900000 } from './1763800900000-timetable-version.js';
import { Children1763900000000 } from './1763900000000-children.js';
import { CareSlots1763900100000 } from './1763900100000-care-slots.js';
import { BookingCare1763900300000 } from './1763900300000-booking-care.js';
import { CareDay1763900400000 } from './1763900400000-care-day.js';
import { CareIncidents1763900500000 } from './1763900500000-care-incidents.js';
import { Courses1764000000000 } from './1764000000000-courses.js';
import { Enrolment1764000100000 } from './1764000100000-enrolment.js';
import { Attendance1764000200000 } from './1764000200000-attendance.js';
import { SiblingInterviews1764100000000 } from './1764100000000-sibling-interviews.js';
import { Minimum1764100100000 } from './1764100100000-minimum.js';
import { FollowUps1764100200000 } from './1764100200000-follow-ups.js';
import { Certificates1764100300000 } from './1764100300000-certificates.js';
import { Questions1764100310000 } from './1764100310000-questions.js';
import { Surveys1764100320000 } from './1764100320000-surveys.js';
import { Programmes1764200000000 } from './1764200000000-programmes.js';
import { ProgrammeSchedule1764200100000 } from './1764200100000-programme-schedule.js';
import { ContractDocuments1764200200000 } from './1764200200000-contract-documents.js';
import { ProgrammePayments1764200300000 } from './1764200300000-programme-payments.js';
import { JobAlarms1764300000000 } from './1764300000000-job-alarms.js';
import { MonthlyReports1764300100000 } from './1764300100000-monthly-reports.js';
import { CareSetAside1764400000000 } from './1764400000000-care-set-aside.js';
import { SessionMessages1764500000000 } from './1764500000000-session-messages.js';
import { AttendanceLearned1764500010000 } from './1764500010000-attendance-learned.js';
import { ReportComments1764600000000 } from './1764600000000-report-comments.js';
import { PaperAnswers1764700000000 } from './1764700000000-paper-answers.js';
import { SecondFactors1764800000000 } from './1764800000000-second-factors.js';
import { RequestRates1764900000000 } from './1764900000000-request-rates.js';
import { AuditChain1765000000000 } from './1765000000000-audit-chain.js';
import { Erasure1765000010000 } from './1765000010000-erasure.js';
import { Retention1765000020000 } from './1765000020000-retention.js';
import { BookingChanges1766300030000 } from './1766300030000-booking-changes.js';
import { RedrawnPictures1766300020000 } from './1766300020000-redrawn-pictures.js';
import { NoticeTexts1766300010000 } from './1766300010000-notice-texts.js';
import { CardReadings1766300000000 } from './1766300000000-card-readings.js';
import { Arrivals1766400000000 } from './1766400000000-arrivals.js';
import { CompletionDays1767000000000 } from './1767000000000-completion-days.js';

/** In the order in which they run. A landed migration is never edited: the next one mends it. */
export const migrations = [
  Platform1763700000000,
  Accounts1763700100000,
  Venues1763700200000,
  Timetable1763700300000,
  Bookings1763700400000,
  Series1763800000000,
  Waitlist1763800100000,
  ApprovalBuffers1763800200000,
  CheckIn1763800300000,
  Kiosk1763800310000,
  Fees1763800400000,
  Calendar1763800500000,
  Imports1763800600000,
  OfferReminders1763800700000,
  PaperConsents1763800710000,
  TimetableVersion1763800900000,
  Children1763900000000,
  CareSlots1763900100000,
  BookingCare1763900300000,
  CareDay1763900400000,
  CareIncidents1763900500000,
  Courses1764000000000,
  Enrolment1764000100000,
  Attendance1764000200000,
  SiblingInterviews1764100000000,
  Minimum1764100100000,
  FollowUps1764100200000,
  Certificates1764100300000,
  Questions1764100310000,
  Surveys1764100320000,
  Programmes1764200000000,
  ProgrammeSchedule1764200100000,
  ContractDocuments1764200200000,
  ProgrammePayments1764200300000,
  JobAlarms1764300000000,
  MonthlyReports1764300100000,
  CareSetAside1764400000000,
  SessionMessages1764500000000,
  AttendanceLearned1764500010000,
  ReportComments1764600000000,
  PaperAnswers1764700000000,
  SecondFactors1764800000000,
  RequestRates1764900000000,
  AuditChain1765000000000,
  Erasure1765000010000,
  Retention1765000020000,
  CardReadings1766300000000,
  NoticeTexts1766300010000,
  RedrawnPictures1766300020000,
  BookingChanges1766300030000,
  Arrivals1766400000000,
  CompletionDays1767000000000,
];
