import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { notFound, Refused } from '../../platform/errors.js';
import { Course } from '../courses/course.entity.js';
import { CourseAnswer } from './course-answer.entity.js';
import { CourseQuestion } from './course-question.entity.js';
import { type Answer, type GivenAnswers, readAnswers } from './questions.policy.js';

/** The questions of courses, for those who enrol. */
@Injectable()
export class Questionnaires {
  /** Those that are asked now, in their order. One statement. */
  of(manager: EntityManager, courseId: number): Promise<CourseQuestion[]> {
    const where = { courseId, retiredAt: IsNull() };
    return manager.find(CourseQuestion, { where, order: { position: 'ASC', id: 'ASC' } });
  }

  /** A course with its questions. One statement. @throws Refused not_found */
  async courseWith(manager: EntityManager, courseId: number): Promise<{ course: Course; questions: CourseQuestion[] }> {
    const found = await manager
      .createQueryBuilder(Course, 'course')
      .leftJoinAndMapMany(
        'course.questions',
        CourseQuestion,
        'question',
        'question.course_id = course.id AND question.retired_at IS NULL',
      )
      .where('course.id = :courseId', { courseId })
      .orderBy('question.position')
      .addOrderBy('question.id')
      .getOne();
    if (!found) throw notFound();
    const { questions, ...course } = found as Course & { questions: CourseQuestion[] };
    return { course, questions };
  }

  /** Keeps the answers of a new enrolment. One statement at most. */
  async keep(tx: EntityManager, enrolmentId: number, answers: readonly Answer[]): Promise<void> {
    if (answers.length > 0)
      await tx.insert(
        CourseAnswer,
        answers.map((one) => ({ ...one, enrolmentId })),
      );
  }

  /** What was answered with an enrolment, in the order of the questions. One statement. */
  ofEnrolment(manager: EntityManager, enrolmentId: number): Promise<{ words: string; kind: string; answer: string }[]> {
    return manager
      .createQueryBuilder(CourseAnswer, 'given')
      .innerJoin(CourseQuestion, 'question', 'question.id = given.question_id')
      .select(['question.words AS "words"', 'question.kind AS "kind"', 'given.answer AS "answer"'])
      .where('given.enrolment_id = :enrolmentId', { enrolmentId })
      .orderBy('question.position')
      .addOrderBy('question.id')
      .getRawMany();
  }
}

/** What a form answers to the questions of a course. @throws Refused at each input that is wrong */
export function answersTo(questions: readonly CourseQuestion[], given: GivenAnswers): Answer[] {
  const { answers, problems } = readAnswers(questions, given);
  if (problems.length > 0) throw new Refused('invalid', 'platform.form_invalid', {}, problems);
  return answers;
}
