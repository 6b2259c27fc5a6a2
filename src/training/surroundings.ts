import { CertificateStandings } from './certificates/certificate-standings.js';
import { CertificatePages } from './certificates/certificate-pages.js';
import { CertificatesController } from './certificates/certificates.controller.js';
import { Certificates } from './certificates/certificates.js';
import { CourseCertificatesController } from './certificates/course-certificates.controller.js';
import { OwnCertificatesController } from './certificates/own-certificates.controller.js';
import { OwnCourses } from './courses/own-courses.js';
import { CourseMaterialsController } from './materials/course-materials.controller.js';
import { CoursePictureController } from './materials/course-picture.controller.js';
import { CoursePictures } from './materials/course-pictures.js';
import { MaterialsController } from './materials/materials.controller.js';
import { Materials } from './materials/materials.js';
import { SessionPapersController } from './papers/session-papers.controller.js';
import { SessionPapers } from './papers/session-papers.js';
import { AnswersController } from './questions/answers.controller.js';
import { CourseQuestionsController } from './questions/course-questions.controller.js';
import { QuestionPages } from './questions/question-pages.js';
import { Questionnaires } from './questions/questionnaires.js';
import { Questions } from './questions/questions.js';
import { OwnSessions } from './sessions/own-sessions.js';
import { SessionSurveyController } from './surveys/session-survey.controller.js';
import { SurveyMails } from './surveys/survey-mails.js';
import { SurveysController } from './surveys/surveys.controller.js';
import { Surveys } from './surveys/surveys.js';

/** What surrounds a course: papers, certificates, material, questions and surveys. */
export const surroundingControllers = [
  SessionPapersController,
  OwnCertificatesController,
  CourseCertificatesController,
  CertificatesController,
  MaterialsController,
  CourseMaterialsController,
  CoursePictureController,
  CourseQuestionsController,
  AnswersController,
  SurveysController,
  SessionSurveyController,
];

export const surroundingProviders = [
  OwnCourses,
  OwnSessions,
  SessionPapers,
  CertificateStandings,
  Certificates,
  CertificatePages,
  Materials,
  CoursePictures,
  Questionnaires,
  Questions,
  QuestionPages,
  Surveys,
  SurveyMails,
];
