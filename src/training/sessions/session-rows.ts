import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import type { DateText, Moment, Slot } from '../../platform/time.js';
import { Resource } from '../../venues/resource.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { type Category, Course } from '../courses/course.entity.js';
import { SessionSeat } from '../enrolment/session-seat.entity.js';
import { SessionTrainer } from './session-trainer.entity.js';
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

/** Reads sessions as plain rows, by date and start. One statement each. */
@Injectable()
export class SessionRows {
  async find(manager: EntityManager, id: number): Promise<SessionRow | undefined> {
    const [row] = await this.rows(this.query(manager).where('session.id = :id', { id }));
    return row;
  }

  /** All of a course, cancelled ones too. */
  ofCourse(manager: EntityManager, courseId: number): Promise<SessionRow[]> {
    return this.rows(this.query(manager).where('session.course_id = :courseId', { courseId }));
  }

  /** Of these courses, between two days, both included; cancelled ones too. */
  ofCourses(manager: EntityManager, courseIds: readonly number[], from: DateText, to: DateText): Promise<SessionRow[]> {
    const query = this.query(manager)
      .where('session.course_id IN (:...courseIds)', { courseIds: [...courseIds, 0] })
      .andWhere('session.date >= :from AND session.date <= :to', { from, to });
    return this.rows(query);
  }

  /** All that she teaches, cancelled ones too. */
  taughtBy(manager: EntityManager, userId: number): Promise<SessionRow[]> {
    const hers = 'teaching.session_id = session.id AND teaching.user_id = :userId';
    return this.rows(this.query(manager).innerJoin(SessionTrainer, 'teaching', hers, { userId }));
  }

  /** Of published courses, between two days, both included; cancelled ones too. */
  offered(manager: EntityManager, from: DateText, to: DateText, most?: number): Promise<SessionRow[]> {
    const query = this.query(manager)
      .where("course.status = 'published'")
      .andWhere('session.date >= :from AND session.date <= :to', { from, to });
    return this.rows(most === undefined ? query : query.limit(most));
  }

  /** Of these courses, from a day on; cancelled ones too. */
  async ahead(manager: EntityManager, courseIds: readonly number[], from: DateText): Promise<SessionRow[]> {
    if (courseIds.length === 0) return [];
    return this.rows(
      this.query(manager).where('session.course_id IN (:...courseIds) AND session.date >= :from', { courseIds, from }),
    );
  }

  private query(manager: EntityManager): SelectQueryBuilder<TrainingSession> {
    return manager
      .createQueryBuilder(TrainingSession, 'session')
      .innerJoin(Course, 'course', 'course.id = session.course_id')
      .leftJoin(Venue, 'venue', 'venue.id = session.venue_id')
      .leftJoin(Resource, 'room', 'room.id = session.room_id')
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

  private async rows(query: SelectQueryBuilder<TrainingSession>): Promise<SessionRow[]> {
    const rows = await query.getRawMany<RawRow>();
    return rows.map((row) => ({
      ...row,
      taken: Number(row.taken),
      online: Number(row.online) === 1,
      changedAt: fromSql(row.changedAt),
    }));
  }
}
