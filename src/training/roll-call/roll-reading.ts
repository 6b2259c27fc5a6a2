import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { ask } from '../../platform/database/ask.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';
import { whoOf } from '../count/who.js';
import { Seats } from '../enrolment/seats.js';
import { SessionSeat } from '../enrolment/session-seat.entity.js';
import { Attendance, type Means } from './attendance.entity.js';
import type { RollSession } from './roll-sessions.js';
import { type Joining, type Roll, rollOf, type Said } from './roll.policy.js';
import { WalkIn } from './walk-in.entity.js';

type RawRow = Raw<
  Pick<Attendance, 'id' | 'seatId' | 'userId' | 'walkInId' | 'status' | 'fromStatus' | 'reason' | 'tap'> & {
    at: Moment;
    recorded: Moment | null;
    by: number;
    byName: string;
    means: Means;
    name: string;
    kana: string | null;
  }
>;

type RawMerge = Raw<{
  walkInId: number;
  userId: number | null;
  intoWalkInId: number | null;
  at: Moment;
  byName: string;
  reason: string | null;
  /** Of the walk-in. */
  guest: string;
  /** Of whom it was merged with. */
  name: string;
  kana: string | null;
}>;

/** A name that was merged with a name that was merged …: all of them, with the names of the members. */
const MERGES = `WITH RECURSIVE chain (id) AS (
    SELECT id FROM walk_in WHERE session_id = $1
    UNION SELECT merged.into_walk_in_id FROM walk_in_merge merged
      JOIN chain ON chain.id = merged.walk_in_id WHERE merged.into_walk_in_id IS NOT NULL)
  SELECT merged.walk_in_id AS "walkInId", merged.user_id AS "userId", merged.into_walk_in_id AS "intoWalkInId",
    merged.merged_at AS "at", merger.name AS "byName", merged.reason AS "reason", guest.name AS "guest",
    COALESCE(person.name, other.name) AS "name", COALESCE(person.kana, other.kana) AS "kana"
  FROM walk_in_merge merged JOIN chain ON chain.id = merged.walk_in_id
  JOIN walk_in guest ON guest.id = merged.walk_in_id JOIN app_user merger ON merger.id = merged.merged_by
  LEFT JOIN app_user person ON person.id = merged.user_id
  LEFT JOIN walk_in other ON other.id = merged.into_walk_in_id ORDER BY merged.merged_at, merged.id`;

/** Reads who is expected at a session, and what was said of who came. */
@Injectable()
export class RollReading {
  constructor(private readonly seats: Seats) {}

  /** Two statements; a third where somebody is known by name alone. */
  async of(manager: EntityManager, session: RollSession): Promise<Roll> {
    const seats = await this.seats.of(manager, [session.id]);
    const rows = await this.rows(manager, session.id);
    const merged = rows.some(({ walkInId }) => walkInId !== null) ? await this.merges(manager, session.id) : [];
    return rollOf({
      seats,
      said: rows.map((row) => saidOf(row, session)),
      names: [...merged.filter(({ userId }) => userId !== null), ...rows].map((one) => ({ ...one, who: whoOf(one) })),
      merges: merged.map(joiningOf),
    });
  }

  /** What is said of a seat that was released is not told: it counts nowhere. */
  private rows(manager: EntityManager, sessionId: number): Promise<RawRow[]> {
    return manager
      .createQueryBuilder(Attendance, 'said')
      .innerJoin(User, 'marker', 'marker.id = said.marked_by')
      .leftJoin(User, 'person', 'person.id = said.user_id')
      .leftJoin(WalkIn, 'walk_in', 'walk_in.id = said.walk_in_id')
      .leftJoin(SessionSeat, 'seat', 'seat.id = said.seat_id')
      .select('said.id', 'id')
      .addSelect('said.seat_id', 'seatId')
      .addSelect('said.user_id', 'userId')
      .addSelect('said.walk_in_id', 'walkInId')
      .addSelect('said.status', 'status')
      .addSelect('said.from_status', 'fromStatus')
      .addSelect('said.marked_at', 'at')
      .addSelect('said.recorded_at', 'recorded')
      .addSelect('said.marked_by', 'by')
      .addSelect('said.means', 'means')
      .addSelect('said.reason', 'reason')
      .addSelect('said.tap', 'tap')
      .addSelect('marker.name', 'byName')
      .addSelect('COALESCE(person.name, walk_in.name)', 'name')
      .addSelect('COALESCE(person.kana, walk_in.kana)', 'kana')
      .where('said.session_id = :sessionId AND seat.released_at IS NULL', { sessionId })
      .orderBy('said.id')
      .getRawMany<RawRow>();
  }

  private merges(manager: EntityManager, sessionId: number): Promise<RawMerge[]> {
    return ask<RawMerge>(manager, MERGES, [sessionId]);
  }
}

function saidOf(
  { fromStatus: from, at: tapped, recorded: late, tap, ...row }: RawRow,
  { id, date, courseId, category, target }: RollSession,
): Said {
  const ofSession = { sessionId: id, date, courseId, category, target };
  const at = fromSql(tapped);
  const recorded = late === null ? at : fromSql(late);
  return { ...row, ...ofSession, who: whoOf(row), from, at, recorded, deed: deedOf(tap ?? String(row.id)) };
}

function joiningOf({ walkInId, userId, intoWalkInId, at, guest, name, byName, reason }: RawMerge): Joining {
  const into = whoOf({ userId, walkInId: intoWalkInId });
  return { walkIn: whoOf({ userId: null, walkInId }), into, at: fromSql(at), guest, name, byName, reason };
}

/** A tap for many people: each row has a key of its own. */
export function tapFor(tap: string, index: number): string {
  return index === 0 ? tap : `${tap} ${index}`;
}

function deedOf(tap: string): string {
  return tap.split(' ')[0]!;
}
