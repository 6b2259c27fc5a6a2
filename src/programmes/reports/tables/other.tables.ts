import { GRADES } from '../../../childcare/incidents/incident.policy.js';
import type { Phrase } from '../../../platform/views/phrase.js';
import { type Cell, count, hours, type ReportTable } from '../report-cells.js';
import type { AttendanceFix, Correction, ReportFigures } from '../report-content.js';

/** Accidents in childcare: how many, and nothing about anybody. */
export function incidentTable(incidents: ReportFigures['incidents']): ReportTable {
  return {
    key: 'incidents',
    note: 'reports:notes.incidents',
    head: ['grade', 'cases'].map((name) => `reports:head.${name}`),
    rows: GRADES.map((grade) => [{ say: `care:grades.${grade}` }, count(incidents[grade], { of: 'incidents' })]),
    sums: [1],
  };
}

/** What earlier reports said, and what it comes to now. */
export function correctionTable(corrections: readonly Correction[]): ReportTable {
  return {
    key: 'corrections',
    head: ['of_month', 'item', 'was', 'now', 'change'].map((name) => `reports:head.${name}`),
    rows: corrections.map(({ month, was, now, ...what }): Cell[] => {
      const value = what.name.endsWith('_minutes') ? hours : count;
      return [
        { say: { key: 'reports:month', month: `${month}-01` } },
        { say: correctedItem(what) },
        value(was),
        value(now),
        { number: now - was, as: what.name.endsWith('_minutes') ? 'change_hours' : 'change' },
      ];
    }),
  };
}

/** Rolls that were put right after the month was final, and why. */
export function attendanceTable(fixes: readonly AttendanceFix[]): ReportTable {
  const status = (said: string | null): Cell => ({ say: `rollcall:statuses.${said ?? 'none'}` });
  return {
    key: 'attendance',
    title: 'reports:tables.attendance',
    note: 'reports:notes.attendance',
    head: ['date', 'course', 'before', 'after', 'why', 'fixed_on'].map((name) => `reports:head.${name}`),
    rows: fixes.map(({ date, course, was, now, reason, on }) => [
      { say: { key: 'reports:day_year', date } },
      { text: course },
      status(was),
      status(now),
      { text: reason },
      { say: { key: 'reports:day_year', date: on } },
    ]),
  };
}

function correctedItem({ name, title }: Pick<Correction, 'name' | 'title'>): Phrase {
  const [, , measure] = name.split('.');
  return measure ? { key: `reports:of_target.${measure}`, title } : `reports:what.${name}`;
}
