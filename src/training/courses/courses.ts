import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import { Enrolment, OPEN } from '../enrolment/enrolment.entity.js';
import { Course } from './course.entity.js';
import type { CourseForm } from './course-form.js';

/** Makes and changes courses. */
@Injectable()
export class Courses {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async add(actorId: number, { shape }: CourseForm): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const { id } = await tx.save(tx.create(Course, { ...shape, createdAt: now, createdBy: actorId, changedAt: now }));
      const subject = { kind: 'course', id };
      await this.audit.record(tx, { actorId, action: 'training.course_added', subject, detail: { after: shape } });
      return id;
    });
  }

  /** @throws Refused not_found; training.course_stale where somebody changed it in the meantime */
  async update(actorId: number, id: number, { shape, revision }: CourseForm): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'course', id);
      const { title, status, enrolmentPer, revision: stands } = await courseOf(tx, id);
      if (stands !== revision) throw new Refused('conflict', 'training.course_stale');
      const bound =
        enrolmentPer !== shape.enrolmentPer && (await tx.existsBy(Enrolment, { courseId: id, status: In([...OPEN]) }));
      if (bound) throw invalid('enrolmentPer', 'training.enrolments_stand');
      await tx.update(Course, id, { ...shape, revision: stands + 1, changedAt: this.clock.now() });
      const detail = { before: { title, status }, after: shape };
      const subject = { kind: 'course', id };
      await this.audit.record(tx, { actorId, action: 'training.course_changed', subject, detail });
    });
  }
}

/** One statement. @throws Refused not_found */
export async function courseOf(manager: EntityManager, id: number): Promise<Course> {
  const course = await manager.findOneBy(Course, { id });
  if (!course) throw notFound();
  return course;
}
