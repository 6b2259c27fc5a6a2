import type { Viewer } from '../../src/platform/web/viewer.js';
import { ReportReading } from '../../src/programmes/reports/report-reading.js';
import type { TestApp } from './app.js';
import { addToldReport } from './programme-factories.js';
import type { ReportWorld } from './report-world.js';

/** A month that was accepted, with 300 of everything that a report lists. @param like the month that it is made from */
export async function addLargeReport(
  world: TestApp,
  { manager, programme }: ReportWorld,
  { like, month }: { like: string; month: string },
): Promise<void> {
  const viewer = { id: manager.id, name: '', roles: ['manager'] } as unknown as Viewer;
  const { content } = await world.get(ReportReading).open(viewer, like, {});
  const { targets, trainings, corrections, attendance } = content.figures;
  const many = <T>(some: readonly T[], change: (one: T, nth: number) => Partial<T>): T[] =>
    Array.from({ length: 300 }, (_, nth) => ({ ...some[0]!, ...change(some[0]!, nth) }));
  const title = '子育て中の方のための文書作成と表計算の入門講座（全6回）';
  const figures = {
    ...content.figures,
    targets: many(targets, (_, id) => ({ id: id + 1, title: `${title} ${id}` })),
    trainings: {
      ...trainings,
      sessions: many(trainings.sessions, (_, id) => ({ id, courseId: id, title, capacity: 12 })),
    },
    corrections: many(corrections, (_, nth) => ({ month: '2016-07', name: 'bookings', was: nth, now: nth + 2 })),
    attendance: many(attendance ?? [], () => ({
      date: '2016-07-01',
      course: title,
      was: 'present' as const,
      now: 'absent' as const,
      reason: title,
      on: '2016-10-01',
    })),
  };
  const told = { ...content, month, figures };
  await addToldReport(world, programme.id, told);
}
