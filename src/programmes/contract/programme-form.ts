import { z } from 'zod';
import {
  choice,
  dateField,
  idField,
  line,
  optionalLine,
  optionalNumber,
  optionalText,
  repeated,
  wholeNumber,
} from '../../platform/web/form-fields.js';
import { type Programme, PROGRAMME_STATUSES } from './programme.entity.js';

const MOST_YEN = 999_999_999;

/** What can be set, and changed later. */
export type ProgrammeShape = Omit<Programme, 'id' | 'billing' | 'revision' | 'createdAt' | 'createdBy' | 'changedAt'>;

export interface ProgrammeForm {
  shape: ProgrammeShape;
  venueIds: number[];
  courseIds: number[];
  /** As she saw it; none: a new one. */
  revision: number | null;
}

/** `POST /manage/programmes` and `/manage/programmes/:id` */
export const programmeForm = z
  .object({
    cityId: idField(),
    title: line(200),
    department: optionalLine(100),
    addressee: line(100),
    place: optionalLine(200),
    operatorName: line(100),
    operatorAddress: optionalLine(200),
    operatorRepresentative: optionalLine(100),
    contractNumber: optionalLine(50),
    contractDate: dateField(),
    fromDate: dateField(),
    toDate: dateField(),
    responsibleName: optionalLine(100),
    responsibleContact: optionalLine(200),
    amount: optionalNumber(1, MOST_YEN),
    documentDays: wholeNumber(0, 90),
    completionDays: wholeNumber(0, 90),
    note: optionalText(2000),
    status: choice(PROGRAMME_STATUSES),
    venueIds: repeated(idField()),
    courseIds: repeated(idField()),
    revision: optionalNumber(0, MOST_YEN),
  })
  .refine(({ fromDate, toDate }) => fromDate <= toDate, { path: ['toDate'], message: 'programmes.period_ends_before' })
  .refine(({ contractDate, toDate }) => contractDate <= toDate, {
    path: ['contractDate'],
    message: 'programmes.contract_after_period',
  })
  .transform(({ venueIds, courseIds, revision, ...shape }): ProgrammeForm => ({
    shape,
    venueIds: [...new Set(venueIds)],
    courseIds: [...new Set(courseIds)],
    revision,
  }));
