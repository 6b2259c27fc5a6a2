import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Slot } from '../../platform/time.js';
import { Resource } from '../../venues/resource.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { Course } from '../courses/course.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { SEAT } from './seats.js';
import { SessionSeat } from './session-seat.entity.js';

/** A seat as its owner sees it: what, when, where. For her and the staff alone, since the link is in it. */
export interface SeatDetail extends Slot {
  seatId: number;
  enrolmentId: number;
  userId: number;
  sessionId: number;
  courseId: number;
  title: string;
  fee: number;
  status: TrainingSession['status'];
  revision: number;
  onlineLink: string | null;
  venue: string | null;
  address: string | null;
  room: string | null;
  /** Given up, or its session was cancelled. */
  released: boolean;
  /** So many children are looked after meanwhile. */
  careCount: number;
}

type Raw = Omit<SeatDetail, 'released' | 'careCount'> & { released: number | string; careCount: number | string };

/** Reads seats with all that mails and pages say of them, by date. One statement each. */
@Injectable()
export class SeatRows {
  /** Of these enrolments, released ones too. */
  async ofEnrolments(manager: EntityManager, enrolmentIds: readonly number[]): Promise<SeatDetail[]> {
    if (enrolmentIds.length === 0) return [];
    return rows(query(manager).where('seat.enrolment_id IN (:...ids)', { ids: enrolmentIds }));
  }

  async ofSeats(manager: EntityManager, seatIds: readonly number[]): Promise<SeatDetail[]> {
    if (seatIds.length === 0) return [];
    return rows(query(manager).where('seat.id IN (:...ids)', { ids: seatIds }));
  }
}

function query(manager: EntityManager): SelectQueryBuilder<SessionSeat> {
  return manager
    .createQueryBuilder(SessionSeat, 'seat')
    .innerJoin(TrainingSession, 'session', 'session.id = seat.session_id')
    .innerJoin(Course, 'course', 'course.id = session.course_id')
    .leftJoin(Venue, 'venue', 'venue.id = session.venue_id')
    .leftJoin(Resource, 'room', 'room.id = session.room_id')
    .select(['seat.id AS "seatId"', 'seat.enrolment_id AS "enrolmentId"', 'seat.user_id AS "userId"'])
    .addSelect([
      'session.id AS "sessionId"',
      'course.id AS "courseId"',
      'course.title AS "title"',
      'course.fee AS "fee"',
    ])
    .addSelect(['session.status AS "status"', 'session.revision AS "revision"', 'session.date AS "date"'])
    .addSelect(['session.start_minute AS "start"', 'session.end_minute AS "end"'])
    .addSelect(['session.online_link AS "onlineLink"', 'venue.name AS "venue"', 'venue.address AS "address"'])
    .addSelect('room.name', 'room')
    .addSelect('CASE WHEN seat.released_at IS NULL THEN 0 ELSE 1 END', 'released')
    .addSelect(
      `(SELECT COUNT(*) FROM care_place care
        WHERE care.for_kind = '${SEAT}' AND care.for_id = seat.id AND care.status = 'reserved')`,
      'careCount',
    )
    .orderBy('session.date')
    .addOrderBy('session.start_minute')
    .addOrderBy('seat.id');
}

async function rows(select: SelectQueryBuilder<SessionSeat>): Promise<SeatDetail[]> {
  const found = await select.getRawMany<Raw>();
  return found.map((row) => ({ ...row, released: Number(row.released) === 1, careCount: Number(row.careCount) }));
}
