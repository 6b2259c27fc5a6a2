import { paths } from '../../platform/paths.js';
import { type DateText, fiscalYearOf } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { Course } from '../../training/courses/course.entity.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { City } from '../cities/city.entity.js';
import type { ShownComment } from '../comments/comments.js';
import { dueLines } from '../due/due-lines.js';
import type { Paper, ReportPaper } from '../due/papers.js';
import type { TargetLine } from '../targets/target-figures.js';
import { mayRead, statusFor } from '../reports/report-status.view.js';
import { lineView, mayChange } from '../targets/target.view.js';
import { type Programme, PROGRAMME_STATUSES } from './programme.entity.js';
import { MANAGERS, type ProgrammeWithCity } from './readable.js';

/** Months. */
const NEWEST = 12;

const STATUS_KIND = { open: 'good', closed: '' } as const;

export interface Shown {
  programme: ProgrammeWithCity;
  lines: readonly TargetLine[];
  comments: readonly ShownComment[];
  papers: readonly Paper[];
  viewer: Viewer;
  asOf: DateText;
}

export function showView(shown: Shown): object {
  const { programme, lines, comments, papers, viewer, asOf } = shown;
  const runs = isOne(viewer, MANAGERS);
  return {
    title: { key: 'programmes:show.title', title: programme.title },
    programme,
    asOf: asOf < programme.toDate ? asOf : programme.toDate,
    runs,
    changes: mayChange(viewer, programme),
    status: `programmes:statuses.${programme.status}`,
    kind: STATUS_KIND[programme.status],
    facts: factsOf(programme),
    lines: lines.map((line) => lineView(line, asOf)),
    targets: lines.map(({ target: { id, title } }) => ({ id, title })),
    comments,
    due: dueLines(papers, [programme], viewer, asOf),
    dueTitle: runs ? 'programmes:due.title' : 'programmes:due.title_officer',
    reports: newestReports(papers, viewer).map((one) => ({
      month: `${one.month}-01`,
      href: paths.report(one.month, { programme: programme.id }),
      status: statusFor(viewer, one),
    })),
    venues: programme.venues.map(({ id, name }) => ({ name, href: runs ? paths.venue(id) : undefined })),
    courses: programme.courses.map(({ id, name }) => ({ name, href: runs ? paths.course(id) : undefined })),
  };
}

/** A year of those that this person may read. @param papers the latest month first */
function newestReports(papers: readonly Paper[], viewer: Viewer): ReportPaper[] {
  return papers
    .filter((paper) => paper.part === 'report')
    .filter((report) => mayRead(viewer, report))
    .slice(0, NEWEST);
}

/** The fiscal years (年度) in which its period lies. */
export function fiscalYearsOf({ fromDate, toDate }: Pick<Programme, 'fromDate' | 'toDate'>): number[] {
  const [first, last] = [fiscalYearOf(fromDate), fiscalYearOf(toDate)];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function factsOf(programme: ProgrammeWithCity): { term: string; value?: Phrase; text?: string | null }[] {
  const { fromDate: from, toDate: to, contractDate: date, amount } = programme;
  const years = fiscalYearsOf(programme).map((year) => ({ key: 'programmes:year', year }));
  return [
    { term: 'programmes:form.city', text: programme.city },
    { term: 'programmes:form.department', text: programme.department },
    { term: 'programmes:form.addressee', text: programme.addressee },
    {
      term: 'programmes:form.operator',
      text: lines(programme.operatorName, programme.operatorAddress, programme.operatorRepresentative),
    },
    { term: 'programmes:form.contract_number', text: programme.contractNumber },
    { term: 'programmes:form.contract_date', value: { key: 'programmes:day', date } },
    { term: 'programmes:form.period', value: { key: 'programmes:period', from, to } },
    { term: 'programmes:form.years', value: { key: 'programmes:years', years } },
    { term: 'programmes:form.place', text: programme.place },
    { term: 'programmes:form.responsible', text: lines(programme.responsibleName, programme.responsibleContact) },
    { term: 'programmes:form.amount', value: amount === null ? undefined : { key: 'programmes:yen', amount } },
    { term: 'programmes:form.note', text: programme.note },
  ];
}

export interface Chosen {
  cities: readonly City[];
  venues: readonly Venue[];
  courses: readonly Course[];
}

/** @param kept the one that is edited; none: a new one */
export function formView(
  { cities, venues, courses }: Chosen,
  kept?: { programme: Programme; venueIds: readonly number[]; courseIds: readonly number[] },
): object {
  const programme = kept?.programme;
  return {
    title: programme ? { key: 'programmes:form.edit_title', title: programme.title } : 'programmes:form.new_title',
    programme,
    cities,
    venues: venues.map(({ id, name }) => ({ id, name })),
    courses: courses.map(({ id, title }) => ({ id, name: title })),
    venueIds: kept?.venueIds ?? [],
    courseIds: kept?.courseIds ?? [],
    documentDays: programme?.documentDays ?? 7,
    completionDays: programme?.completionDays ?? 0,
    status: programme?.status ?? PROGRAMME_STATUSES[0],
    statuses: PROGRAMME_STATUSES.map((value) => ({ value, label: `programmes:statuses.${value}` })),
  };
}

function lines(...parts: (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join('\n') || null;
}
