import type { EntityManager } from 'typeorm';
import { count, hours, type ReportTable } from '../reports/report-cells.js';
import type { PrintedTable } from '../reports/printed-sections.js';
import { toldContents } from '../reports/told-contents.js';
import type { TargetLine } from '../targets/target-figures.js';

export interface Completion {
  /** As of today, or of the last day of the programme. */
  targets: TargetLine[];
  /** Nothing was reported where it has no rows. */
  told: PrintedTable;
}

const HEAD = ['month', 'bookings', 'hours', 'care', 'sessions', 'attendances'];

/** What the monthly reports told the city of a programme, month by month, and what they come to together (K17). One statement. */
export async function toldTable(manager: EntityManager, programmeId: number): Promise<ReportTable> {
  const told = await toldContents(manager, programmeId);
  return {
    key: 'completion',
    title: 'completion:title',
    note: 'completion:note',
    head: HEAD.map((name) => `completion:head.${name}`),
    rows: told.map(({ content: { month, figures } }) => {
      const { space, care, trainings } = figures;
      return [
        { say: { key: 'reports:month', month: `${month}-01` } },
        count(space.bookings),
        hours(space.minutes),
        count(care.visits),
        count(trainings.sessions.length),
        count(trainings.attendances),
      ];
    }),
    sums: [1, 2, 3, 4, 5],
  };
}
