import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notFound } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { SessionTrainer } from '../sessions/session-trainer.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import type { Course } from './course.entity.js';
import { mayChange } from './course.view.js';
import { courseOf } from './courses.js';

/** Courses for those who work in them: who teaches a session of it, and managers. */
@Injectable()
export class OwnCourses {
  /** Two statements at most. @throws Refused not_found: none, or neither hers nor a manager asks */
  async find(manager: EntityManager, viewer: Viewer, id: number): Promise<Course> {
    const course = await courseOf(manager, id);
    if (!(await this.worksIn(manager, viewer, id))) throw notFound();
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
