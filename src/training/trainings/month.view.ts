import { groupBy } from '../../platform/group-by.js';
import { paths } from '../../platform/paths.js';
import { addDays, addMonths, type DateText, type Moment, todayAt, weekdayOf } from '../../platform/time.js';
import { type Category, CATEGORIES } from '../courses/course.entity.js';
import { categoryName, isCancelled } from '../courses/course.view.js';
import { doorOf, sessionsAhead } from '../enrolment/door.policy.js';
import { type DoorLine, doorLine } from '../enrolment/door.view.js';
import type { SessionRow } from '../sessions/session-rows.js';

interface MonthFacts {
  first: DateText;
  last: DateText;
  now: Moment;
  /** Of the month, of every category. */
  sessions: readonly SessionRow[];
  /** From today on, of those courses in which one enrols as a whole. */
  ofCourses: readonly SessionRow[];
  category?: Category;
}

/** A month of sessions: a calendar whose days lead to the list below it. What is over is not listed in the month of today. */
export function monthView({ first, last, now, sessions, ofCourses, category }: MonthFacts): object {
  const today = todayAt(now);
  const from = last < today ? first : [first, today].toSorted().at(-1)!;
  const wanted = sessions.filter((one) => one.date >= from && (!category || one.category === category));
  const perCourse = groupBy(ofCourses, ({ courseId }) => courseId);
  const lines = wanted.map((one) => lineOf(one, perCourse.get(one.courseId) ?? [one], now));
  const byDate = groupBy(lines, ({ date }) => date);
  const monday = addDays(first, 1 - weekdayOf(first));
  const days = Array.from({ length: Number(last.slice(8)) }, (_, ahead) => addDays(first, ahead));
  const month = (by: number): string => paths.trainings({ month: addMonths(first, by).slice(0, 7), category });
  const filter = (one?: Category): object => ({
    label: one ? categoryName(one) : 'training:public.all',
    href: paths.trainings({ month: first.slice(0, 7), category: one }),
    current: one === category,
  });
  return {
    title: 'training:public.title',
    description: 'training:public.description',
    month: first,
    weekdays: Array.from({ length: 7 }, (_, ahead) => addDays(monday, ahead)),
    before: Array.from({ length: weekdayOf(first) - 1 }, () => null),
    days: days.map((date) => ({
      date,
      number: Number(date.slice(8)),
      isToday: date === today,
      count: byDate.get(date)?.length,
      free: byDate.get(date)?.some(({ free }) => free),
    })),
    dates: [...byDate].map(([date, of]) => ({ date, sessions: of })),
    filters: [filter(), ...CATEGORIES.map((one) => filter(one))],
    previous: month(-1),
    next: month(1),
    feed: paths.trainingsFeed({ category }),
  };
}

/** @param these what one enrols in: the session, or all of its course */
function lineOf(session: SessionRow, these: readonly SessionRow[], now: Moment): SessionLine {
  const ahead = sessionsAhead([session], now).length > 0;
  const door = ahead ? doorOf(session.courseStatus, these, { now }) : undefined;
  return {
    ...session,
    categoryName: categoryName(session.category),
    cancelled: isCancelled(session),
    door: door && doorLine(door),
    free: door?.state === 'open',
  };
}

interface SessionLine extends SessionRow {
  categoryName: string;
  cancelled: boolean;
  door?: DoorLine;
  /** One can enrol. */
  free: boolean;
}
