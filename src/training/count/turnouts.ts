import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import type { DateText } from '../../platform/time.js';
import {
  factsOf,
  mergeOf,
  type RawMerge,
  type RawRow,
  SAID,
  SESSION,
  type SessionFacts,
} from './attendance-reading.js';
import { attendedUpTo } from './count.policy.js';
import { type Knowledge, type Merge, PRESENT } from './record.policy.js';
import { together, type Turnout, turnoutsOf } from './turnout.policy.js';

/** Which sessions, and what of them. */
export interface Asked {
  /** None: from the first. */
  from?: DateText;
  /** By the date of the session. */
  asOf: DateText;
  /** None: all. */
  courseIds?: readonly number[];
  /** None: everything that is known today. */
  known?: Knowledge;
}

type Answered =
  | ({ part: 'turnout'; people: string } & Omit<Turnout, 'people'>)
  | ({ part: 'said' } & RawRow & SessionFacts)
  | ({ part: 'merge'; id: number } & RawMerge);

/**
 * Who was where, as `attendedUpTo` says, by date and session; one statement. The database looks for the last word about each
 * person at each session, and answers with a row a session, so that years of attendances are no more than a list of sessions.
 * Of people who go by several names (few) it gives all that was said, and the policy judges it.
 */
export async function readTurnouts(
  manager: EntityManager,
  asked: Asked,
): Promise<{ turnouts: Turnout[]; merges: Merge[] }> {
  const simple: Turnout[] = [];
  const said: (RawRow & SessionFacts)[] = [];
  const found: (RawMerge & { id: number })[] = [];
  for (const row of await ask<Answered>(manager, ...question(asked))) {
    if (row.part === 'said') said.push(row);
    else if (row.part === 'merge') found.push(row);
    else {
      const { sessionId, date, courseId, category, target, people } = row;
      simple.push({ sessionId, date, courseId, category, target, people: people.split(',').map(Number) });
    }
  }
  const merges = found.toSorted((a, b) => a.id - b.id).map(mergeOf);
  const others = turnoutsOf(attendedUpTo(factsOf(merges, said, said), asked.asOf, asked.known));
  return { turnouts: together(simple, others), merges };
}

/** Nobody was ever merged with her: what was said last under the one name holds. */
const BY_ONE_NAME = `(said.user_id IS NULL OR said.user_id NOT IN (SELECT user_id FROM walk_in_merge WHERE user_id IS NOT NULL))
  AND (said.walk_in_id IS NULL OR said.walk_in_id NOT IN (SELECT walk_in_id FROM walk_in_merge
    UNION SELECT into_walk_in_id FROM walk_in_merge WHERE into_walk_in_id IS NOT NULL))`;

interface Condition {
  text: string;
  values: readonly unknown[];
}

/** @param before parameters that come earlier */
function heldSessions({ from, asOf, courseIds }: Asked, before = 0): Condition {
  const text = [` AND session.date <= $${before + 1}`];
  if (from) text.push(` AND session.date >= $${before + 2}`);
  if (courseIds)
    text.push(` AND session.course_id IN (${courseIds.length > 0 ? places(courseIds, before + text.length) : 'NULL'})`);
  return { text: text.join(''), values: [asOf, ...(from ? [from] : []), ...(courseIds ?? [])] };
}

/** What each part has of the columns of all; the first part has them all, from which PostgreSQL learns their types. */
function question(asked: Asked): [statement: string, values: readonly unknown[]] {
  const held = heldSessions(asked);
  const words = lastWords(asked, held.values.length);
  const statement = `
    SELECT 'said' AS "part", CAST(NULL AS text) AS "people", CAST(NULL AS integer) AS "intoWalkInId", ${SAID}, ${SESSION}
    FROM training_session session JOIN course ON course.id = session.course_id
      JOIN attendance said ON said.session_id = session.id LEFT JOIN session_seat seat ON seat.id = said.seat_id
    WHERE EXISTS (SELECT 1 FROM walk_in_merge) AND session.status <> 'cancelled'${held.text} AND NOT (${BY_ONE_NAME})
    UNION ALL
    SELECT 'turnout', word.people, NULL, NULL, word.session_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
      session.date, session.start_minute, course.id, course.category, course.target
    FROM (${words.text}) word JOIN training_session session ON session.id = word.session_id
      JOIN course ON course.id = session.course_id
    UNION ALL
    SELECT 'merge', NULL, into_walk_in_id, id, NULL, NULL, user_id, walk_in_id, NULL, NULL, merged_at, NULL, NULL, NULL,
      NULL, NULL, NULL, NULL, NULL
    FROM walk_in_merge`;
  return [statement, [...held.values, ...words.values]];
}

/** Session by session who was there, of those who go by one name. */
function lastWords(asked: Asked, before: number): Condition {
  const { text, values } = heldSessions(asked, before);
  const by = asked.known?.by && forSql(asked.known.by);
  const [recorded, released] = by
    ? [
        `COALESCE(said.recorded_at, said.marked_at) <= $${before + values.length + 1}`,
        `seat.released_at <= $${before + values.length + 2}`,
      ]
    : ['1 = 1', 'seat.released_at IS NOT NULL'];
  const statement = `
    SELECT newest.session_id, string_agg(CAST(newest.person AS text), ',') AS people
    FROM (
      SELECT said.session_id, COALESCE(said.user_id, -said.walk_in_id) AS person, said.status,
        ROW_NUMBER() OVER (PARTITION BY said.session_id, said.user_id, said.walk_in_id
          ORDER BY said.marked_at DESC, said.id DESC) AS nth
      FROM attendance said
      WHERE said.session_id IN (SELECT session.id FROM training_session session WHERE session.status <> 'cancelled'${text})
        AND ${recorded} AND ${BY_ONE_NAME}
        AND NOT EXISTS (SELECT 1 FROM session_seat seat WHERE seat.id = said.seat_id AND ${released})
    ) newest
    WHERE newest.nth = 1 AND newest.status IN (${[...PRESENT].map((status) => `'${status}'`).join(', ')})
    GROUP BY newest.session_id`;
  return { text: statement, values: by ? [...values, by, by] : values };
}
