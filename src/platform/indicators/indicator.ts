import type { EntityManager } from 'typeorm';
import type { DateText, Moment } from '../time.js';
import type { Phrase } from '../views/phrase.js';

/** What a target may count (DOMAIN K13: both are kept, always): 延べ or 実, page views or visits, cases or persons. */
export const MEASURES = ['total', 'distinct'] as const;
export type Measure = (typeof MEASURES)[number];
export interface Measured extends Record<Measure, number> {
  /** Some rows do not say how many distinct: the number is of the others. */
  gaps?: boolean;
}

export interface MonthMeasured extends Measured {
  /** Its first day. */
  month: DateText;
  /** From the beginning of the scope to the end of this month. */
  cumulative: Measured;
}

export interface Measurement extends Measured {
  /** Without gaps from the first month with something in it to the last of the scope; those before it are all zero. */
  months: MonthMeasured[];
}

/** What is counted. */
export interface Scope {
  /** The name of the indicator that counts it. */
  indicator: string;
  programmeId: number;
  courseIds: readonly number[];
  venueIds: readonly number[];
  /** Both days taken, by the date of what is counted. */
  from: DateText;
  until: DateText;
  /** As the indicator names them; none: all. */
  categories: readonly string[];
  /** What had been written down by then; none: all that is known. */
  knownBy?: Moment;
}

/** One row behind a figure: the totals of all rows are the total of the figure. Distinct people do not add up. */
export interface IndicatorRow {
  total: number;
  /** None: nobody knows. */
  distinct: number | null;
  date: DateText;
  /** What people typed, such as the title of a session. */
  text: string;
  label?: Phrase;
  /** Where the staff can read more. */
  href?: string;
  source?: string;
  author?: string;
}

/** A figure that targets are set for, plugged in by the room that owns the rows. */
export interface Indicator {
  /** `training_participants`: its words stand in programmes.json. */
  name: string;
  /** What its rows can be told apart by, with their words; none: nothing. */
  categories: readonly { name: string; label: Phrase }[];
  /**
   * Several at once, in a number of statements that does not depend on how many. In the order of the scopes. Indicators that
   * have this function in common are measured together.
   */
  measure: (manager: EntityManager, scopes: readonly Scope[]) => Promise<Measurement[]>;
  /** The rows behind the figure of a scope, by date, and what they come to. */
  rows(manager: EntityManager, scope: Scope): Promise<{ rows: IndicatorRow[]; sums: Measured }>;
}
