import { type Query, withQuery } from './with-query.js';

/** Personal data, and who did what. */
export const trustPaths = {
  audit: (query: Query = {}) => withQuery('/manage/audit', query),
} as const;
