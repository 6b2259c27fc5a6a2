import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Exports } from '../../platform/audit/exports.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { csv } from '../../platform/documents/csv.js';
import { notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { OwnCourses } from '../courses/own-courses.js';
import { Enrolment, OPEN } from '../enrolment/enrolment.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { CourseAnswer } from './course-answer.entity.js';
import { CourseQuestion } from './course-question.entity.js';
import { Questionnaires } from './questionnaires.js';
import { type AnswerFacts, answersTable, answersView, editView, listView, type Respondent } from './question.view.js';

/** Reads what the staff's pages about questions and answers show. */
@Injectable()
export class QuestionPages {
  constructor(
    private readonly database: Database,
    private readonly courses: OwnCourses,
    private readonly questionnaires: Questionnaires,
    private readonly exports: Exports,
  ) {}

  /** At most four statements. @throws Refused not_found */
  async list(viewer: Viewer, courseId: number): Promise<object> {
    const { reader } = this.database;
    const course = await this.courses.find(reader, viewer, courseId);
    const questions = await this.questionnaires.of(reader, courseId);
    return listView(course, questions, await this.answered(reader, courseId));
  }

  /** @throws Refused not_found */
  async edit(viewer: Viewer, courseId: number, id: number): Promise<object> {
    const { reader } = this.database;
    const course = await this.courses.find(reader, viewer, courseId);
    const question = (await this.questionnaires.of(reader, courseId)).find((one) => one.id === id);
    if (!question) throw notFound();
    return editView(course, question);
  }

  async answers(viewer: Viewer, courseId: number): Promise<object> {
    return answersView(await this.facts(viewer, courseId));
  }

  /** The trail says who took it along. @throws Refused not_found */
  async answersCsv(viewer: Viewer, courseId: number, language: Language): Promise<Buffer> {
    const facts = await this.facts(viewer, courseId);
    const subject = { kind: 'course', id: courseId };
    await this.exports.note(viewer.id, { action: 'training.answers_exported', subject, people: facts.people.length });
    return csv(answersTable(facts, language));
  }

  /** Of those whose enrolment stands. Five statements at most. @throws Refused not_found */
  private async facts(viewer: Viewer, courseId: number): Promise<AnswerFacts> {
    const { reader } = this.database;
    const course = await this.courses.find(reader, viewer, courseId);
    const all = await reader.find(CourseQuestion, { where: { courseId }, order: { position: 'ASC', id: 'ASC' } });
    const people = await this.people(reader, courseId);
    const answers = await reader
      .createQueryBuilder(CourseAnswer, 'given')
      .innerJoin(CourseQuestion, 'question', 'question.id = given.question_id')
      .where('question.course_id = :courseId', { courseId })
      .getMany();
    const asked = new Set(answers.map(({ questionId }) => questionId));
    return { course, questions: all.filter(({ id, retiredAt }) => !retiredAt || asked.has(id)), people, answers };
  }

  private async people(manager: EntityManager, courseId: number): Promise<Respondent[]> {
    const rows = await manager
      .createQueryBuilder(Enrolment, 'enrolment')
      .innerJoin(User, 'user', 'user.id = enrolment.user_id')
      .leftJoin(TrainingSession, 'session', 'session.id = enrolment.session_id')
      .select(['enrolment.id AS "id"', 'user.name AS "name"', 'user.kana AS "kana"'])
      .addSelect(['enrolment.status AS "status"', 'enrolment.asked_at AS "askedAt"', 'session.date AS "date"'])
      .where('enrolment.course_id = :courseId AND enrolment.status IN (:...open)', { courseId, open: OPEN })
      .orderBy('user.kana')
      .addOrderBy('enrolment.id')
      .getRawMany<Raw<Omit<Respondent, 'askedOn'> & Pick<Enrolment, 'askedAt'>>>();
    return rows.map(({ askedAt, ...row }) => ({ ...row, askedOn: todayAt(fromSql(askedAt)) }));
  }

  /** Questions that somebody answered: they cannot be changed any more. */
  private async answered(manager: EntityManager, courseId: number): Promise<Set<number>> {
    const rows = await manager
      .createQueryBuilder(CourseQuestion, 'question')
      .select('question.id', 'id')
      .where('question.course_id = :courseId', { courseId })
      .andWhere('EXISTS (SELECT 1 FROM course_answer given WHERE given.question_id = question.id)')
      .getRawMany<{ id: number }>();
    return new Set(rows.map(({ id }) => id));
  }
}
