import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { forSql, fromSql, type Raw } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';
import type { AttendanceStatus } from '../count/record.policy.js';
import { Course } from '../courses/course.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { Attendance } from './attendance.entity.js';
import { WalkIn } from './walk-in.entity.js';

/** What a manager put right after the month was final. */
export interface AttendanceCorrection {
  sessionId: number;
  /** Of the session. */
  date: DateText;
  courseId: number;
  title: string;
  name: string;
  from: AttendanceStatus | null;
  status: AttendanceStatus | null;
  reason: string;
  at: Moment;
  by: string;
}

interface Span {
  from: Moment;
  /** Itself not taken. */
  to: Moment;
}

/** A tap that came in late is named by the report after it came in. */
const LEARNED = 'COALESCE(said.recorded_at, said.marked_at)';

/** For the next report, which names what was put right since the one before. */
@Injectable()
export class AttendanceCorrections {
  /** Those that were made in this span of time, in their order. One statement. */
  async made(manager: EntityManager, { from, to }: Span): Promise<AttendanceCorrection[]> {
    const rows = await manager
      .createQueryBuilder(Attendance, 'said')
      .innerJoin(TrainingSession, 'session', 'session.id = said.session_id')
      .innerJoin(Course, 'course', 'course.id = session.course_id')
      .innerJoin(User, 'marker', 'marker.id = said.marked_by')
      .leftJoin(User, 'person', 'person.id = said.user_id')
      .leftJoin(WalkIn, 'walk_in', 'walk_in.id = said.walk_in_id')
      .select(['session.id AS "sessionId"', 'session.date AS "date"', 'course.id AS "courseId"'])
      .addSelect(['course.title AS "title"', 'COALESCE(person.name, walk_in.name) AS "name"'])
      .addSelect(['said.from_status AS "from"', 'said.status AS "status"', 'said.reason AS "reason"'])
      .addSelect(['said.marked_at AS "at"', 'marker.name AS "by"'])
      .where(`said.means = 'correction' AND ${LEARNED} >= :from AND ${LEARNED} < :to`, {
        from: forSql(from),
        to: forSql(to),
      })
      .orderBy(LEARNED)
      .addOrderBy('said.id')
      .getRawMany<Raw<AttendanceCorrection>>();
    return rows.map((row) => ({ ...row, at: fromSql(row.at) }));
  }
}
