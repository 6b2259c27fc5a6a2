import { paths } from '../../platform/paths.js';
import { fiscalYearOf, minuteAt, type Moment, todayAt } from '../../platform/time.js';
import { figureOf } from '../count/count.policy.js';
import type { Attended } from '../count/record.policy.js';
import type { Turnout } from '../count/turnout.policy.js';
import type { Course } from '../courses/course.entity.js';
import { isCancelled } from '../courses/course.view.js';
import type { SessionRow } from '../sessions/session-rows.js';
import type { SentMessage } from './session-messages.js';

/** Sessions that a page shows: past ones, at once and with those that are folded away, and those after the next. */
const LATEST_PAST = 5;
const MOST_PAST = 25;
const MOST_COMING = 20;

/** @param turnouts of these sessions */
export function teachingView(sessions: readonly SessionRow[], turnouts: readonly Turnout[], now: Moment): object {
  const [today, minute] = [todayAt(now), minuteAt(now)];
  const isOver = ({ date, end }: SessionRow): boolean => date < today || (date === today && end <= minute);
  const came = new Map(turnouts.map(({ sessionId, people }) => [sessionId, people.length]));
  const isUncalled = (session: SessionRow): boolean =>
    !isCancelled(session) && session.taken > 0 && !came.has(session.id);
  const line = (session: SessionRow): object => ({
    ...session,
    cancelled: isCancelled(session),
    over: isOver(session),
    href: paths.session(session.courseId, session.id),
    attended: came.get(session.id) ?? 0,
    uncalled: isUncalled(session),
  });
  const ahead = sessions.filter((session) => !isOver(session));
  const next = ahead.find((session) => !isCancelled(session));
  const coming = ahead.filter((session) => session !== next);
  const past = sessions.filter(isOver).toReversed();
  /** What waits for her is not folded away. */
  const isShown = (session: SessionRow, at: number): boolean => at < LATEST_PAST || isUncalled(session);
  const year = turnouts.filter(({ date }) => fiscalYearOf(date) === fiscalYearOf(today));
  return {
    title: 'teaching:title',
    isToday: next?.date === today,
    next: next && line(next),
    coming: coming.slice(0, MOST_COMING).map(line),
    later: Math.max(0, coming.length - MOST_COMING),
    past: past.slice(0, MOST_PAST).filter(isShown).map(line),
    earlier: past
      .slice(0, MOST_PAST)
      .filter((session, at) => !isShown(session, at))
      .map(line),
    older: Math.max(0, past.length - MOST_PAST),
    total: { sessions: turnouts.length, ...figureOf(turnouts) },
    year: { sessions: year.length, ...figureOf(year) },
  };
}

interface MessageFacts {
  recipients: number;
  sent: readonly SentMessage[];
  /** Of the form: what is written in it is sent once. */
  key: string;
}

export function messageView(session: SessionRow, facts: MessageFacts): object {
  return { title: 'teaching:message.title', session, ...facts };
}

export function attendedView(
  attended: readonly Attended[],
  courses: readonly Pick<Course, 'id' | 'title' | 'status'>[],
): object {
  const known = new Map(courses.map((course) => [course.id, course]));
  return {
    title: 'teaching:attended.title',
    count: attended.length,
    rows: attended.map(({ date, courseId, status }) => {
      const course = known.get(courseId);
      const open = course && course.status !== 'draft';
      return {
        date,
        course: course?.title,
        href: open ? paths.training(courseId) : undefined,
        status: `count:statuses.${status}`,
      };
    }),
  };
}
