import { type Query, withQuery } from './with-query.js';

/** Personal data, and who did what. */
export const trustPaths = {
  audit: (query: Query = {}) => withQuery('/manage/audit', query),
  breaches: (query: Query = {}) => withQuery('/manage/breaches', query),
  breachCsv: (query: Query = {}) => withQuery('/manage/breaches/people.csv', query),
  noticeText: (document: string, version: string) =>
    `/notices/${encodeURIComponent(document)}/${encodeURIComponent(version)}`,
  childReadings: (query: Query = {}) => withQuery('/manage/child-readings', query),
  ownData: () => '/me/data',
  ownErasure: () => '/me/erasure',
  ownErasureWithdrawal: () => '/me/erasure/withdrawal',
  retention: () => '/manage/retention',
  retentionOf: (kind: string) => `/manage/retention/${encodeURIComponent(kind)}`,
  erasures: () => '/manage/erasures',
  erasure: (id: number) => `/manage/erasures/${id}`,
  erasureConfirmation: (id: number) => `/manage/erasures/${id}/confirmation`,
  erasureRefusal: (id: number) => `/manage/erasures/${id}/refusal`,
} as const;
