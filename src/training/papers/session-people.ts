import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { CarePlace } from '../../childcare/places/care-place.entity.js';
import { fromSql } from '../../platform/database/columns.js';
import { type Merge, mergedInto } from '../count/record.policy.js';
import { SessionSeat } from '../enrolment/session-seat.entity.js';
import { Attendance } from '../roll-call/attendance.entity.js';
import { WalkInMerge } from '../roll-call/walk-in-merge.entity.js';
import { WalkIn } from '../roll-call/walk-in.entity.js';

/** Somebody who comes to a session, or came. */
export interface SessionPerson {
  /** A member, `member:12`, or somebody known by name alone, `walk_in:3`. */
  who: string;
  name: string;
  kana: string | null;
  /** None: not a member. */
  userId: number | null;
  /** In childcare meanwhile. */
  children: number;
  /** Came without having enrolled. */
  walkedIn: boolean;
}

type Raw = { userId: number | null; walkInId: number | null; name: string | null; kana: string | null };

/** Everybody of a session, once each, in the order of their kana; three statements. */
@Injectable()
export class SessionPeople {
  async of(manager: EntityManager, sessionId: number): Promise<SessionPerson[]> {
    const people = [
      ...(await this.seated(manager, sessionId)),
      ...(await this.marked(manager, sessionId)),
      ...(await this.named(manager, sessionId)),
    ];
    const once = new Map<string, SessionPerson | undefined>();
    for (const { who, person } of people) if (!once.has(who)) once.set(who, person);
    return [...once.values()].filter((person) => person !== undefined).toSorted(byKana);
  }

  private async seated(manager: EntityManager, sessionId: number): Promise<Found[]> {
    const rows = await manager
      .createQueryBuilder(SessionSeat, 'seat')
      .innerJoin(User, 'user', 'user.id = seat.user_id')
      .leftJoin(
        CarePlace,
        'place',
        "place.for_kind = 'session_seat' AND place.for_id = seat.id AND place.status = 'reserved'",
      )
      .select(['user.id AS "userId"', 'user.name AS "name"', 'user.kana AS "kana"', 'COUNT(place.id) AS "children"'])
      .where('seat.session_id = :sessionId AND seat.released_at IS NULL', { sessionId })
      .groupBy('user.id')
      .getRawMany<{ userId: number; name: string; kana: string; children: number | string }>();
    return rows.map((row) => found({ ...row, children: Number(row.children), walkedIn: false }));
  }

  /** Who is on the list without a seat, as it was said last; what was taken back leaves nobody. */
  private async marked(manager: EntityManager, sessionId: number): Promise<Found[]> {
    const rows = await manager
      .createQueryBuilder(Attendance, 'said')
      .leftJoin(User, 'user', 'user.id = said.user_id')
      .select(['said.user_id AS "userId"', 'said.walk_in_id AS "walkInId"', 'said.status AS "status"'])
      .addSelect(['user.name AS "name"', 'user.kana AS "kana"'])
      .where('said.session_id = :sessionId AND said.seat_id IS NULL', { sessionId })
      .orderBy('said.marked_at')
      .addOrderBy('said.id')
      .getRawMany<Raw & { status: string | null }>();
    const last = new Map(rows.map((row) => [whoIs(row), row]));
    return [...last].flatMap(([who, { status, userId, name, kana }]) => {
      if (status === null) return [{ who }];
      return name === null ? [] : [found({ userId, name, kana, children: 0, walkedIn: true })];
    });
  }

  /** Names that were written down at the door. One that was found to be a member is that member. */
  private async named(manager: EntityManager, sessionId: number): Promise<Found[]> {
    const rows = await manager
      .createQueryBuilder(WalkIn, 'guest')
      .leftJoin(WalkInMerge, 'merge', 'merge.walk_in_id = guest.id')
      .leftJoin(User, 'user', 'user.id = merge.user_id')
      .select(['guest.id AS "walkInId"', 'guest.name AS "name"', 'guest.kana AS "kana"'])
      .addSelect(['user.id AS "userId"', 'user.name AS "memberName"', 'user.kana AS "memberKana"'])
      .addSelect(['merge.into_walk_in_id AS "into"', 'merge.merged_at AS "mergedAt"'])
      .where('guest.session_id = :sessionId', { sessionId })
      .orderBy('merge.id', 'DESC')
      .getRawMany<Named>();
    const personOf = mergedInto(rows.flatMap(mergeOf));
    return rows.map(({ memberName, memberKana, userId, name, kana, walkInId }) => {
      const person = { userId, name: memberName ?? name!, kana: memberKana ?? kana, children: 0, walkedIn: true };
      const who = personOf(`walk_in:${walkInId}`);
      return { who, person: { ...person, who } };
    });
  }
}

/** Nobody: she was, and it was taken back. */
interface Found {
  who: string;
  person?: SessionPerson;
}

interface Named extends Raw {
  memberName: string | null;
  memberKana: string | null;
  into: number | null;
  mergedAt: Date | string | null;
}

function found(person: Omit<SessionPerson, 'who'>): Found {
  const who = whoIs({ userId: person.userId, walkInId: null });
  return { who, person: { ...person, who } };
}

function whoIs({ userId, walkInId }: Pick<Raw, 'userId' | 'walkInId'>): string {
  return userId === null ? `walk_in:${walkInId}` : `member:${userId}`;
}

function mergeOf({ walkInId, userId, into, mergedAt }: Named): Merge[] {
  if (mergedAt === null) return [];
  const person = whoIs({ userId, walkInId: into });
  return [{ walkIn: whoIs({ userId: null, walkInId }), into: person, at: fromSql(mergedAt) }];
}

/** As Japanese lists stand: by kana; those without one last, by name. */
function byKana(a: SessionPerson, b: SessionPerson): number {
  if ((a.kana === null) !== (b.kana === null)) return a.kana === null ? 1 : -1;
  return (a.kana ?? a.name).localeCompare(b.kana ?? b.name, 'ja') || a.who.localeCompare(b.who);
}
