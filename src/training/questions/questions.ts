import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit, type Deed } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { OwnCourses } from '../courses/own-courses.js';
import { CourseAnswer } from './course-answer.entity.js';
import { CourseQuestion } from './course-question.entity.js';
import type { QuestionShape } from './question-form.js';
import { Questionnaires } from './questionnaires.js';

const MOST = 20;

/** Makes the questions of a course. What was answered is asked no more, but stays as it was asked. */
@Injectable()
export class Questions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly courses: OwnCourses,
    private readonly questionnaires: Questionnaires,
  ) {}

  /** @throws Refused not_found; questions.too_many */
  async add(viewer: Viewer, courseId: number, shape: QuestionShape): Promise<void> {
    await this.database.transaction(async (tx) => {
      const others = await this.locked(tx, viewer, courseId);
      if (others.length >= MOST) throw invalid('words', 'questions.too_many', { maximum: MOST });
      const position = (others.at(-1)?.position ?? 0) + 1;
      const { id } = await tx.save(tx.create(CourseQuestion, { ...shape, courseId, position, retiredAt: null }));
      await this.record(tx, {
        actorId: viewer.id,
        action: 'training.question_added',
        id,
        detail: { courseId, ...shape },
      });
    });
  }

  /** @throws Refused not_found; questions.answered */
  async change(viewer: Viewer, courseId: number, id: number, shape: QuestionShape): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = this.find(await this.locked(tx, viewer, courseId), id);
      if (await tx.existsBy(CourseAnswer, { questionId: id })) throw new Refused('conflict', 'questions.answered');
      await tx.update(CourseQuestion, id, { ...shape, choices: shape.choices as never });
      const detail = { courseId, before: before.words, after: shape };
      await this.record(tx, { actorId: viewer.id, action: 'training.question_changed', id, detail });
    });
  }

  /** Asked no more. Its answers stay. @throws Refused not_found */
  async remove(viewer: Viewer, courseId: number, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { words } = this.find(await this.locked(tx, viewer, courseId), id);
      const answered = await tx.existsBy(CourseAnswer, { questionId: id });
      if (answered) await tx.update(CourseQuestion, id, { retiredAt: this.clock.now() });
      else await tx.delete(CourseQuestion, id);
      const detail = { courseId, words };
      await this.record(tx, { actorId: viewer.id, action: 'training.question_removed', id, detail });
    });
  }

  /** One place up or down. @throws Refused not_found */
  async shift(viewer: Viewer, courseId: number, id: number, direction: 'up' | 'down'): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await this.locked(tx, viewer, courseId);
      const from = row.indexOf(this.find(row, id));
      const to = from + (direction === 'up' ? -1 : 1);
      if (!row[to]) return;
      const order = row.with(from, row[to]).with(to, row[from]!);
      for (const [index, one] of order.entries())
        if (one.position !== index + 1) await tx.update(CourseQuestion, one.id, { position: index + 1 });
      await this.record(tx, {
        actorId: viewer.id,
        action: 'training.question_shifted',
        id,
        detail: { courseId, direction },
      });
    });
  }

  /** Those that are asked now. Who enrols meanwhile waits for this lock, too (enrolment-locks.ts). */
  private async locked(tx: EntityManager, viewer: Viewer, courseId: number): Promise<CourseQuestion[]> {
    await this.database.lock(tx, 'course', courseId);
    await this.courses.find(tx, viewer, courseId);
    return this.questionnaires.of(tx, courseId);
  }

  private find(questions: readonly CourseQuestion[], id: number): CourseQuestion {
    const found = questions.find((one) => one.id === id);
    if (!found) throw notFound();
    return found;
  }

  private record(tx: EntityManager, { id, ...deed }: Omit<Deed, 'subject'> & { id: number }): Promise<void> {
    return this.audit.record(tx, { ...deed, subject: { kind: 'course_question', id } });
  }
}
