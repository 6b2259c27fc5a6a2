import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import type { DateText } from '../../platform/time.js';
import { factsOf, type RawRow, ROWS_IN_SESSIONS, type SessionFacts } from './attendance-reading.js';
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

type RawTurnout = Omit<Turnout, 'people'> & { people: string };

/**
 * Who was where, as `attendedUpTo` says, by date and session; one statement, two where names were found to be somebody's. The
 * database looks for the last word about each person at each session, and answers with a row a session, so that years of
 * attendances are no more than a list of sessions. Of people who go by several names (few) the rows are read, and judged by
 * the policy.
 */
export async function readTurnouts(manager: EntityManager, asked: Asked, merges: readonly Merge[]): Promise<Turnout[]> {
  const rows = await ask<RawTurnout>(manager, ...lastWords(asked));
  const simple = rows.map((row): Turnout => ({ ...row, people: row.people.split(',').map(Number) }));
  if (merges.length === 0) return together(simple, []);
  const { text, values } = heldSessions(asked);
  const said = await ask<RawRow & SessionFacts>(manager, `${ROWS_IN_SESSIONS}${text} AND NOT (${BY_ONE_NAME})`, values);
  return together(simple, turnoutsOf(attendedUpTo(factsOf(merges, said, said), asked.asOf, asked.known)));
}

/** Nobody was ever merged with her: what was said last under the one name holds. */
const BY_ONE_NAME = `(said.user_id IS NULL OR said.user_id NOT IN (SELECT user_id FROM walk_in_merge WHERE user_id IS NOT NULL))
  AND (said.walk_in_id IS NULL OR said.walk_in_id NOT IN (SELECT walk_in_id FROM walk_in_merge
    UNION SELECT into_walk_in_id FROM walk_in_merge WHERE into_walk_in_id IS NOT NULL))`;

interface Condition {
  text: string;
  values: readonly unknown[];
}

function heldSessions({ from, asOf, courseIds }: Asked): Condition {
  const text = [` AND session.date <= $1`];
  if (from) text.push(` AND session.date >= $2`);
  const before = text.length;
  if (courseIds) text.push(` AND session.course_id IN (${courseIds.length > 0 ? places(courseIds, before) : 'NULL'})`);
  return { text: text.join(''), values: [asOf, ...(from ? [from] : []), ...(courseIds ?? [])] };
}

function lastWords(asked: Asked): [statement: string, values: readonly unknown[]] {
  const { text, values } = heldSessions(asked);
  const by = asked.known?.by && forSql(asked.known.by);
  const [recorded, released] = by
    ? [
        `COALESCE(said.recorded_at, said.marked_at) <= $${values.length + 1}`,
        `seat.released_at <= $${values.length + 2}`,
      ]
    : ['1 = 1', 'seat.released_at IS NOT NULL'];
  const statement = `
    SELECT session.id AS "sessionId", session.date AS "date", course.id AS "courseId", course.category AS "category",
      course.target AS "target", string_agg(CAST(word.person AS text), ',') AS "people"
    FROM (
      SELECT said.session_id, COALESCE(said.user_id, -said.walk_in_id) AS person, said.status,
        ROW_NUMBER() OVER (PARTITION BY said.session_id, said.user_id, said.walk_in_id
          ORDER BY said.marked_at DESC, said.id DESC) AS nth
      FROM attendance said
      WHERE said.session_id IN (SELECT session.id FROM training_session session WHERE session.status <> 'cancelled'${text})
        AND ${recorded} AND ${BY_ONE_NAME}
        AND NOT EXISTS (SELECT 1 FROM session_seat seat WHERE seat.id = said.seat_id AND ${released})
    ) word JOIN training_session session ON session.id = word.session_id JOIN course ON course.id = session.course_id
    WHERE word.nth = 1 AND word.status IN (${[...PRESENT].map((status) => `'${status}'`).join(', ')})
    GROUP BY session.id, course.id`;
  return [statement, by ? [...values, by, by] : values];
}
