import { Certificate } from './certificates/certificate.entity.js';
import { Course } from './courses/course.entity.js';
import { Enrolment } from './enrolment/enrolment.entity.js';
import { SessionSeat } from './enrolment/session-seat.entity.js';
import { FollowUp } from './follow-up/follow-up.entity.js';
import { CourseMaterial } from './materials/course-material.entity.js';
import { CoursePicture } from './materials/course-picture.entity.js';
import { CourseAnswer } from './questions/course-answer.entity.js';
import { CourseQuestion } from './questions/course-question.entity.js';
import { Attendance } from './roll-call/attendance.entity.js';
import { WalkInMerge } from './roll-call/walk-in-merge.entity.js';
import { WalkIn } from './roll-call/walk-in.entity.js';
import { SessionSurvey, SurveyAnswer, SurveyToken } from './surveys/session-survey.entity.js';
import { SessionTrainer } from './sessions/session-trainer.entity.js';
import { SessionMessage } from './teaching/session-message.entity.js';
import { TrainingSession } from './sessions/training-session.entity.js';

export const trainingEntities = [
  Course,
  TrainingSession,
  SessionTrainer,
  Enrolment,
  SessionSeat,
  WalkIn,
  WalkInMerge,
  Attendance,
  FollowUp,
  Certificate,
  CoursePicture,
  CourseMaterial,
  CourseQuestion,
  CourseAnswer,
  SessionSurvey,
  SurveyToken,
  SurveyAnswer,
  SessionMessage,
];
