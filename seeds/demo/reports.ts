import type { EntityManager } from 'typeorm';
import { Audit } from '../../src/platform/audit/audit.js';
import { Clock } from '../../src/platform/clock.js';
import { Database } from '../../src/platform/database/database.js';
import { addDays, addMonths, type DateText, firstOfMonth, type Moment, momentAt } from '../../src/platform/time.js';
import type { Role } from '../../src/platform/web/roles.js';
import type { Viewer } from '../../src/platform/web/viewer.js';
import { Programme } from '../../src/programmes/contract/programme.entity.js';
import { HandEntries } from '../../src/programmes/entries/hand-indicators.js';
import { ReportComments } from '../../src/programmes/reports/comments/report-comments.js';
import { ReportPost } from '../../src/programmes/reports/report-post.js';
import { Reports } from '../../src/programmes/reports/reports.js';
import { ParticipantsIndicator } from '../../src/training/count/participants-indicator.js';
import { servicesWith } from './services.js';

interface ReportWorld {
  today: DateText;
  /** Ids by e-mail. */
  people: ReadonlyMap<string, number>;
}

/** The month that is over, and the two before it. */
const STEPS = ['draft', 'returned', 'accepted'] as const;
export const REPORTED_MONTHS = STEPS.length;

const WORDS = {
  activities: 'スキルアップ講座を予定どおり開催しました。\n編集委員の会議を2回開き、秋の特集の記事を決めました。',
  issues: '平日午前の保育枠が早く埋まります。翌月から水曜日の枠を一つ増やします。',
  nextMonth: '再就労を考える方の相談会を開きます。',
};

/**
 * What the house would have done at the turn of the last months, by the services themselves: one report was accepted, one
 * returned with a question about a figure, one is a draft. Nobody is written to.
 */
export async function seedReports(
  tx: EntityManager,
  database: Database,
  { today, people }: ReportWorld,
): Promise<void> {
  const clock = new SeedClock();
  const { reports, comments } = serviceAt(database, clock);
  const programme = await tx.findOneByOrFail(Programme, { status: 'open' });
  const manager = viewerOf(people.get('manager@demo.test')!, 'manager');
  const officer = viewerOf(people.get('officer@demo.test')!, 'officer');
  const first = firstOfMonth(today);
  for (const [before, step] of [...STEPS.entries()].toReversed()) {
    const month = addMonths(first, -1 - before).slice(0, 7);
    if (month < programme.fromDate.slice(0, 7)) continue;
    const key = { month, programmeId: programme.id };
    const over = addMonths(first, -before);
    clock.at = momentAt(over, 2 * 60);
    await reports.begin(manager, programme.id, month);
    if (step === 'draft') continue;
    clock.at = momentAt(addDays(over, 1), 11 * 60);
    await reports.write(manager, key, { ...WORDS, revision: 0 });
    await reports.submit(manager, key);
    clock.at = momentAt(addDays(over, 3), 15 * 60);
    if (step === 'accepted') await reports.decide(officer, key, { outcome: 'accepted', comment: null, onPaper: null });
    if (step !== 'returned') continue;
    const asked = { version: 1, figure: 'targets.1.1' };
    await comments.write(officer, key, asked, { remark: '新規就労の件数に、内定の方は含まれていますか。' });
    await reports.decide(officer, key, {
      outcome: 'returned',
      comment: '数値へのコメントを確認してください。',
      onPaper: null,
    });
  }
}

class SeedClock extends Clock {
  at!: Moment;

  override now(): Moment {
    return this.at;
  }
}

function serviceAt(database: Database, clock: Clock): { reports: Reports; comments: ReportComments } {
  const service = servicesWith([
    [Database, database],
    [Clock, clock],
    [Audit, new Audit(clock, { auditAddress: 'none' })],
    [ReportPost, SILENT],
  ]);
  service(ParticipantsIndicator).onModuleInit();
  service(HandEntries).onModuleInit();
  return { reports: service(Reports), comments: service(ReportComments) };
}

const nobody = (): Promise<void> => Promise.resolve();
const SILENT = {
  compiled: nobody,
  submitted: nobody,
  decided: nobody,
  reopened: nobody,
  commented: nobody,
} satisfies Record<Exclude<keyof ReportPost, 'post'>, () => Promise<void>>;

function viewerOf(id: number, role: Role): Viewer {
  return { id, name: '', email: '', roles: [role], language: 'ja', emailConfirmed: true, consented: true };
}
