import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import { fromSql } from '../../platform/database/columns.js';
import type { DateText, Minute } from '../../platform/time.js';
import { type AttendanceFacts, type Attended, attendedUpTo, type Count, countOf } from './count.policy.js';
import { type AttendanceRow, type AttendanceStatus, type Knowledge, type Merge, mergedInto } from './record.policy.js';
import { idsOf, whoOf } from './who.js';

type Stored = Date | string;

/** A session that is held, or is to be. */
export type SessionFacts = Pick<AttendanceRow, 'date' | 'courseId' | 'category' | 'target'> & {
  sessionId: number;
  start: Minute;
};

/** `userId` or `walkInId`, never both. */
interface RawRow {
  id: number;
  sessionId: number;
  seatId: number | null;
  userId: number | null;
  walkInId: number | null;
  status: AttendanceStatus | null;
  from: AttendanceStatus | null;
  at: Stored;
  /** None: at once. */
  recorded: Stored | null;
  by: number;
  /** Of the seat. */
  releasedAt: Stored | null;
}

interface RawMerge {
  walkInId: number;
  userId: number | null;
  intoWalkInId: number | null;
  at: Stored;
}

/**
 * Those who came to trainings, counted from the rows whenever it is asked: no counter is kept that could drift (DOMAIN, Rules
 * of trainings and counting). Sessions that were cancelled were not held, and nobody was there.
 */
@Injectable()
export class TrainingCount {
  /** As `countOf`. Three statements, however many years there are. */
  async count(manager: EntityManager, asOf: DateText, known: Knowledge = {}): Promise<Count> {
    return countOf(await this.facts(manager), asOf, known);
  }

  /** All that is known of who came, or of who came to these courses. Three statements. */
  async facts(
    manager: EntityManager,
    courseIds?: readonly number[],
  ): Promise<AttendanceFacts & { sessions: readonly SessionFacts[] }> {
    const some = courseIds && `course_id IN (${courseIds.length > 0 ? places(courseIds) : 'NULL'})`;
    const ofSome = some ? ` WHERE said.session_id IN (SELECT id FROM training_session WHERE ${some})` : '';
    const sessions = await ask<SessionFacts>(manager, SESSIONS + (some ? ` AND session.${some}` : ''), courseIds ?? []);
    const rows = await ask<RawRow>(manager, ROWS + ofSome, courseIds ?? []);
    return { ...factsOf(await mergesOf(manager), rows, sessions), sessions };
  }

  /** Where a member was, up to a day, under her name and those that were found to be hers; by date. Three statements. */
  async ofMember(manager: EntityManager, userId: number, asOf: DateText): Promise<Attended[]> {
    const merges = await mergesOf(manager);
    const personOf = mergedInto(merges);
    const guests = merges.filter(({ walkIn }) => personOf(walkIn) === whoOf({ userId, walkInId: null }));
    const ids = [0, ...guests.map(({ walkIn }) => idsOf(walkIn).walkInId!)];
    const hers = ` WHERE said.user_id = $1 OR said.walk_in_id IN (${places(ids, 1)})`;
    const rows = await ask<RawRow>(manager, ROWS + hers, [userId, ...ids]);
    const sessionIds = [0, ...new Set(rows.map(({ sessionId }) => sessionId))];
    const there = ` AND session.id IN (${places(sessionIds)})`;
    const sessions = await ask<SessionFacts>(manager, SESSIONS + there, sessionIds);
    const attended = attendedUpTo(factsOf(merges, rows, sessions), asOf);
    return attended.toSorted((a, b) => a.date.localeCompare(b.date) || a.sessionId - b.sessionId);
  }
}

/** One statement. */
async function mergesOf(manager: EntityManager): Promise<Merge[]> {
  const merges = await ask<RawMerge>(manager, MERGES, []);
  return merges.map(({ walkInId, userId, intoWalkInId, at }): Merge => {
    return {
      walkIn: whoOf({ userId: null, walkInId }),
      into: whoOf({ userId, walkInId: intoWalkInId }),
      at: fromSql(at),
    };
  });
}

function factsOf(
  merges: readonly Merge[],
  rows: readonly RawRow[],
  sessions: readonly SessionFacts[],
): AttendanceFacts {
  const releases = rows.flatMap(({ seatId, releasedAt }) =>
    seatId === null || releasedAt === null ? [] : [{ seatId, at: fromSql(releasedAt) }],
  );
  return { rows: rowsOf(rows, sessions), merges, releases };
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

const SESSIONS = `
  SELECT session.id AS "sessionId", session.date AS "date", session.start_minute AS "start", course.id AS "courseId", course.category AS "category",
    course.target AS "target"
  FROM training_session session JOIN course ON course.id = session.course_id
  WHERE session.status <> 'cancelled'`;

const ROWS = `
  SELECT said.id AS "id", said.session_id AS "sessionId", said.seat_id AS "seatId", said.user_id AS "userId",
    said.walk_in_id AS "walkInId", said.status AS "status", said.from_status AS "from", said.marked_at AS "at",
    said.recorded_at AS "recorded", said.marked_by AS "by", seat.released_at AS "releasedAt"
  FROM attendance said LEFT JOIN session_seat seat ON seat.id = said.seat_id`;

const MERGES = `
  SELECT walk_in_id AS "walkInId", user_id AS "userId", into_walk_in_id AS "intoWalkInId", merged_at AS "at"
  FROM walk_in_merge ORDER BY id`;
