import { In, type EntityManager } from 'typeorm';
import { addDays, addMonths, type DateText, fiscalYearOf, type Moment, momentAt } from '../../src/platform/time.js';
import { CityOfficer } from '../../src/programmes/cities/city-officer.entity.js';
import { City } from '../../src/programmes/cities/city.entity.js';
import { ProgrammeCourse } from '../../src/programmes/contract/programme-course.entity.js';
import { ProgrammeVenue } from '../../src/programmes/contract/programme-venue.entity.js';
import { Programme } from '../../src/programmes/contract/programme.entity.js';
import { ContractDocument } from '../../src/programmes/documents/contract-document.entity.js';
import { keepStandardDocuments } from '../../src/programmes/documents/standard-documents.js';
import { IndicatorEntry } from '../../src/programmes/entries/indicator-entry.entity.js';
import { Task } from '../../src/programmes/schedule/task.entity.js';
import { Course } from '../../src/training/courses/course.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { seedTargets } from '../reference/kodaira.js';

interface ProgrammeWorld {
  today: DateText;
  now: Moment;
  venue: Venue;
  /** Ids by e-mail. */
  people: ReadonlyMap<string, number>;
}

/** By month of the fiscal year, from April on: placements; page views and visits of the site. */
const PLACEMENTS = [0, 0, 1, 2, 1, 3, 4, 3, 3, 4, 3, 4];
const ACCESSES = [180, 260, 420, 560, 610, 840, 1150, 1240, 1180, 1360, 1420, 1510];

/** As in K14, from the month of the contract on: months from the first, days from the plan (none: it is not done). */
const SCHEDULE = [
  { title: '契約締結', months: [0, 0], milestone: true, late: 0 },
  { title: '場所の賃借・改修工事・備品の配備', months: [0, 1], late: 6 },
  { title: '子育てサイト編集委員の募集', months: [1, 2], late: -3 },
  { title: '編集委員の会議', months: [2, 11], late: undefined },
  { title: 'スキルアップ研修', months: [1, 11], late: undefined },
  { title: '子育てサイト開設', months: [6, 6], milestone: true, gate: true, late: 4 },
  { title: 'テレワークステーション開設', months: [6, 6], milestone: true, gate: true, late: undefined },
] as const;

/** This fiscal year's contract, with the targets of the first one (K11, K12) as far from its beginning as they were then. */
export async function seedProgramme(tx: EntityManager, world: ProgrammeWorld): Promise<void> {
  const { today, venue, people } = world;
  const [manager, officer] = [people.get('manager@demo.test')!, people.get('officer@demo.test')!];
  const city = await tx.findOneByOrFail(City, {});
  const year = fiscalYearOf(today);
  const from = `${year}-04-01`;
  const made = momentAt(from, 9 * 60);
  await tx.insert(CityOfficer, { cityId: city.id, userId: officer, since: made, setBy: manager });
  const programme = await tx.save(
    tx.create(Programme, {
      cityId: city.id,
      title: '女性の新しい就労推進事業業務委託',
      department: '産業振興課',
      addressee: '小平市長 様',
      place: venue.name,
      operatorName: 'つどい運営事務局',
      operatorAddress: '東京都小平市小川東町四丁目2番1号',
      operatorRepresentative: '代表 中村 恵子',
      contractNumber: `${year}-産-0012`,
      contractDate: from,
      fromDate: from,
      toDate: `${year + 1}-03-31`,
      responsibleName: '中村 恵子',
      responsibleContact: '042-000-0000',
      amount: 13_200_000,
      documentDays: 7,
      completionDays: 0,
      billing: {
        registrationNumber: 'T7000012050002',
        bank: 'つどい銀行',
        branch: '小平支店',
        accountKind: 'ordinary',
        accountNumber: '0123456',
        accountHolder: 'ツドイウンエイジムキョク',
      },
      note: null,
      status: 'open',
      createdAt: made,
      createdBy: manager,
      changedAt: made,
    }),
  );
  const { id } = programme;
  await keepStandardDocuments(tx, programme);
  // Handed in on paper in the first days; the schedule is still to come.
  const paper = {
    status: 'accepted',
    submittedAt: made,
    answeredAt: made,
    answeredBy: manager,
    onPaper: from,
    answer: '紙で提出し、受理されました。',
  } as const;
  await tx.update(ContractDocument, { programmeId: id, kind: In(['commencement', 'responsible']) }, paper);
  await tx.insert(ProgrammeVenue, { programmeId: id, venueId: venue.id });
  const courses = await tx.find(Course, { select: { id: true } });
  const rows = courses.map((course) => ({ programmeId: id, courseId: course.id }));
  if (rows.length > 0) await tx.insert(ProgrammeCourse, rows);
  await seedTargets(tx, id, [`${year + 1}-03-31`, `${year + 4}-03-31`]);
  await seedSchedule(tx, id, from, today);
  await seedEntries(tx, { programmeId: id, from, today, manager });
}

/** What is planned for the past has begun on time; the telework station keeps the first payment waiting. */
async function seedSchedule(tx: EntityManager, programmeId: number, from: DateText, today: DateText): Promise<void> {
  const rows = SCHEDULE.map((one) => {
    const [first, last] = one.months;
    const planTo = one.title === '契約締結' ? from : addDays(addMonths(from, last + 1), -1);
    const milestone = 'milestone' in one;
    const planFrom = milestone ? planTo : addMonths(from, first);
    const done = one.late === undefined ? undefined : addDays(planTo, one.late);
    const actualTo = done !== undefined && done <= today ? done : null;
    const actualFrom = milestone ? actualTo : planFrom <= today ? planFrom : null;
    const kind = milestone ? ('milestone' as const) : ('task' as const);
    return { programmeId, kind, title: one.title, planFrom, planTo, actualFrom, actualTo, gatesPayment: 'gate' in one };
  });
  await tx.insert(Task, rows);
}

/** Entered at the end of each month that is over. */
async function seedEntries(
  tx: EntityManager,
  { programmeId, from, today, manager }: { programmeId: number; from: DateText; today: DateText; manager: number },
): Promise<void> {
  const entries = PLACEMENTS.flatMap((placed, month) => {
    const date = addDays(addMonths(from, month + 1), -1);
    if (date >= today) return [];
    const enteredAt = momentAt(addDays(date, 1), 9 * 60 + 30);
    const common = { programmeId, date, enteredAt, enteredBy: manager, note: null };
    const views = ACCESSES[month]!;
    const site = { indicator: 'site_accesses', total: views, distinctCount: Math.round(views * 0.4) };
    const work = { indicator: 'placements', total: placed, distinctCount: placed };
    return [
      ...(placed > 0 ? [{ ...common, ...work, source: '内定通知の写し' }] : []),
      { ...common, ...site, source: 'アクセス解析の月次集計' },
    ];
  });
  if (entries.length > 0) await tx.insert(IndicatorEntry, entries);
}
