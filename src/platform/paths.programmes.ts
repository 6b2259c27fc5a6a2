import { type Query, withQuery } from './with-query.js';

const one = (id: number): string => `/manage/programmes/${id}`;

/** The addresses of programmes: a part of `paths`. */
export const programmesPaths = {
  programmes: () => '/manage/programmes',
  programmeNew: () => '/manage/programmes/new',
  programme: one,
  programmesDue: () => '/manage/programmes/due',
  programmeComments: (id: number) => `${one(id)}/comments`,
  programmeEdit: (id: number) => `${one(id)}/edit`,
  targets: (id: number) => `${one(id)}/targets`,
  targetNew: (id: number, query: Query = {}) => withQuery(`${one(id)}/targets/new`, query),
  target: (id: number, targetId: number) => `${one(id)}/targets/${targetId}`,
  targetEdit: (id: number, targetId: number) => `${one(id)}/targets/${targetId}/edit`,
  targetWithdrawal: (id: number, targetId: number) => `${one(id)}/targets/${targetId}/withdrawal`,
  /** The rows behind the figure of a month (`2026-11`), or of all. */
  targetRows: (id: number, targetId: number, query: Query = {}) =>
    withQuery(`${one(id)}/targets/${targetId}/rows`, query),
  entries: (id: number, query: Query = {}) => withQuery(`${one(id)}/entries`, query),
  entryWithdrawal: (id: number, entryId: number) => `${one(id)}/entries/${entryId}/withdrawal`,
  schedule: (id: number) => `${one(id)}/schedule`,
  schedulePdf: (id: number) => `${one(id)}/schedule.pdf`,
  tasks: (id: number) => `${one(id)}/tasks`,
  taskNew: (id: number) => `${one(id)}/tasks/new`,
  task: (id: number, taskId: number) => `${one(id)}/tasks/${taskId}`,
  taskEdit: (id: number, taskId: number) => `${one(id)}/tasks/${taskId}/edit`,
  taskRemoval: (id: number, taskId: number) => `${one(id)}/tasks/${taskId}/removal`,
  documents: (id: number) => `${one(id)}/documents`,
  document: (id: number, documentId: number) => `${one(id)}/documents/${documentId}`,
  documentVersions: (id: number, documentId: number) => `${one(id)}/documents/${documentId}/versions`,
  documentPdf: (id: number, documentId: number, version: number) =>
    `${one(id)}/documents/${documentId}/versions/${version}.pdf`,
  documentPreview: (id: number, documentId: number) => `${one(id)}/documents/${documentId}/preview.pdf`,
  documentSubmission: (id: number, documentId: number) => `${one(id)}/documents/${documentId}/submission`,
  documentDecision: (id: number, documentId: number) => `${one(id)}/documents/${documentId}/decision`,
  documentPaperAnswer: (id: number, documentId: number) => `${one(id)}/documents/${documentId}/paper-answer`,
  programmeBilling: (id: number) => `${one(id)}/billing`,
  programmePayments: (id: number) => `${one(id)}/payments`,
  programmePaymentPdf: (id: number, paymentId: number) => `${one(id)}/payments/${paymentId}.pdf`,
  programmePaymentReceipt: (id: number, paymentId: number) => `${one(id)}/payments/${paymentId}/receipt`,
  programmePaymentWithdrawal: (id: number, paymentId: number) => `${one(id)}/payments/${paymentId}/withdrawal`,
  cities: () => '/manage/cities',
  city: (id: number) => `/manage/cities/${id}`,
};
