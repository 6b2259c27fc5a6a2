import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { ask } from '../../platform/database/ask.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { question } from '../../platform/database/question.js';
import type { DateText, Moment, Slot } from '../../platform/time.js';
import { Resource } from '../../venues/resource.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { type Category, Course } from '../courses/course.entity.js';
import { SessionSeat } from '../enrolment/session-seat.entity.js';
import { TrainingSession } from './training-session.entity.js';

/** A session with its course and place, as lists and calendars need it. */
export interface SessionRow extends Slot {
  id: number;
  courseId: number;
  title: string;
  category: Category;
  status: TrainingSession['status'];
  capacity: number;
  /** Seats that somebody has: enrolled, or offered what became free. */
  taken: number;
  enrolmentPer: Course['enrolmentPer'];
  courseStatus: Course['status'];
  enrolmentFrom: DateText | null;
  closesDaysBefore: number;
  /** So many places in childcare are wished for those who enrol. */
  carePlaces: number;
  /** There is a link by which one can take part from elsewhere. */
  online: boolean;
  venueId: number | null;
  venue: string | null;
  address: string | null;
  phone: string | null;
  room: string | null;
  revision: number;
  changedAt: Moment;
  cancelReason: string | null;
}

type RawRow = Raw<Omit<SessionRow, 'online' | 'taken'>> & Record<'online' | 'taken', number | string>;

/** Each `session` with its `course`, and `venue` and `room` where it has them. */
export function placedSessions(manager: EntityManager): SelectQueryBuilder<TrainingSession> {
  return manager
    .createQueryBuilder(TrainingSession, 'session')
    .innerJoin(Course, 'course', 'course.id = session.course_id')
    .leftJoin(Venue, 'venue', 'venue.id = session.venue_id')
    .leftJoin(Resource, 'room', 'room.id = session.room_id');
}

function written(manager: EntityManager): SelectQueryBuilder<TrainingSession> {
  return placedSessions(manager)
    .select('session.id', 'id')
    .addSelect('session.course_id', 'courseId')
    .addSelect('course.title', 'title')
    .addSelect('course.category', 'category')
    .addSelect('session.status', 'status')
    .addSelect('session.date', 'date')
    .addSelect('session.start_minute', 'start')
    .addSelect('session.end_minute', 'end')
    .addSelect('session.capacity', 'capacity')
    .addSelect(
      (seats) =>
        seats
          .select('COUNT(*)')
          .from(SessionSeat, 'seat')
          .where('seat.session_id = session.id AND seat.released_at IS NULL'),
      'taken',
    )
    .addSelect('course.enrolment_per', 'enrolmentPer')
    .addSelect('course.status', 'courseStatus')
    .addSelect('session.enrolment_from', 'enrolmentFrom')
    .addSelect('session.closes_days_before', 'closesDaysBefore')
    .addSelect('CASE WHEN session.online_link IS NULL THEN 0 ELSE 1 END', 'online')
    .addSelect('session.care_places', 'carePlaces')
    .addSelect('session.venue_id', 'venueId')
    .addSelect('venue.name', 'venue')
    .addSelect('venue.address', 'address')
    .addSelect('venue.phone', 'phone')
    .addSelect('room.name', 'room')
    .addSelect('session.revision', 'revision')
    .addSelect('session.changed_at', 'changedAt')
    .addSelect('session.cancel_reason', 'cancelReason')
    .orderBy('session.date')
    .addOrderBy('session.start_minute')
    .addOrderBy('session.id');
}

function sessions<Values extends object>(
  where: string,
): (manager: EntityManager, values: Values) => Promise<SessionRow[]> {
  const rows = question<RawRow, Values>((manager) => written(manager).where(where));
  return async (manager, values) => (await rows(manager, values)).map(rowOf);
}

interface Days {
  from: DateText;
  to: DateText;
}

const one = sessions<{ id: number }>('session.id = :id');
const ofCourse = sessions<{ courseId: number }>('session.course_id = :courseId');
const ofCourses = sessions<Days & { courseIds: readonly number[] }>(
  'session.course_id IN (:...courseIds) AND session.date >= :from AND session.date <= :to',
);
const taughtBy = sessions<{ userId: number }>(
  'session.id IN (SELECT teaching.session_id FROM session_trainer teaching WHERE teaching.user_id = :userId)',
);
const offered = sessions<Days>("course.status = 'published' AND session.date >= :from AND session.date <= :to");
const ahead = sessions<{ courseIds: readonly number[]; from: DateText }>(
  'session.course_id IN (:...courseIds) AND session.date >= :from',
);

/** Reads sessions as plain rows, by date and start. One statement each. */
@Injectable()
export class SessionRows {
  async find(manager: EntityManager, id: number): Promise<SessionRow | undefined> {
    return (await one(manager, { id }))[0];
  }

  /** All of a course, cancelled ones too. */
  ofCourse(manager: EntityManager, courseId: number): Promise<SessionRow[]> {
    return ofCourse(manager, { courseId });
  }

  /** Of these courses, between two days, both included; cancelled ones too. */
  ofCourses(manager: EntityManager, courseIds: readonly number[], from: DateText, to: DateText): Promise<SessionRow[]> {
    return ofCourses(manager, { courseIds: [...courseIds, 0], from, to });
  }

  /** All that she teaches, cancelled ones too. */
  taughtBy(manager: EntityManager, userId: number): Promise<SessionRow[]> {
    return taughtBy(manager, { userId });
  }

  /** Of published courses, between two days, both included; cancelled ones too. */
  offered(manager: EntityManager, from: DateText, to: DateText): Promise<SessionRow[]> {
    return offered(manager, { from, to });
  }

  /** The first day of those. */
  async firstOffered(manager: EntityManager, from: DateText, to: DateText): Promise<DateText | undefined> {
    const [first] = await ask<{ date: DateText }>(
      manager,
      `SELECT session.date FROM training_session session WHERE session.date >= $1 AND session.date <= $2
       AND EXISTS (SELECT 1 FROM course WHERE course.id = session.course_id AND course.status = 'published')
       ORDER BY session.date LIMIT 1`,
      [from, to],
    );
    return first?.date;
  }

  /** Of these courses, from a day on; cancelled ones too. */
  async ahead(manager: EntityManager, courseIds: readonly number[], from: DateText): Promise<SessionRow[]> {
    return courseIds.length === 0 ? [] : ahead(manager, { courseIds, from });
  }
}

function rowOf(row: RawRow): SessionRow {
  return { ...row, taken: Number(row.taken), online: Number(row.online) === 1, changedAt: fromSql(row.changedAt) };
}
