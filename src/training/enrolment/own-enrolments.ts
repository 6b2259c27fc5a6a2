import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { question } from '../../platform/database/question.js';
import type { DateText, Moment, Slot } from '../../platform/time.js';
import { Course } from '../courses/course.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { Enrolment, type EnrolmentStatus, OPEN } from './enrolment.entity.js';
import { SessionSeat } from './session-seat.entity.js';

/** What a member has of a course or session, with the next date of it. */
export interface OwnLine extends Partial<Slot> {
  id: number;
  courseId: number;
  title: string;
  status: EnrolmentStatus;
  /** So many children she wants looked after meanwhile. */
  children: number;
  offerExpiresAt: Moment | null;
}

type RawRow = Raw<Omit<OwnLine, 'children'>> & Slot & { childIds: string };

/** All that stand and have something ahead. Their index is found by the three statuses, named as it names them. */
const coming = question<RawRow, { userId: number; today: DateText }>((manager) =>
  manager
    .createQueryBuilder(Enrolment, 'enrolment')
    .innerJoin(Course, 'course', 'course.id = enrolment.course_id')
    .innerJoin(
      TrainingSession,
      'session',
      `session.course_id = course.id AND (session.id = enrolment.session_id OR enrolment.session_id IS NULL)
       AND session.status = 'planned' AND session.date >= :today`,
    )
    .leftJoin(
      SessionSeat,
      'seat',
      'seat.session_id = session.id AND seat.enrolment_id = enrolment.id AND seat.released_at IS NULL',
    )
    .select(['enrolment.id AS "id"', 'course.id AS "courseId"', 'course.title AS "title"'])
    .addSelect(['enrolment.status AS "status"', 'enrolment.child_ids AS "childIds"'])
    .addSelect(['enrolment.offer_expires_at AS "offerExpiresAt"', 'session.date AS "date"'])
    .addSelect(['session.start_minute AS "start"', 'session.end_minute AS "end"'])
    .where(`enrolment.user_id = :userId AND enrolment.status IN ('waiting', 'offered', 'enrolled')`)
    .andWhere(`(seat.id IS NOT NULL OR enrolment.status = 'waiting')`)
    .orderBy('session.date')
    .addOrderBy('session.start_minute')
    .addOrderBy('enrolment.id'),
);

/** Reads what a member has enrolled in. One statement each. */
@Injectable()
export class OwnEnrolments {
  /** Hers in a course, those that stand. */
  inCourse(manager: EntityManager, userId: number, courseId: number): Promise<Enrolment[]> {
    return manager.findBy(Enrolment, { userId, courseId, status: In([...OPEN]) });
  }

  /** All that stand and have something ahead, by the next date. */
  async coming(manager: EntityManager, userId: number, today: DateText): Promise<OwnLine[]> {
    const rows = await coming(manager, { userId, today });
    const first = new Map<number, OwnLine>();
    for (const { childIds, offerExpiresAt, ...row } of rows) {
      if (first.has(row.id)) continue;
      const children = (JSON.parse(childIds) as number[]).length;
      first.set(row.id, { ...row, children, offerExpiresAt: fromSql(offerExpiresAt) });
    }
    return [...first.values()];
  }
}
