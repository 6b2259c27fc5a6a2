import { WordsRetention } from './personal-data/words-retention.js';
import { TrainingRecords } from './personal-data/training-records.js';
import { Module } from '@nestjs/common';
import { ChildcareModule } from '../childcare/childcare.module.js';
import { VenuesModule } from '../venues/venues.module.js';
import { countControllers, countProviders } from './count/parts.js';
import { SessionFigures } from './count/session-figures.js';
import { Targets } from './count/targets.js';
import { TrainingCount } from './count/training-count.js';
import { CoursePages } from './courses/course-pages.js';
import { CoursesController } from './courses/courses.controller.js';
import { Courses } from './courses/courses.js';
import { AttendanceCorrections } from './roll-call/attendance-corrections.js';
import { FollowUps } from './follow-up/follow-ups.js';
import { followUpControllers, followUpProviders } from './follow-up/parts.js';
import { AttendanceLocks } from './roll-call/attendance-locks.js';
import { rollControllers, rollProviders } from './roll-call/parts.js';
import { enrolmentControllers, enrolmentProviders } from './enrolment/enrolment.parts.js';
import { Minimum } from './enrolment/minimum.js';
import { OwnEnrolments } from './enrolment/own-enrolments.js';
import { Seats } from './enrolment/seats.js';
import { SessionCare } from './sessions/session-care.js';
import { SessionNews } from './sessions/session-news.js';
import { SessionOccupants } from './sessions/session-occupants.js';
import { SessionPages } from './sessions/session-pages.js';
import { SessionRooms } from './sessions/session-rooms.js';
import { SessionRows } from './sessions/session-rows.js';
import { SessionTrainers } from './sessions/session-trainers.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { Sessions } from './sessions/sessions.js';
import { surroundingControllers, surroundingProviders } from './surroundings.js';
import { teachingControllers, teachingProviders } from './teaching/parts.js';
import { TrainingsController } from './trainings/trainings.controller.js';
import { TrainerClashes } from './sessions/trainer-clashes.js';
import { Trainings } from './trainings/trainings.js';

@Module({
  imports: [VenuesModule, ChildcareModule],
  controllers: [
    CoursesController,
    SessionsController,
    TrainingsController,
    ...surroundingControllers,
    ...rollControllers,
    ...enrolmentControllers,
    ...countControllers,
    ...teachingControllers,
    ...followUpControllers,
  ],
  providers: [
    WordsRetention,
    TrainingRecords,
    ...countProviders,
    ...teachingProviders,
    ...followUpProviders,
    Courses,
    CoursePages,
    SessionTrainers,
    SessionRows,
    SessionRooms,
    TrainerClashes,
    SessionCare,
    Sessions,
    SessionNews,
    SessionOccupants,
    SessionPages,
    Trainings,
    ...enrolmentProviders,
    ...surroundingProviders,
    ...rollProviders,
  ],
  exports: [
    AttendanceLocks,
    AttendanceCorrections,
    FollowUps,
    SessionFigures,
    Targets,
    TrainingCount,
    Trainings,
    Seats,
    OwnEnrolments,
    Minimum,
  ],
})
export class TrainingModule {}
