import { type Query, withQuery } from './with-query.js';

/** The addresses of monthly reports: a part of `paths`. */
export const reportsPaths = {
  reports: () => '/reports',
  /** @param month `2026-10` @param query `programme` where there are several, `version` for an earlier one */
  report: (month: string, query: Query = {}) => withQuery(`/reports/${month}`, query),
  reportPdf: (month: string, query: Query = {}) => withQuery(`/reports/${month}.pdf`, query),
  reportXlsx: (month: string, query: Query = {}) => withQuery(`/reports/${month}.xlsx`, query),
  reportCsv: (month: string, query: Query = {}) => withQuery(`/reports/${month}.csv`, query),
  reportWords: (month: string, programme: number) => withQuery(`/reports/${month}/words`, { programme }),
  reportSubmission: (month: string, programme: number) => withQuery(`/reports/${month}/submission`, { programme }),
  reportDecision: (month: string, programme: number) => withQuery(`/reports/${month}/decision`, { programme }),
  reportPaperAnswer: (month: string, programme: number) => withQuery(`/reports/${month}/paper-answer`, { programme }),
  reportReopening: (month: string, programme: number) => withQuery(`/reports/${month}/reopening`, { programme }),
  /** @param query `version`, with `figure` or `answer` */
  reportComments: (month: string, query: Query) => withQuery(`/reports/${month}/comments`, query),
  reportPictures: (month: string, programme: number) => withQuery(`/reports/${month}/pictures`, { programme }),
  /** The picture itself. */
  reportPicture: (month: string, programme: number, id: number) =>
    withQuery(`/reports/${month}/pictures/${id}`, { programme }),
  reportPictureRemoval: (month: string, programme: number, id: number) =>
    withQuery(`/reports/${month}/pictures/${id}/removal`, { programme }),
};
