import type { EntityManager } from 'typeorm';
import { UsageQuery } from '../../src/bookings/usage/usage.query.js';
import { Children } from '../../src/childcare/children/children.js';
import { DayScope } from '../../src/childcare/day/day-scope.js';
import { Figures } from '../../src/childcare/figures/care-figures.js';
import { Incidents } from '../../src/childcare/incidents/incidents.js';
import { Readings } from '../../src/childcare/readings/readings.js';
import { CareBoards } from '../../src/childcare/places/care-board.js';
import { Audit } from '../../src/platform/audit/audit.js';
import { Clock } from '../../src/platform/clock.js';
import type { Database } from '../../src/platform/database/database.js';
import { Indicators } from '../../src/platform/indicators/indicators.js';
import { addDays, addMonths, type DateText, firstOfMonth, type Moment, momentAt } from '../../src/platform/time.js';
import type { Role } from '../../src/platform/web/roles.js';
import type { Viewer } from '../../src/platform/web/viewer.js';
import { Programme } from '../../src/programmes/contract/programme.entity.js';
import { HandEntries } from '../../src/programmes/entries/hand-indicators.js';
import { AttendanceFixes } from '../../src/programmes/reports/attendance-fixes.js';
import { ReportComments } from '../../src/programmes/reports/comments/report-comments.js';
import { MonthFigures } from '../../src/programmes/reports/report-figures.js';
import { ReportContents } from '../../src/programmes/reports/report-contents.js';
import { ReportPdf } from '../../src/programmes/reports/report-pdf.js';
import type { ReportPost } from '../../src/programmes/reports/report-post.js';
import { Reports } from '../../src/programmes/reports/reports.js';
import { TargetFigures } from '../../src/programmes/targets/target-figures.js';
import { ParticipantsIndicator } from '../../src/training/count/participants-indicator.js';
import { SessionFigures } from '../../src/training/count/session-figures.js';
import { TrainingCount } from '../../src/training/count/training-count.js';
import { AttendanceCorrections } from '../../src/training/roll-call/attendance-corrections.js';
import { FollowUps } from '../../src/training/follow-up/follow-ups.js';
import { AttendanceLocks } from '../../src/training/roll-call/attendance-locks.js';
import { SessionRows } from '../../src/training/sessions/session-rows.js';
import { SessionTrainers } from '../../src/training/sessions/session-trainers.js';
import { VenueDays } from '../../src/venues/venue-days.js';

interface ReportWorld {
  today: DateText;
  /** Ids by e-mail. */
  people: ReadonlyMap<string, number>;
}

/** The month that is over, and the two before it. */
const STEPS = ['draft', 'returned', 'accepted'] as const;

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
  const audit = new Audit(clock, { auditAddress: 'none' });
  const indicators = new Indicators();
  const count = new TrainingCount();
  new ParticipantsIndicator(indicators, count).onModuleInit();
  new HandEntries(indicators).onModuleInit();
  const figures = new MonthFigures(
    new TargetFigures(indicators),
    new UsageQuery(database, clock, new VenueDays()),
    new Figures(clock, new CareBoards(database, clock, new Children(database))),
    new Incidents(database, clock, new DayScope(clock), new Readings(database, clock), audit),
    new SessionFigures(count, new SessionRows(), new SessionTrainers()),
    new AttendanceFixes(new AttendanceCorrections()),
    new FollowUps(database, clock, count, audit),
  );
  const [contents, locks] = [new ReportContents(clock, figures), new AttendanceLocks(database)];
  const reports = new Reports(database, clock, audit, locks, contents, new ReportPdf(), SILENT);
  return { reports, comments: new ReportComments(database, clock, audit, SILENT) };
}

const nobody = (): Promise<void> => Promise.resolve();
const SILENT = {
  compiled: nobody,
  submitted: nobody,
  decided: nobody,
  reopened: nobody,
  commented: nobody,
} as unknown as ReportPost;

function viewerOf(id: number, role: Role): Viewer {
  return { id, name: '', email: '', roles: [role], language: 'ja', emailConfirmed: true, consented: true };
}
