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
import { attendedUpTo, countAttended } from './count.policy.js';
import { type CountQuery, pickAttended, type RowsQuery } from './count-query.js';
import { type AskedCount, countCsv, countView } from './count.view.js';
import { CountedPeople } from './counted-people.js';
import { progressOf } from './progress.policy.js';
import type { Knowledge } from './record.policy.js';
import { rowsCsv, rowsView } from './rows.view.js';
import { Targets } from './targets.js';
import { TrainingCount } from './training-count.js';

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
    private readonly counts: TrainingCount,
    private readonly targets: Targets,
    private readonly people: CountedPeople,
    private readonly reach: Reach,
  ) {}

  /** Four statements, and those of who knows the targets. */
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

  /** The attendances that make a figure, the latest first. Six statements. */
  async rows(query: RowsQuery, viewer: Viewer): Promise<object> {
    const { asked, attended, courses, facts } = await this.read(query, viewer);
    const pages = Math.max(1, Math.ceil(attended.length / PER_PAGE));
    const page = Math.min(query.page ?? 1, pages);
    const shown = attended.toReversed().slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const written = new Map(facts.rows.map((row) => [row.id, row]));
    const rows = shown.map((one) => ({ ...one, written: written.get(one.rowId)! }));
    const manages = isOne(viewer, MANAGERS);
    const names = await this.people.names(this.database.reader, rows, manages);
    return rowsView({ asked, query, rows, names, courses, linked: manages, page, pages, perPage: PER_PAGE });
  }

  /** Without names: files travel. */
  async rowsCsv(query: RowsQuery, viewer: Viewer, language: Language): Promise<Buffer> {
    const { attended, courses, facts } = await this.read(query, viewer);
    const written = new Map(facts.rows.map((row) => [row.id, row]));
    const rows = attended.map((one) => ({ ...one, written: written.get(one.rowId)! }));
    return rowsCsv(rows, courses, language);
  }

  /** Four statements, and one for who does not see the whole house. @throws Refused not_found, for courses that she may not read */
  private async read(query: RowsQuery, viewer: Viewer) {
    const { reader } = this.database;
    const asOf = query.asOf ?? todayAt(this.clock.now());
    const facts = await this.counts.facts(reader);
    const spans = await this.reach.courses(reader, viewer, HOUSE);
    const known = attendedUpTo(facts, asOf, knowledgeOf(query.known));
    const all = spans ? known.filter(({ courseId, date }) => isWithin(spans, courseId, date)) : known;
    const attended = pickAttended(all, query).toSorted(
      (a, b) => a.date.localeCompare(b.date) || a.sessionId - b.sessionId || a.rowId - b.rowId,
    );
    const columns = { id: true, title: true };
    const titles = await reader.find(Course, { select: columns, order: { id: 'DESC' } });
    const own = spans ? titles.filter(({ id }) => spans.some((span) => span.id === id)) : titles;
    const courses = new Map(own.map(({ id, title }) => [id, title]));
    if (spans && query.courseId !== undefined && !courses.has(query.courseId)) throw notFound();
    const asked: AskedCount = { query: { ...query, asOf }, asOf, count: countAttended(attended, asOf) };
    return { asked, all, attended, courses, facts };
  }
}

/** To the end of the day. */
function knowledgeOf(known: DateText | undefined): Knowledge {
  return known === undefined ? {} : { by: momentAt(addDays(known, 1), 0).subtract({ milliseconds: 1 }) };
}
