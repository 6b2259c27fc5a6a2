import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notFound } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { SessionTrainer } from '../sessions/session-trainer.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { Course } from './course.entity.js';
import { mayChange } from './course.view.js';
import { courseOf } from './courses.js';

/** Courses for those who work in them: who teaches a session of it, and managers. */
@Injectable()
export class OwnCourses {
  /** One statement. @throws Refused not_found: none, or neither hers nor a manager asks */
  async find(manager: EntityManager, viewer: Viewer, id: number): Promise<Course> {
    if (mayChange(viewer)) return courseOf(manager, id);
    const hers = manager
      .createQueryBuilder(SessionTrainer, 'teaching')
      .innerJoin(TrainingSession, 'session', 'session.id = teaching.session_id')
      .select('session.course_id')
      .where('teaching.user_id = :userId');
    const course = await manager
      .createQueryBuilder(Course, 'course')
      .where(`course.id = :id AND course.id IN (${hers.getQuery()})`, { id, userId: viewer.id })
      .getOne();
    if (!course) throw notFound();
    return course;
  }

  /** One statement at most. */
  async worksIn(manager: EntityManager, viewer: Viewer, courseId: number): Promise<boolean> {
    if (mayChange(viewer)) return true;
    return manager
      .createQueryBuilder(SessionTrainer, 'teaching')
      .innerJoin(TrainingSession, 'session', 'session.id = teaching.session_id')
      .where('teaching.user_id = :userId AND session.course_id = :courseId', { userId: viewer.id, courseId })
      .getExists();
  }
}
