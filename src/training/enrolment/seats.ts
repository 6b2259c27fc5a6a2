import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { question } from '../../platform/database/question.js';
import type { DateText, Moment, Slot } from '../../platform/time.js';
import { Course } from '../courses/course.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { Enrolment, type EnrolmentStatus } from './enrolment.entity.js';
import type { OwnSeat } from './enrolment.policy.js';
import { SessionSeat } from './session-seat.entity.js';

/** What childcare beside a seat hangs on. */
export const SEAT = 'session_seat';

/** Somebody who is enrolled in a session. */
export interface SeatRow {
  seatId: number;
  sessionId: number;
  userId: number;
  name: string;
  kana: string;
  enrolmentId: number;
  /** So many of her children are looked after meanwhile. */
  childcare: number;
}

/** Somebody who waits for a seat, or was offered one. */
export interface WaitingRow {
  enrolmentId: number;
  status: EnrolmentStatus;
  name: string;
  kana: string;
}

/** A seat with its session. */
export interface HeldSeat extends Slot {
  seatId: number;
  enrolmentId: number;
  userId: number;
  sessionId: number;
  venueId: number | null;
}

/** How many children are looked after beside `seat`. */
export const CARE_COUNT = `(SELECT COUNT(*) FROM care_place care
  WHERE care.for_kind = '${SEAT}' AND care.for_id = seat.id AND care.status = 'reserved')`;

type PersonsSeat = OwnSeat & { userId: number };

const ofPeople = question<PersonsSeat, { userIds: readonly number[]; from: DateText }>((manager) =>
  manager
    .createQueryBuilder(SessionSeat, 'seat')
    .innerJoin(TrainingSession, 'session', 'session.id = seat.session_id')
    .innerJoin(Course, 'course', 'course.id = session.course_id')
    .select(['seat.user_id AS "userId"', 'session.id AS "sessionId"', 'session.date AS "date"'])
    .addSelect(['session.start_minute AS "start"', 'session.end_minute AS "end"', 'course.title AS "title"'])
    .where('seat.user_id IN (:...userIds) AND seat.released_at IS NULL')
    .andWhere("session.status = 'planned' AND session.date >= :from")
    .orderBy('session.date')
    .addOrderBy('session.start_minute'),
);

/** Reads and writes who has a seat in which session. */
@Injectable()
export class Seats {
  /** Who is enrolled in these sessions, by kana; who was only offered a seat is not among them. One statement. */
  async of(manager: EntityManager, sessionIds: readonly number[]): Promise<SeatRow[]> {
    if (sessionIds.length === 0) return [];
    const rows = await manager
      .createQueryBuilder(SessionSeat, 'seat')
      .innerJoin(Enrolment, 'enrolment', "enrolment.id = seat.enrolment_id AND enrolment.status <> 'offered'")
      .innerJoin(User, 'user', 'user.id = seat.user_id')
      .select(['seat.id AS "seatId"', 'seat.session_id AS "sessionId"', 'seat.user_id AS "userId"'])
      .addSelect(['user.name AS "name"', 'user.kana AS "kana"', 'seat.enrolment_id AS "enrolmentId"'])
      .addSelect(CARE_COUNT, 'childcare')
      .where('seat.session_id IN (:...sessionIds) AND seat.released_at IS NULL', { sessionIds })
      .orderBy('user.kana')
      .addOrderBy('user.id')
      .getRawMany<Omit<SeatRow, 'childcare'> & { childcare: number | string }>();
    return rows.map((row) => ({ ...row, childcare: Number(row.childcare) }));
  }

  /** Who waits for this session or was offered it, in the order of the line. One statement. */
  notEnrolled(manager: EntityManager, courseId: number, sessionId: number): Promise<WaitingRow[]> {
    return manager
      .createQueryBuilder(Enrolment, 'enrolment')
      .innerJoin(User, 'user', 'user.id = enrolment.user_id')
      .select(['enrolment.id AS "enrolmentId"', 'enrolment.status AS "status"'])
      .addSelect(['user.name AS "name"', 'user.kana AS "kana"'])
      .where("enrolment.course_id = :courseId AND enrolment.status IN ('waiting', 'offered')", { courseId })
      .andWhere('(enrolment.session_id IS NULL OR enrolment.session_id = :sessionId)', { sessionId })
      .orderBy('enrolment.id')
      .getRawMany<WaitingRow>();
  }

  /** What these enrolments hold, by date; released seats are not there. One statement. */
  async heldBy(manager: EntityManager, enrolmentIds: readonly number[]): Promise<HeldSeat[]> {
    if (enrolmentIds.length === 0) return [];
    return this.held(manager, 'seat.enrolment_id IN (:...ids)', enrolmentIds);
  }

  /** All seats of these sessions, offered ones too. One statement. */
  async heldIn(manager: EntityManager, sessionIds: readonly number[]): Promise<HeldSeat[]> {
    if (sessionIds.length === 0) return [];
    return this.held(manager, 'seat.session_id IN (:...ids)', sessionIds);
  }

  /** Seats of these people in planned sessions from a day on, by person. One statement. */
  async ofPeople(manager: EntityManager, userIds: readonly number[], from: DateText): Promise<PersonsSeat[]> {
    if (userIds.length === 0) return [];
    return ofPeople(manager, { userIds, from });
  }

  /** Under the lock of the course. Two statements. */
  async take(
    tx: EntityManager,
    { id, userId }: Pick<Enrolment, 'id' | 'userId'>,
    sessions: readonly (Slot & { id: number; venueId: number | null })[],
    now: Moment,
  ): Promise<HeldSeat[]> {
    if (sessions.length === 0) return [];
    const rows = sessions.map((one) =>
      tx.create(SessionSeat, { sessionId: one.id, enrolmentId: id, userId, takenAt: now }),
    );
    const saved = await tx.save(rows);
    return sessions.map(({ id: sessionId, date, start, end, venueId }, index) => {
      const seat = { seatId: saved[index]!.id, enrolmentId: id, userId };
      return { ...seat, sessionId, date, start, end, venueId };
    });
  }

  /** One statement. */
  async release(tx: EntityManager, seatIds: readonly number[], now: Moment): Promise<void> {
    if (seatIds.length === 0) return;
    await tx.update(SessionSeat, { id: In([...seatIds]), releasedAt: IsNull() }, { releasedAt: now });
  }

  private held(manager: EntityManager, which: string, ids: readonly number[]): Promise<HeldSeat[]> {
    return manager
      .createQueryBuilder(SessionSeat, 'seat')
      .innerJoin(TrainingSession, 'session', 'session.id = seat.session_id')
      .select(['seat.id AS "seatId"', 'seat.enrolment_id AS "enrolmentId"', 'seat.user_id AS "userId"'])
      .addSelect(['session.id AS "sessionId"', 'session.venue_id AS "venueId"', 'session.date AS "date"'])
      .addSelect(['session.start_minute AS "start"', 'session.end_minute AS "end"'])
      .where(`${which} AND seat.released_at IS NULL`, { ids: [...ids] })
      .orderBy('session.date')
      .addOrderBy('session.start_minute')
      .addOrderBy('seat.id')
      .getRawMany<HeldSeat>();
  }
}
