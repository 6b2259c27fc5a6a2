import type { EntityManager } from 'typeorm';
import type { DateText } from '../../src/platform/time.js';

/** The same figures in one slow statement that asks the tables directly: `延べ of 実`. */
export async function recount(manager: EntityManager, asOf: DateText, target = 'skill_up'): Promise<string> {
  const statement = `
    WITH RECURSIVE
    joined AS (
      SELECT walk_in_id, user_id, into_walk_in_id FROM walk_in_merge one
      WHERE NOT EXISTS (SELECT 1 FROM walk_in_merge later WHERE later.walk_in_id = one.walk_in_id
        AND (later.merged_at > one.merged_at OR (later.merged_at = one.merged_at AND later.id > one.id)))),
    stands (name, person) AS (
      SELECT 'u' || id, 'u' || id FROM app_user
      UNION ALL SELECT 'w' || id, 'w' || id FROM walk_in WHERE id NOT IN (SELECT walk_in_id FROM joined)
      UNION ALL SELECT 'w' || joined.walk_in_id, stands.person FROM joined JOIN stands ON stands.name =
        CASE WHEN joined.user_id IS NULL THEN 'w' || joined.into_walk_in_id ELSE 'u' || joined.user_id END),
    since AS (
      SELECT stands.person, MAX(walk_in_merge.merged_at) AS at
      FROM walk_in_merge JOIN stands ON stands.name = 'w' || walk_in_merge.walk_in_id GROUP BY stands.person),
    said AS (
      SELECT stands.person, stands.name, one.session_id, one.status, one.marked_at AS at,
        ROW_NUMBER() OVER (PARTITION BY stands.person, one.session_id ORDER BY one.marked_at DESC, one.id DESC) AS nth,
        ROW_NUMBER() OVER (PARTITION BY stands.name, one.session_id ORDER BY one.marked_at DESC, one.id DESC) AS nth_of_name
      FROM attendance one
      JOIN stands ON stands.name = CASE WHEN one.user_id IS NULL THEN 'w' || one.walk_in_id ELSE 'u' || one.user_id END
      JOIN training_session session ON session.id = one.session_id AND session.status = 'planned'
      JOIN course ON course.id = session.course_id
      LEFT JOIN session_seat seat ON seat.id = one.seat_id
      WHERE session.date <= '${asOf}' AND course.target = '${target}' AND seat.released_at IS NULL),
    there AS (
      SELECT DISTINCT said.person, said.session_id FROM said
      JOIN said final ON final.person = said.person AND final.session_id = said.session_id AND final.nth = 1
      LEFT JOIN since ON since.person = said.person
      WHERE said.status IN ('present', 'late', 'left_early')
        AND (said.nth = 1 OR (said.nth_of_name = 1 AND final.at < since.at)))
    SELECT COUNT(*) AS "attendances", COUNT(DISTINCT person) AS "people" FROM there`;
  const [{ attendances, people }] = await manager.query<[Record<'attendances' | 'people', string | number>]>(statement);
  return `${attendances} of ${people}`;
}
