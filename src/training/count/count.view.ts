import { csv } from '../../platform/documents/csv.js';
import { paths } from '../../platform/paths.js';
import { addDays, addMonths, type DateText } from '../../platform/time.js';
import { type Language, monthText } from '../../platform/time.format.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { CATEGORIES, SKILL_UP } from '../courses/course.entity.js';
import type { Count, Figure } from './count.policy.js';
import type { CountQuery, RowsQuery } from './count-query.js';
import type { Progress } from './progress.policy.js';
import { progressView } from './progress.view.js';

export interface AskedCount {
  query: RowsQuery;
  asOf: DateText;
  /** Of what was asked for. */
  count: Count;
}

interface Facts {
  asked: AskedCount;
  /** Titles by id, the newest first. */
  courses: ReadonlyMap<number, string>;
  progress: readonly Progress[];
  viewer: Viewer;
  language: Language;
}

/** The newest courses can be chosen, and those that most came to are listed; the file has them all. */
const CHOICES = 100;
const MOST = 50;
/** Of months the newest are listed, and of what was promised what comes first: programmes have pages of their own. */
const MONTHS = 24;
const TARGETS = 4;

interface FigureLine extends Figure {
  label: Phrase;
  /** The rows behind it. */
  href: string;
}

export function countView({ asked, courses, progress, viewer, language }: Facts): object {
  const { query, asOf, count } = asked;
  const rows = (part: RowsQuery): string => paths.countRows({ ...query, ...part });
  return {
    title: 'count:title',
    mayManage: isOne(viewer, ['manager', 'admin']),
    progress: progress.slice(0, TARGETS).map((one) => progressView(one, language)),
    otherTargets: Math.max(0, progress.length - TARGETS),
    asOf,
    known: query.known,
    query,
    categories: CATEGORIES.map((value) => ({ value, label: `training:categories.${value}` })),
    targets: [{ value: SKILL_UP, label: `count:targets.${SKILL_UP}` }],
    courses: [...courses]
      .filter(([id], newest) => newest < CHOICES || id === query.courseId)
      .map(([id, title]) => ({ id, title })),
    total: { attendances: count.attendances, people: count.people, href: rows({}) },
    earlierMonths: Math.max(0, count.months.length - MONTHS),
    months: newest(count.months).map(({ month, cumulative, ...figure }) => ({
      ...figure,
      month,
      cumulative,
      href: rows({ from: month, asOf: lastDay(month, asOf) }),
    })),
    byCategory: linesOf(count.categories, (category) => ({
      label: `training:categories.${category}`,
      href: rows({ category: category as CountQuery['category'] }),
    })),
    byCourse: linesOf(count.courses, (courseId) => ({
      label: { key: 'count:person', name: courses.get(courseId) ?? '' },
      href: rows({ courseId }),
    })).slice(0, MOST),
    leftOut: Math.max(0, count.courses.size - MOST),
    csv: paths.countCsv({ ...query }),
  };
}

function newest<T>(months: readonly T[]): T[] {
  return months.slice(-MONTHS).toReversed();
}

/** The most first. */
function linesOf<K>(figures: Map<K, Figure>, name: (key: K) => Omit<FigureLine, keyof Figure>): FigureLine[] {
  return [...figures]
    .map(([key, { attendances, people }]) => ({ ...name(key), attendances, people }))
    .toSorted((a, b) => b.attendances - a.attendances);
}

/** Of the month, or the day as of which it is asked. */
function lastDay(month: DateText, asOf: DateText): DateText {
  const end = addDays(addMonths(month, 1), -1);
  return end < asOf ? end : asOf;
}

/** A figure a line. */
export function countCsv(
  { asOf, count }: AskedCount,
  courses: ReadonlyMap<number, string>,
  language: Language,
): Buffer {
  const words = (phrase: Phrase): string => say(language, phrase);
  const lines = (what: string, of: string, { attendances, people }: Figure): string[][] => [
    [asOf, words(what), of, words('count:attendances'), String(attendances)],
    [asOf, words(what), of, words('count:people'), String(people)],
  ];
  return csv([
    ['as_of', 'what', 'of', 'counted', 'value'].map((name) => words(`count:csv.${name}`)),
    ...lines('count:total', '', count),
    ...count.months.flatMap((one) => [
      ...lines('count:in_month', monthText(one.month, language), one),
      ...lines('count:cumulative', monthText(one.month, language), one.cumulative),
    ]),
    ...[...count.categories].flatMap(([name, of]) =>
      lines('count:by_category', words(`training:categories.${name}`), of),
    ),
    ...[...count.courses].flatMap(([id, of]) => lines('count:by_course', courses.get(id) ?? '', of)),
    ...[...count.targets].flatMap(([name, of]) => lines('count:by_target', words(`count:targets.${name}`), of)),
  ]);
}
