import { groupBy } from '../../../platform/group-by.js';
import { rangeText } from '../../../platform/time.format.js';
import { STEPS } from '../../../training/follow-up/follow-up.entity.js';
import { count, percent, type ReportTable } from '../report-cells.js';
import type { ReportFigures } from '../report-content.js';

type Trainings = ReportFigures['trainings'];

/** What was held, and what became of those who came. */
export function trainingTables({ trainings, followUps }: ReportFigures): ReportTable[] {
  return [
    ...(trainings.sessions.length > 0 ? [courseTable(trainings)] : []),
    ...(followUps && followUps.sofar.trained > 0 ? [followUpTable(followUps)] : []),
  ];
}

/** From training to the first paid work, and to the third (DOMAIN K6, K9): people, each once. */
function followUpTable({ inMonth, sofar }: NonNullable<ReportFigures['followUps']>): ReportTable {
  return {
    key: 'follow_ups',
    title: 'reports:tables.follow_ups',
    note: 'reports:notes.follow_ups',
    head: ['item', 'month', 'sofar', 'of_trained'].map((name) => `reports:head.${name}`),
    rows: (['trained', ...STEPS] as const).map((step) => [
      { say: `reports:follow_ups.${step}` },
      count(inMonth[step]),
      count(sofar[step]),
      percent(sofar[step], sofar.trained),
    ]),
  };
}

/** Course by course. People who came to several of its sessions are several here; how many they are in all, the summary says. */
function courseTable({ sessions }: Trainings): ReportTable {
  const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
  return {
    key: 'courses',
    note: 'reports:notes.courses',
    head: ['course', 'category', 'sessions', 'capacity', 'enrolled', 'attended', 'with_care'].map(
      (name) => `reports:head.${name}`,
    ),
    rows: [...groupBy(sessions, ({ courseId }) => courseId).values()].map((of) => [
      { text: of[0]!.title },
      { say: `training:categories.${of[0]!.category}` },
      count(of.length),
      count(sum(of.map(({ capacity }) => capacity))),
      count(sum(of.map(({ enrolled }) => enrolled))),
      count(sum(of.map(({ attended }) => attended)), { of: 'course', id: of[0]!.courseId }),
      count(sum(of.map(({ withCare }) => withCare))),
    ]),
    sums: [2, 3, 4, 5, 6],
  };
}

/** The annex: each session. */
export function sessionTable({ sessions }: Trainings): ReportTable {
  return {
    key: 'sessions',
    head: ['date', 'time', 'course', 'trainer', 'capacity', 'enrolled', 'attended', 'with_care'].map(
      (name) => `reports:head.${name}`,
    ),
    rows: sessions.map(
      ({ id, courseId, date, start, end, title, trainers, capacity, enrolled, attended, withCare }) => [
        { say: { key: 'reports:day', date } },
        { text: rangeText(start, end) },
        { text: title },
        trainers.length > 0
          ? { say: { key: 'reports:names', names: trainers.map((text) => ({ key: 'mails:verbatim', text })) } }
          : { none: true },
        count(capacity),
        count(enrolled),
        count(attended, { of: 'session', id, courseId, date }),
        count(withCare),
      ],
    ),
    sums: [4, 5, 6, 7],
  };
}
