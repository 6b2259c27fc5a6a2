import type { Heat } from '../../bookings/usage/heat.policy.js';
import type { KindUse } from '../../bookings/usage/usage.query.js';
import type { CareFigures } from '../../childcare/figures/figures.policy.js';
import type { Grades } from '../../childcare/incidents/incidents.js';
import type { Measure, Measured } from '../../platform/indicators/indicator.js';
import type { DateText } from '../../platform/time.js';
import type { AttendanceStatus } from '../../training/count/record.policy.js';
import type { TrainingFigures } from '../../training/count/session-figures.js';
import type { Reached } from '../../training/follow-up/follow-up.policy.js';
import type { CurvePoint } from '../targets/burn-up.js';
import type { Standing } from '../targets/standing.policy.js';

/** What a report says: all of it is frozen when it is submitted, and all outputs print the same. Plain data. */
export interface ReportContent {
  /** `2026-10` */
  month: string;
  /** 第n号: months since the programme began. */
  number: number;
  version: number;
  /** Why there is a new version. */
  reason: string | null;
  /** Of the submission; of a draft, today. */
  date: DateText;
  programme: Cover;
  words: ReportWords;
  figures: ReportFigures;
  /** Ids and hashes of the pictures, with what stands below them. */
  pictures: ReportPictureRef[];
}

export interface Cover {
  id: number;
  title: string;
  city: string;
  department: string | null;
  addressee: string;
  operatorName: string;
  operatorAddress: string | null;
  operatorRepresentative: string | null;
  responsibleName: string | null;
  contractNumber: string | null;
  fromDate: DateText;
  toDate: DateText;
}

export interface ReportWords {
  activities: string | null;
  issues: string | null;
  nextMonth: string | null;
}

export interface ReportPictureRef {
  id: number;
  caption: string;
  width: number;
  height: number;
  /** SHA-256. */
  hash: string;
}

export interface ReportFigures {
  /** The days of the month that are the programme's and not still to come; both taken. */
  from: DateText;
  to: DateText;
  targets: TargetFigure[];
  space: {
    bookings: number;
    minutes: number;
    people: number;
    noShows: number;
    expected: number;
    kinds: KindUse[];
    heat: Heat;
  };
  care: CareFigures;
  trainings: TrainingFigures;
  /** What became of those who came, in the month and in all; none in reports from before this was told. */
  followUps?: { inMonth: Reached; sofar: Reached };
  incidents: Grades;
  /** To what earlier reports said. */
  corrections: Correction[];
  /** Attendance that was put right after its month was final, since the report before; none in reports from before this was told. */
  attendance?: AttendanceFix[];
}

/** One line of a roll that a manager put right, and why: of whom it tells, the city does not learn. */
export interface AttendanceFix {
  /** Of the session. */
  date: DateText;
  course: string;
  was: AttendanceStatus | null;
  now: AttendanceStatus | null;
  reason: string;
  on: DateText;
}

export interface TargetFigure extends Standing {
  id: number;
  title: string;
  indicator: string;
  measure: Measure;
  /** 当月 and 累計, both measures (DOMAIN K13). */
  inMonth: Measured;
  sofar: Measured;
  /** `reached` ends with the month of the report. */
  curve: CurvePoint[];
}

/** What an earlier report said, and what it comes to now. */
export interface Correction {
  /** `2026-09` */
  month: string;
  name: string;
  /** Of a target: how the contract calls it. */
  title?: string;
  was: number;
  now: number;
}
