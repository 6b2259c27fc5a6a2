import { z } from 'zod';
import { checkbox, choice, line, optionalNumber, optionalText, wholeNumber } from '../../platform/web/form-fields.js';
import { AUDIENCES, CATEGORIES, type Course, COURSE_STATUSES, ENROLMENTS, SKILL_UP } from './course.entity.js';

const MOST_YEN = 1_000_000;

/** What can be set, and changed later. */
export type CourseShape = Omit<Course, 'id' | 'revision' | 'createdAt' | 'createdBy' | 'changedAt'>;

export interface CourseForm {
  shape: CourseShape;
  /** As she saw it; none: a new one. */
  revision: number | null;
}

/** `POST /manage/courses` and `/manage/courses/:id` */
export const courseForm = z
  .object({
    title: line(100),
    category: choice(CATEGORIES),
    description: optionalText(8000),
    audience: choice(AUDIENCES),
    counted: checkbox(),
    fee: wholeNumber(0, MOST_YEN),
    certificatePercent: optionalNumber(1, 100),
    enrolmentPer: choice(ENROLMENTS),
    status: choice(COURSE_STATUSES),
    revision: optionalNumber(0, 999_999_999),
  })
  .transform(({ counted, revision, ...rest }): CourseForm => ({
    shape: { ...rest, target: counted ? SKILL_UP : null },
    revision,
  }));
