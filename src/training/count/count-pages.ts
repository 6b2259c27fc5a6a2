import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { isWithin } from '../../platform/reach/part.policy.js';
import { Reach } from '../../platform/reach/reach.js';
import { addDays, type DateText, momentAt, todayAt } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { Course } from '../courses/course.entity.js';
import { rowsIn } from './attendance-reading.js';
import { attendedUpTo, countTurnouts } from './count.policy.js';
import { type CountQuery, picked, type RowsQuery } from './count-query.js';
import { type AskedCount, countCsv, countView } from './count.view.js';
import { CountedPeople, type CountedRow } from './counted-people.js';
import { progressOf } from './progress.policy.js';
import type { Knowledge, Merge } from './record.policy.js';
import { rowsCsv, rowsView } from './rows.view.js';
import { Targets } from './targets.js';
import { sessionsOnPage } from './turnout.policy.js';
import { readTurnouts } from './turnouts.js';

/** Of a file that has them all. */
const SESSIONS_AT_ONCE = 500;
/** What fits on a page of rows. */
const PER_PAGE = 50;
/** Who may know people by their names: others, the city among them, see numbers. */
const MANAGERS = ['manager', 'admin'] as const;
/** Others see the courses that are theirs. */
const HOUSE = ['trainer', ...MANAGERS] as const;

/** Reads what the pages about the count show. */
@Injectable()
export class CountPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly targets: Targets,
    private readonly people: CountedPeople,
    private readonly reach: Reach,
  ) {}

  /** At most three statements, and those of who knows the targets. */
  async figures(query: CountQuery, viewer: Viewer, language: Language): Promise<object> {
    const { asked, all, courses } = await this.read(query, viewer);
    const targets = await this.targets.all(this.database.reader, asked.asOf, isOne(viewer, HOUSE) ? undefined : viewer);
    const progress = targets.map((target) => progressOf(target, all, asked.asOf));
    return countView({ asked, courses, progress, viewer, language });
  }

  async figuresCsv(query: CountQuery, viewer: Viewer, language: Language): Promise<Buffer> {
    const { asked, courses } = await this.read(query, viewer);
    return countCsv(asked, courses, language);
  }

  /** The attendances that make a figure, the latest first: only those of the page are read. At most five statements. */
  async rows(query: RowsQuery, viewer: Viewer): Promise<object> {
    const read = await this.read(query, viewer);
    const { asked, turnouts, courses } = read;
    const pages = Math.max(1, Math.ceil(asked.count.attendances / PER_PAGE));
    const page = Math.min(query.page ?? 1, pages);
    const { sessionIds, before } = sessionsOnPage(turnouts, page, PER_PAGE);
    const rows = (await this.written(sessionIds, read)).toReversed().slice(before, before + PER_PAGE);
    const manages = isOne(viewer, MANAGERS);
    const names = await this.people.names(this.database.reader, rows, manages);
    return rowsView({ asked, query, rows, names, courses, linked: manages, page, pages, perPage: PER_PAGE });
  }

  /** Without names: files travel. */
  async rowsCsv(query: RowsQuery, viewer: Viewer, language: Language): Promise<Buffer> {
    const read = await this.read(query, viewer);
    const sessionIds = read.turnouts.map(({ sessionId }) => sessionId);
    const rows: CountedRow[] = [];
    for (let at = 0; at < sessionIds.length; at += SESSIONS_AT_ONCE)
      rows.push(...(await this.written(sessionIds.slice(at, at + SESSIONS_AT_ONCE), read)));
    return rowsCsv(rows, read.courses, language);
  }

  /** Two statements, and one for who does not see the whole house. @throws Refused not_found, for courses that she may not read */
  private async read(query: RowsQuery, viewer: Viewer) {
    const { reader } = this.database;
    const asOf = query.asOf ?? todayAt(this.clock.now());
    const known = knowledgeOf(query.known);
    const { turnouts: everywhere, merges } = await readTurnouts(reader, { asOf, known });
    const spans = await this.reach.courses(reader, viewer, HOUSE);
    const all = spans ? everywhere.filter(({ courseId, date }) => isWithin(spans, courseId, date)) : everywhere;
    const turnouts = picked(all, query);
    const columns = { id: true, title: true };
    const titles = await reader.find(Course, { select: columns, order: { id: 'DESC' } });
    const own = spans ? titles.filter(({ id }) => spans.some((span) => span.id === id)) : titles;
    const courses = new Map(own.map(({ id, title }) => [id, title]));
    if (spans && query.courseId !== undefined && !courses.has(query.courseId)) throw notFound();
    const asked: AskedCount = { query: { ...query, asOf }, asOf, count: countTurnouts(turnouts, asOf) };
    return { asked, known, merges, all, turnouts, courses };
  }

  /** Who came to these sessions, with the row that says so; by date, session and row. One statement. */
  private async written(
    sessionIds: readonly number[],
    { asked, known, merges }: { asked: AskedCount; known: Knowledge; merges: readonly Merge[] },
  ): Promise<CountedRow[]> {
    if (sessionIds.length === 0) return [];
    const facts = await rowsIn(this.database.reader, sessionIds, merges);
    const byId = new Map(facts.rows.map((row) => [row.id, row]));
    return attendedUpTo(facts, asked.asOf, known)
      .map((one) => ({ ...one, written: byId.get(one.rowId)! }))
      .toSorted((a, b) =>
        a.date < b.date ? -1 : a.date > b.date ? 1 : a.sessionId - b.sessionId || a.rowId - b.rowId,
      );
  }
}

/** To the end of the day. */
function knowledgeOf(known: DateText | undefined): Knowledge {
  return known === undefined ? {} : { by: momentAt(addDays(known, 1), 0).subtract({ milliseconds: 1 }) };
}
