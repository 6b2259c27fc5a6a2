import type { Database as Connection } from 'better-sqlite3';
import { CATEGORIES } from '../../src/training/courses/course.entity.js';
import { addDays, type DateText } from '../../src/platform/time.js';
import { integers, MEMBERS, STAFF, stored } from './world-base.js';

export interface TrainingSize {
  /** Past years, and how many came in each. */
  years: number;
  attendances: number;
  /** Sessions ahead, of six a course, each on a day of its own. */
  ahead: number;
  /** Sessions of today, of which the roll is called. */
  today: number;
}

export interface TrainingWorld {
  /** Those in which one can enrol. */
  ahead: { courseId: number; sessionId: number }[];
  /** Those of which the roll is called, each with those who have seats. */
  rolls: { sessionId: number; userIds: number[] }[];
}

/** Who came in the past: others than the members who book. */
const TRAINEES = 2000;
const FIRST_TRAINEE = STAFF + 1;
const PER_SESSION = 25;
const SESSIONS_OF_COURSE = 6;

/** Years of sessions that were held with the roll called, sessions ahead, and some of today. */
export function fillTrainings(connection: Connection, today: DateText, size: TrainingSize): TrainingWorld {
  const add = adding(connection, today);
  fillTrainees(connection, today);
  fillPast(connection, today, size, add);
  const ahead = Array.from({ length: Math.ceil(size.ahead / SESSIONS_OF_COURSE) }, (_, nth) => {
    const courseId = add.course(nth, 'published');
    return Array.from({ length: SESSIONS_OF_COURSE }, (__, index) => ({
      courseId,
      sessionId: add.session(courseId, addDays(today, 1 + nth * SESSIONS_OF_COURSE + index), MEMBERS + 100),
    }));
  }).flat();
  const closed = add.course(0, 'closed');
  const rolls = Array.from({ length: size.today }, () => {
    const sessionId = add.session(closed, today, PER_SESSION);
    const userIds = Array.from({ length: 20 }, (_, nth) => FIRST_TRAINEE + nth);
    for (const userId of userIds) add.seat(closed, sessionId, userId);
    return { sessionId, userIds };
  });
  return { ahead, rolls };
}

function fillTrainees(connection: Connection, today: DateText): void {
  const now = stored(today, 0);
  const user = connection.prepare(
    `INSERT INTO app_user (id, email, email_confirmed_at, name, kana, resident, raising_children, language, search_text, created_at)
     VALUES (?, ?, ?, ?, 'ケイソク', 1, 1, 'ja', '', ?)`,
  );
  const role = connection.prepare(`INSERT INTO user_role (user_id, role, granted_at) VALUES (?, 'member', ?)`);
  for (let nth = 0; nth < TRAINEES; nth += 1) {
    const id = FIRST_TRAINEE + nth;
    user.run(id, `trainee${nth}@example.jp`, now, `受講 ${nth}`, now);
    role.run(id, now);
  }
}

interface Adding {
  course(nth: number, status: string): number;
  session(courseId: number, date: DateText, capacity: number): number;
  /** A seat by an enrolment in the session. */
  seat(courseId: number, sessionId: number, userId: number): void;
}

function adding(connection: Connection, today: DateText): Adding {
  const now = stored(today, 0);
  const course = connection.prepare(
    `INSERT INTO course (title, category, audience, target, fee, enrolment_per, status, created_at, created_by, changed_at)
     VALUES (?, ?, 'anyone', ?, 0, 'session', ?, :now, ${STAFF}, :now)`,
  );
  const session = connection.prepare(
    `INSERT INTO training_session (course_id, venue_id, date, start_minute, end_minute, capacity, closes_days_before, status,
       created_at, created_by, changed_at)
     VALUES (?, 1, ?, 600, 720, ?, 0, 'planned', :now, ${STAFF}, :now)`,
  );
  const enrolment = connection.prepare(
    `INSERT INTO enrolment (course_id, session_id, user_id, status, asked_at, asked_by, enrolled_at)
     VALUES (?, ?, ?, 'enrolled', :now, ${STAFF}, :now)`,
  );
  const seat = connection.prepare(
    'INSERT INTO session_seat (session_id, enrolment_id, user_id, taken_at) VALUES (?, ?, ?, :now)',
  );
  return {
    course: (nth, status) => {
      const category = CATEGORIES[nth % CATEGORIES.length]!;
      const target = category === 'ict' || category === 'writing' ? 'skill_up' : null;
      return Number(course.run(`講座 ${nth + 1}`, category, target, status, { now }).lastInsertRowid);
    },
    session: (courseId, date, capacity) => Number(session.run(courseId, date, capacity, { now }).lastInsertRowid),
    seat: (courseId, sessionId, userId) => {
      const { lastInsertRowid } = enrolment.run(courseId, sessionId, userId, { now });
      seat.run(sessionId, lastInsertRowid, userId, { now });
    },
  };
}

/** Spread over the days of the years; nine of ten were there, one in fifty was corrected. */
function fillPast(
  connection: Connection,
  today: DateText,
  { years, attendances }: TrainingSize,
  add: Pick<Adding, 'course' | 'session'>,
): void {
  const count = Math.ceil((years * attendances) / PER_SESSION);
  const ids: number[] = [];
  let courseId = 0;
  for (let nth = 0; nth < count; nth += 1) {
    if (nth % SESSIONS_OF_COURSE === 0) courseId = add.course(nth / SESSIONS_OF_COURSE, 'closed');
    ids.push(add.session(courseId, addDays(today, -1 - Math.floor((nth * 365 * years) / count)), PER_SESSION));
  }
  if (count === 0) return;
  connection
    .prepare(
      `CREATE TEMP TABLE came AS
       WITH RECURSIVE counted (nth) AS (SELECT 0 UNION ALL SELECT nth + 1 FROM counted WHERE nth + 1 < :all)
       SELECT nth, session.id AS session_id, session.course_id, session.date || ' 03:00:00.000' AS at,
         :first + (nth * 7) % :trainees AS user_id
       FROM counted JOIN training_session session ON session.id = :firstSession + nth / :perSession`,
    )
    .run(
      integers({
        all: years * attendances,
        first: FIRST_TRAINEE,
        trainees: TRAINEES,
        firstSession: ids[0]!,
        perSession: PER_SESSION,
      }),
    );
  connection.exec(
    `INSERT INTO enrolment (course_id, session_id, user_id, status, asked_at, asked_by, enrolled_at)
     SELECT course_id, session_id, user_id, 'enrolled', at, user_id, at FROM came ORDER BY nth;
     INSERT INTO session_seat (session_id, enrolment_id, user_id, taken_at)
     SELECT session_id, id, user_id, asked_at FROM enrolment;
     INSERT INTO attendance (session_id, seat_id, user_id, status, marked_at, marked_by, means)
     SELECT session_id, id, user_id, CASE WHEN id % 10 = 0 THEN 'absent' ELSE 'present' END, taken_at, ${STAFF}, 'list'
     FROM session_seat ORDER BY id;
     INSERT INTO attendance (session_id, seat_id, user_id, status, from_status, marked_at, marked_by, means)
     SELECT session_id, seat_id, user_id, 'late', status, marked_at, ${STAFF}, 'list' FROM attendance WHERE id % 50 = 0;
     DROP TABLE came`,
  );
}
