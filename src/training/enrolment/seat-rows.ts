import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { question } from '../../platform/database/question.js';
import type { DateText, Moment, Slot } from '../../platform/time.js';
import { Resource } from '../../venues/resource.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { Course } from '../courses/course.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { Enrolment } from './enrolment.entity.js';
import { CARE_COUNT } from './seats.js';
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
  /** When something of it became another: it was taken or given up, or its session moved. */
  changed: Moment;
}

type Moments = Pick<SessionSeat, 'takenAt' | 'releasedAt'> & Pick<TrainingSession, 'changedAt'>;
type RawRow = Raw<Omit<SeatDetail, 'released' | 'careCount' | 'changed'> & Moments> & { careCount: number | string };

/** Reads seats with all that mails and pages say of them, by date. One statement each. */
@Injectable()
export class SeatRows {
  /** Of these enrolments, released ones too. */
  async ofEnrolments(manager: EntityManager, enrolmentIds: readonly number[]): Promise<SeatDetail[]> {
    if (enrolmentIds.length === 0) return [];
    return (await ofEnrolments(manager, { ids: enrolmentIds })).map(detailOf);
  }

  /** Hers in sessions from a day on; those that were offered and never hers are not among them. */
  async ofPerson(manager: EntityManager, userId: number, from: DateText): Promise<SeatDetail[]> {
    return (await ofPerson(manager, { userId, from })).map(detailOf);
  }

  async ofSeats(manager: EntityManager, seatIds: readonly number[]): Promise<SeatDetail[]> {
    if (seatIds.length === 0) return [];
    return (await ofSeats(manager, { ids: seatIds })).map(detailOf);
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
    .addSelect(['seat.taken_at AS "takenAt"', 'seat.released_at AS "releasedAt"'])
    .addSelect('session.changed_at', 'changedAt')
    .addSelect(CARE_COUNT, 'careCount')
    .orderBy('session.date')
    .addOrderBy('session.start_minute')
    .addOrderBy('seat.id');
}

const ofEnrolments = question<RawRow, { ids: readonly number[] }>((manager) =>
  query(manager).where('seat.enrolment_id IN (:...ids)'),
);
const ofSeats = question<RawRow, { ids: readonly number[] }>((manager) => query(manager).where('seat.id IN (:...ids)'));
const ofPerson = question<RawRow, { userId: number; from: DateText }>((manager) =>
  query(manager)
    .innerJoin(Enrolment, 'enrolment', 'enrolment.id = seat.enrolment_id AND enrolment.enrolled_at IS NOT NULL')
    .where('seat.user_id = :userId AND session.date >= :from'),
);

function detailOf({ takenAt, releasedAt, changedAt, ...row }: RawRow): SeatDetail {
  return {
    ...row,
    released: releasedAt !== null,
    careCount: Number(row.careCount),
    changed: lastOf([takenAt, releasedAt ?? takenAt, changedAt].map((one) => fromSql(one))),
  };
}

function lastOf(moments: readonly Moment[]): Moment {
  return moments.reduce((last, one) => (one.epochMilliseconds > last.epochMilliseconds ? one : last));
}
