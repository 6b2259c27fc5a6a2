import { Cancellations } from './cancellations.js';
import { Endings } from './endings.js';
import { EnrolmentChildrenController } from './enrolment-children.controller.js';
import { EnrolmentChildren } from './enrolment-children.js';
import { EnrolmentController } from './enrolment.controller.js';
import { EnrolmentLocks } from './enrolment-locks.js';
import { EnrolmentPages } from './enrolment-pages.js';
import { EnrolmentPost } from './enrolment-post.js';
import { EnrolmentsController } from './enrolments.controller.js';
import { EnrolmentDepartures } from './enrolment-departures.js';
import { Enrolments } from './enrolments.js';
import { Following } from './following.js';
import { LineServing } from './line-serving.js';
import { LineTriggers } from './line-triggers.js';
import { MinimumController } from './minimum.controller.js';
import { Minimum } from './minimum.js';
import { OfferAnswers } from './offer-answers.js';
import { OfferAnswersController } from './offer-answers.controller.js';
import { OwnEnrolments } from './own-enrolments.js';
import { SeatCare } from './seat-care.js';
import { SeatEvents } from './seat-events.js';
import { SeatHolding } from './seat-holding.js';
import { SeatRows } from './seat-rows.js';
import { Seats } from './seats.js';

/** What the module of trainings is made of, as far as it is about enrolling. */
export const enrolmentControllers = [
  EnrolmentsController,
  EnrolmentController,
  EnrolmentChildrenController,
  OfferAnswersController,
  MinimumController,
];

export const enrolmentProviders = [
  Seats,
  SeatRows,
  SeatCare,
  EnrolmentLocks,
  EnrolmentPost,
  Enrolments,
  Endings,
  LineServing,
  LineTriggers,
  OfferAnswers,
  Minimum,
  SeatEvents,
  SeatHolding,
  Cancellations,
  EnrolmentChildren,
  EnrolmentDepartures,
  Following,
  OwnEnrolments,
  EnrolmentPages,
];
