import { csv } from '../../platform/documents/csv.js';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';
import type { RowsQuery } from './count-query.js';
import type { AskedCount } from './count.view.js';
import { type CountedRow, type Names, numberOf } from './counted-people.js';

interface Facts {
  asked: AskedCount;
  query: RowsQuery;
  rows: readonly CountedRow[];
  names: Names;
  /** Titles by id. */
  courses: ReadonlyMap<number, string>;
  /** To the sessions. */
  linked: boolean;
  page: number;
  pages: number;
  perPage: number;
}

export function rowsView({ asked, query, rows, names, courses, linked, page, pages, perPage }: Facts): object {
  const { from, page: _, ...figures } = query;
  const at = (other: number): string => paths.countRows({ ...query, page: other });
  const first = (page - 1) * perPage;
  return {
    title: 'count:rows.title',
    back: paths.count(figures),
    csv: paths.countRowsCsv({ ...query, page: undefined }),
    from,
    asOf: asked.asOf,
    filters: filtersOf(query, courses),
    attendances: asked.count.attendances,
    people: asked.count.people,
    place: rows.length > 0 && `${first + 1}–${first + rows.length} / ${asked.count.attendances}`,
    previous: page > 1 ? at(page - 1) : undefined,
    next: page < pages ? at(page + 1) : undefined,
    rows: rows.map(({ who, date, courseId, sessionId, status, written }) => ({
      date,
      course: courses.get(courseId),
      href: linked && paths.session(courseId, sessionId),
      person: names(who),
      status: statusName(status),
      at: written.at,
      history: linked && paths.attendanceHistory(sessionId, who),
      by: names(`staff:${written.by}`),
      corrected: written.from !== null && written.from !== status,
    })),
  };
}

/** What was chosen, in words. */
export function filtersOf({ target, category, courseId }: RowsQuery, courses: ReadonlyMap<number, string>): Phrase[] {
  return [
    ...(target ? [`count:targets.${target}`] : []),
    ...(category ? [`training:categories.${category}`] : []),
    ...(courseId ? [{ key: 'count:person', name: courses.get(courseId) ?? '' }] : []),
  ];
}

export function rowsCsv(rows: readonly CountedRow[], courses: ReadonlyMap<number, string>, language: Language): Buffer {
  return csv([
    ['date', 'session', 'course', 'category', 'target', 'person', 'status', 'written', 'row'].map((name) =>
      say(language, `count:csv.${name}`),
    ),
    ...rows.map(({ who, date, sessionId, courseId, category, target, status, written, rowId }) => [
      date,
      String(sessionId),
      courses.get(courseId) ?? '',
      say(language, `training:categories.${category}`),
      target ? say(language, `count:targets.${target}`) : '',
      say(language, numberOf(who)),
      say(language, statusName(status)),
      written.at.toString(),
      String(rowId),
    ]),
  ]);
}

function statusName(status: string): string {
  return `count:statuses.${status}`;
}
