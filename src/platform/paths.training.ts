import { type Query, withQuery } from './with-query.js';

/** The addresses of trainings: a part of `paths`. */
export const trainingPaths = {
  // training: courses and their sessions
  trainings: (query: Query = {}) => withQuery('/trainings', query),
  /** What is coming, for programs. */
  trainingsFeed: (query: Query = {}) => withQuery('/trainings.ics', query),
  training: (id: number) => `/trainings/${id}`,
  courses: () => '/manage/courses',
  courseNew: () => '/manage/courses/new',
  course: (id: number) => `/manage/courses/${id}`,
  courseEdit: (id: number) => `/manage/courses/${id}/edit`,
  sessionNew: (courseId: number) => `/manage/courses/${courseId}/sessions/new`,
  sessions: (courseId: number) => `/manage/courses/${courseId}/sessions`,
  session: (courseId: number, id: number) => `/manage/courses/${courseId}/sessions/${id}`,
  sessionEdit: (courseId: number, id: number) => `/manage/courses/${courseId}/sessions/${id}/edit`,
  /** How many came. */
  count: (query: Query = {}) => withQuery('/manage/trainings/count', query),
  countCsv: (query: Query = {}) => withQuery('/manage/trainings/count.csv', query),
  countRows: (query: Query = {}) => withQuery('/manage/trainings/count/rows', query),
  countRowsCsv: (query: Query = {}) => withQuery('/manage/trainings/count/rows.csv', query),
  /** It is held though too few have enrolled. */
  sessionKeeping: (courseId: number, id: number) => `/manage/courses/${courseId}/sessions/${id}/keeping`,
  sessionCancellation: (courseId: number, id: number) => `/manage/courses/${courseId}/sessions/${id}/cancellation`,

  // training: for trainers, and what a member took part in
  teaching: () => '/teaching',
  sessionMessageNew: (sessionId: number) => `/sessions/${sessionId}/messages/new`,
  sessionMessages: (sessionId: number) => `/sessions/${sessionId}/messages`,
  attendedTrainings: () => '/me/trainings',

  // training: what became of people
  followUps: (query: Query = {}) => withQuery('/manage/follow-ups', query),
  followUpsCsv: (query: Query = {}) => withQuery('/manage/follow-ups/list.csv', query),
  followUp: (userId: number) => `/manage/follow-ups/${userId}`,
  followUpWithdrawal: (userId: number, id: number) => `/manage/follow-ups/${userId}/steps/${id}/withdrawal`,

  // training: who came
  attendance: (sessionId: number, query: Query = {}) => withQuery(`/sessions/${sessionId}/attendance`, query),
  attendanceEverybody: (sessionId: number) => `/sessions/${sessionId}/attendance/everybody`,
  attendanceUndoing: (sessionId: number) => `/sessions/${sessionId}/attendance/undoing`,
  attendanceScans: (sessionId: number) => `/sessions/${sessionId}/attendance/scans`,
  walkIns: (sessionId: number) => `/sessions/${sessionId}/walk-ins`,
  sessionWalkIn: (sessionId: number, id: number, query: Query = {}) =>
    withQuery(`/sessions/${sessionId}/walk-ins/${id}`, query),
  walkInMerge: (sessionId: number, id: number) => `/sessions/${sessionId}/walk-ins/${id}/merge`,
  walkInParting: (sessionId: number, id: number) => `/sessions/${sessionId}/walk-ins/${id}/parting`,
  roomScreen: (sessionId: number) => `/sessions/${sessionId}/screen`,
  roomScreenCode: (sessionId: number, query: Query = {}) => withQuery(`/sessions/${sessionId}/screen/code.svg`, query),
  /** Where the code on the screen leads. */
  roomCode: (query: Query = {}) => withQuery('/attend', query),
  roomMemberCode: () => '/attend/member-code.svg',
  /** @param who `member:12`, as the count calls people: what was said of her */
  attendanceHistory: (sessionId: number, who?: string) =>
    `/sessions/${sessionId}/attendance/history${who === undefined ? '' : `#${who}`}`,

  // training: enrolment
  enrolmentNew: (courseId: number, query: Query = {}) => withQuery(`/trainings/${courseId}/enrolments/new`, query),
  enrolments: (courseId: number) => `/trainings/${courseId}/enrolments`,
  /** The staff looks for the member. */
  enrolmentFor: (courseId: number, query: Query = {}) => withQuery(`/trainings/${courseId}/enrolments/for`, query),
  enrolment: (id: number) => `/enrolments/${id}`,
  /** Who is looked after meanwhile. */
  enrolmentChildren: (id: number) => `/enrolments/${id}/children`,
  enrolmentCancellation: (id: number) => `/enrolments/${id}/cancellation`,
  enrolmentAcceptance: (id: number) => `/enrolments/${id}/acceptance`,
  enrolmentDecline: (id: number) => `/enrolments/${id}/decline`,
};
