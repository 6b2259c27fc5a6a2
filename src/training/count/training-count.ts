import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import type { DateText } from '../../platform/time.js';
import {
  factsOf,
  mergesOf,
  type RawRow,
  ROWS,
  ROWS_IN_SESSIONS,
  type SessionFacts,
  SESSIONS,
} from './attendance-reading.js';
import { type AttendanceFacts, attendedUpTo, type Count, countTurnouts } from './count.policy.js';
import { type Attended, type Knowledge, mergedInto } from './record.policy.js';
import type { Turnout } from './turnout.policy.js';
import { type Asked, readTurnouts } from './turnouts.js';
import { idsOf, whoOf } from './who.js';

/**
 * Those who came to trainings, counted from the rows whenever it is asked: no counter is kept that could drift (DOMAIN, Rules
 * of trainings and counting). Sessions that were cancelled were not held, and nobody was there.
 */
@Injectable()
export class TrainingCount {
  /** As `countOf`. One statement, however many years there are. */
  async count(manager: EntityManager, asOf: DateText, known?: Knowledge): Promise<Count> {
    return countTurnouts(await this.turnouts(manager, { asOf, known }), asOf);
  }

  /** Who was at which session, by date. One statement. */
  async turnouts(manager: EntityManager, asked: Asked): Promise<Turnout[]> {
    return (await readTurnouts(manager, asked)).turnouts;
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

  /** Where a member was, up to a day, under her name and those that were found to be hers; by date. Two statements. */
  async ofMember(manager: EntityManager, userId: number, asOf: DateText): Promise<Attended[]> {
    const merges = await mergesOf(manager);
    const personOf = mergedInto(merges);
    const guests = merges.filter(({ walkIn }) => personOf(walkIn) === whoOf({ userId, walkInId: null }));
    const ids = [0, ...guests.map(({ walkIn }) => idsOf(walkIn).walkInId!)];
    const hers = `${ROWS_IN_SESSIONS} AND (said.user_id = $1 OR said.walk_in_id IN (${places(ids, 1)}))`;
    const rows = await ask<RawRow & SessionFacts>(manager, hers, [userId, ...ids]);
    const attended = attendedUpTo(factsOf(merges, rows, rows), asOf);
    return attended.toSorted((a, b) => a.date.localeCompare(b.date) || a.sessionId - b.sessionId);
  }
}
