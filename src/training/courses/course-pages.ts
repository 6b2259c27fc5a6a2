import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { SessionRows } from '../sessions/session-rows.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { Course } from './course.entity.js';
import { type CourseLine, formView, listView, showView } from './course.view.js';
import { courseOf } from './courses.js';
import { OwnCourses } from './own-courses.js';

/** Reads what the staff's pages about courses show. */
@Injectable()
export class CoursePages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rows: SessionRows,
    private readonly own: OwnCourses,
  ) {}

  /** One statement. */
  async list(viewer: Viewer): Promise<object> {
    const today = todayAt(this.clock.now());
    const lines = await this.database.reader
      .createQueryBuilder(Course, 'course')
      .leftJoin(TrainingSession, 'session', "session.course_id = course.id AND session.status = 'planned'")
      .select('course.id', 'id')
      .addSelect('course.title', 'title')
      .addSelect('course.category', 'category')
      .addSelect('course.status', 'status')
      .addSelect('COUNT(session.id)', 'sessions')
      .addSelect('MIN(CASE WHEN session.date >= :today THEN session.date END)', 'next')
      .setParameter('today', today)
      .groupBy('course.id')
      .orderBy('course.id', 'DESC')
      .getRawMany<CourseLine>();
    return listView(lines, viewer);
  }

  adding(): object {
    return formView();
  }

  async editing(id: number): Promise<object> {
    return formView(await courseOf(this.database.reader, id));
  }

  /** Three statements at most. */
  async show(id: number, viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const course = await courseOf(reader, id);
    const worksHere = await this.own.worksIn(reader, viewer, id);
    const sessions = await this.rows.ofCourse(reader, id);
    return { ...showView(course, sessions, viewer, todayAt(this.clock.now())), worksHere };
  }
}
