import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { SessionRow } from '../sessions/session-rows.js';
import { AUDIENCES, CATEGORIES, type Course, COURSE_STATUSES, ENROLMENTS } from './course.entity.js';

export interface CourseLine extends Pick<Course, 'id' | 'title' | 'category' | 'status'> {
  /** Planned, past ones too. */
  sessions: number | string;
  /** The day of the next one. */
  next: DateText | null;
}

const STATUS_KIND = { draft: 'wait', published: 'good', closed: '' } as const;

/** Trainers look, managers decide. */
export function mayChange(viewer: Viewer): boolean {
  return isOne(viewer, ['manager', 'admin']);
}

export function listView(lines: readonly CourseLine[], viewer: Viewer): object {
  return {
    title: 'training:courses.title',
    adding: mayChange(viewer) ? paths.courseNew() : undefined,
    courses: lines.map(({ id, title, category, status, sessions, next }) => ({
      title,
      href: paths.course(id),
      category: categoryName(category),
      status: `training:statuses.${status}`,
      kind: STATUS_KIND[status],
      sessions: Number(sessions),
      next,
    })),
  };
}

/** @param course the one that is edited; none: a new one */
export function formView(course?: Course): object {
  const options = (values: readonly string[], group: string): object[] =>
    values.map((value) => ({ value, label: `training:${group}.${value}` }));
  return {
    title: course ? { key: 'training:form.edit_title', title: course.title } : 'training:form.new_title',
    course,
    counted: course ? course.target !== null : true,
    fee: course?.fee ?? 0,
    category: course?.category ?? CATEGORIES[0],
    audience: course?.audience ?? AUDIENCES[0],
    enrolment: course?.enrolmentPer ?? ENROLMENTS[0],
    status: course?.status ?? COURSE_STATUSES[0],
    categories: options(CATEGORIES, 'categories'),
    audiences: options(AUDIENCES, 'audiences'),
    enrolments: options(ENROLMENTS, 'enrolments'),
    statuses: options(COURSE_STATUSES, 'statuses'),
  };
}

export function showView(course: Course, sessions: readonly SessionRow[], viewer: Viewer, today: DateText): object {
  const [past, coming] = [false, true].map((ahead) =>
    sessions.filter(({ date }) => date >= today === ahead).map((one) => ({ ...one, cancelled: isCancelled(one) })),
  );
  return {
    title: { key: 'training:course.title', title: course.title },
    course,
    changes: mayChange(viewer),
    status: `training:statuses.${course.status}`,
    kind: STATUS_KIND[course.status],
    isPublic: course.status !== 'draft',
    facts: factsOf(course),
    coming,
    past: past!.toReversed(),
  };
}

/** What everybody may know of a course. */
export function publicFactsOf({ category, audience, fee, certificatePercent: percent }: Course): Fact[] {
  return [
    { term: 'training:form.category', value: categoryName(category) },
    { term: 'training:form.audience', value: `training:audiences.${audience}` },
    { term: 'training:form.fee', value: fee === 0 ? 'training:free' : { key: 'training:yen', fee } },
    { term: 'training:form.certificate', value: percent ? { key: 'training:certificate', percent } : undefined },
  ];
}

interface Fact {
  term: string;
  value?: Phrase;
}

function factsOf(course: Course): Fact[] {
  return [
    ...publicFactsOf(course),
    { term: 'training:form.enrolment', value: `training:enrolments.${course.enrolmentPer}` },
    { term: 'training:form.target', value: course.target ? 'training:targets.skill_up' : 'training:targets.none' },
  ];
}

export function categoryName(category: string): string {
  return `training:categories.${category}`;
}

export function isCancelled({ status }: Pick<SessionRow, 'status'>): boolean {
  return status === 'cancelled';
}
