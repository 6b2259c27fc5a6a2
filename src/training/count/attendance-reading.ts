import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import type { Minute, Moment } from '../../platform/time.js';
import type { AttendanceFacts } from './count.policy.js';
import type { AttendanceRow, AttendanceStatus, Merge } from './record.policy.js';
import { whoOf } from './who.js';

/** A session that is held, or is to be. */
export type SessionFacts = Pick<AttendanceRow, 'date' | 'courseId' | 'category' | 'target'> & {
  sessionId: number;
  start: Minute;
};

/** As the table has it: `userId` or `walkInId`, never both. */
export type RawRow = Raw<{
  id: number;
  sessionId: number;
  seatId: number | null;
  userId: number | null;
  walkInId: number | null;
  status: AttendanceStatus | null;
  from: AttendanceStatus | null;
  at: Moment;
  /** None: at once. */
  recorded: Moment | null;
  by: number;
  /** Of the seat. */
  releasedAt: Moment | null;
}>;

export type RawMerge = Raw<{
  walkInId: number;
  userId: number | null;
  intoWalkInId: number | null;
  at: Moment;
}>;

/** One statement. */
export async function mergesOf(manager: EntityManager): Promise<Merge[]> {
  const merges = await ask<RawMerge>(manager, MERGES, []);
  return merges.map(mergeOf);
}

export function mergeOf({ walkInId, userId, intoWalkInId, at }: RawMerge): Merge {
  return {
    walkIn: whoOf({ userId: null, walkInId }),
    into: whoOf({ userId, walkInId: intoWalkInId }),
    at: fromSql(at),
  };
}

export function factsOf(
  merges: readonly Merge[],
  rows: readonly RawRow[],
  sessions: readonly SessionFacts[],
): AttendanceFacts {
  const releases = rows.flatMap(({ seatId, releasedAt }) =>
    seatId === null || releasedAt === null ? [] : [{ seatId, at: fromSql(releasedAt) }],
  );
  return { rows: rowsOf(rows, sessions), merges, releases };
}

/** All that was said in these sessions. @param sessionIds one at least */
export async function rowsIn(
  manager: EntityManager,
  sessionIds: readonly number[],
  merges: readonly Merge[],
): Promise<AttendanceFacts> {
  const there = `${ROWS_IN_SESSIONS} AND session.id IN (${places(sessionIds)})`;
  const rows = await ask<RawRow & SessionFacts>(manager, there, sessionIds);
  return factsOf(merges, rows, rows);
}

/** Field by field: there may be tens of thousands, and spreading takes three times as long. */
function rowsOf(rows: readonly RawRow[], sessions: readonly SessionFacts[]): AttendanceRow[] {
  const held = new Map(sessions.map((one) => [one.sessionId, one]));
  const made: AttendanceRow[] = [];
  for (const { id, sessionId, seatId, userId, walkInId, status, from, at: tapped, recorded: late, by } of rows) {
    const session = held.get(sessionId);
    if (!session) continue;
    const { date, courseId, category, target } = session;
    const who = whoOf({ userId, walkInId });
    const at = fromSql(tapped);
    const recorded = late === null || +late === +tapped || late === tapped ? at : fromSql(late);
    made.push({ id, who, seatId, sessionId, date, courseId, category, target, status, from, at, recorded, by });
  }
  return made;
}

export const SESSION = `session.date AS "date", session.start_minute AS "start", course.id AS "courseId",
  course.category AS "category", course.target AS "target"`;

export const SAID = `said.id AS "id", said.session_id AS "sessionId", said.seat_id AS "seatId", said.user_id AS "userId",
  said.walk_in_id AS "walkInId", said.status AS "status", said.from_status AS "from", said.marked_at AS "at",
  said.recorded_at AS "recorded", said.marked_by AS "by", seat.released_at AS "releasedAt"`;

export const SESSIONS = `
  SELECT session.id AS "sessionId", ${SESSION} FROM training_session session JOIN course ON course.id = session.course_id
  WHERE session.status <> 'cancelled'`;

export const ROWS = `
  SELECT ${SAID} FROM attendance said LEFT JOIN session_seat seat ON seat.id = said.seat_id`;

/** Each with its session, as long as that was not cancelled. */
export const ROWS_IN_SESSIONS = `
  SELECT ${SAID}, ${SESSION} FROM training_session session JOIN course ON course.id = session.course_id
    JOIN attendance said ON said.session_id = session.id LEFT JOIN session_seat seat ON seat.id = said.seat_id
  WHERE session.status <> 'cancelled'`;

const MERGES = `
  SELECT walk_in_id AS "walkInId", user_id AS "userId", into_walk_in_id AS "intoWalkInId", merged_at AS "at"
  FROM walk_in_merge ORDER BY id`;
