import { User } from '../../src/accounts/user.entity.js';
import { City } from '../../src/programmes/cities/city.entity.js';
import { CityOfficer } from '../../src/programmes/cities/city-officer.entity.js';
import { ProgrammeCourse } from '../../src/programmes/contract/programme-course.entity.js';
import { ProgrammeVenue } from '../../src/programmes/contract/programme-venue.entity.js';
import { Programme } from '../../src/programmes/contract/programme.entity.js';
import { Target, TargetMilestone } from '../../src/programmes/targets/target.entity.js';
import { Course } from '../../src/training/courses/course.entity.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { MonthlyReport } from '../../src/programmes/reports/monthly-report.entity.js';
import { ReportVersion } from '../../src/programmes/reports/report-version.entity.js';
import type { TestApp } from './app.js';
import { addUser } from './factories.js';

type World = Pick<TestApp, 'database' | 'clock'>;

/** A city, and the officers who work for it. */
export async function addCity(world: World, name: string, officerIds: readonly number[] = []): Promise<City> {
  return world.database.transaction(async (tx) => {
    const city = await tx.save(tx.create(City, { name, createdAt: world.clock.now() }));
    const rows = officerIds.map((userId) => ({ cityId: city.id, userId, since: world.clock.now(), setBy: null }));
    if (rows.length > 0) await tx.insert(CityOfficer, rows);
    return city;
  });
}

/** This fiscal year's, under way, for 12,000,000 yen. */
export async function addProgramme(world: World, cityId: number, facts: Partial<Programme> = {}): Promise<Programme> {
  return world.database.transaction((tx) =>
    tx.save(
      tx.create(Programme, {
        cityId,
        title: '就労推進事業',
        department: '産業振興課',
        addressee: '小平市長 様',
        place: '小平市指定場所',
        operatorName: 'つどい運営事務局',
        operatorAddress: '東京都小平市小川町1-1',
        operatorRepresentative: '代表 中村 恵子',
        contractNumber: '第12号',
        contractDate: '2026-04-01',
        fromDate: '2026-04-01',
        toDate: '2027-03-31',
        responsibleName: '中村 恵子',
        responsibleContact: '042-000-0000',
        amount: 12_000_000,
        documentDays: 7,
        completionDays: 0,
        billing: null,
        note: null,
        status: 'open',
        createdAt: world.clock.now(),
        createdBy: null,
        changedAt: world.clock.now(),
        ...facts,
      }),
    ),
  );
}

/** An officer of a city to which these venues and courses have always belonged. */
export async function addOfficerOf(
  world: TestApp,
  { venueIds = [], courseIds = [] }: { venueIds?: readonly number[]; courseIds?: readonly number[] },
): Promise<User> {
  const officer = await addUser(world, { roles: ['officer'] });
  const city = await addCity(world, `市${officer.id}`, [officer.id]);
  const always = { fromDate: '2000-01-01', toDate: '2099-12-31' };
  const { id: programmeId } = await addProgramme(world, city.id, { title: '市の事業', ...always });
  await world.database.transaction(async (tx) => {
    const venues = venueIds.map((venueId) => ({ programmeId, venueId }));
    const courses = courseIds.map((courseId) => ({ programmeId, courseId }));
    if (venues.length > 0) await tx.insert(ProgrammeVenue, venues);
    if (courses.length > 0) await tx.insert(ProgrammeCourse, courses);
  });
  return officer;
}

/** 30 placements by the end of the fiscal year, unless told otherwise. */
export async function addTarget(
  world: World,
  programmeId: number,
  facts: Partial<Target> = {},
  milestones = [{ date: '2027-03-31', value: 30 }],
): Promise<Target> {
  return world.database.transaction(async (tx) => {
    const shape = {
      indicator: 'placements',
      title: '新規就労',
      measure: 'total' as const,
      categories: [],
      position: 1,
    };
    const target = await tx.save(tx.create(Target, { ...shape, programmeId, withdrawnAt: null, ...facts }));
    await tx.insert(
      TargetMilestone,
      milestones.map((one) => ({ ...one, targetId: target.id })),
    );
    return target;
  });
}

/** A course that counts, with a session on each of these days and the members who were there. */
export async function addAttended(
  world: World,
  sessions: Record<string, readonly number[]>,
): Promise<{ course: Course; sessions: TrainingSession[] }> {
  const at = world.clock.now();
  const by = Object.values(sessions)[0]![0]!;
  const made = { createdAt: at, createdBy: by, changedAt: at };
  return world.database.transaction(async (tx) => {
    const shape = {
      title: '表計算',
      category: 'ict',
      audience: 'resident',
      target: 'skill_up',
      enrolmentPer: 'course',
    } as const;
    const open = { description: null, fee: 0, certificatePercent: null, status: 'published' } as const;
    const course = await tx.save(tx.create(Course, { ...shape, ...open, ...made }));
    const held: TrainingSession[] = [];
    for (const [date, members] of Object.entries(sessions)) {
      const where = { courseId: course.id, venueId: null, roomId: null, date, startMinute: 600, endMinute: 720 };
      const rules = { capacity: 12, minimum: null, onlineLink: null, enrolmentFrom: null, closesDaysBefore: 1 };
      const ended = { cancelledAt: null, cancelledBy: null, cancelReason: null };
      const row = { ...where, ...rules, ...ended, ...made, status: 'planned' as const };
      const session = await tx.save(tx.create(TrainingSession, row));
      held.push(session);
      const said = { seatId: null, walkInId: null, status: 'present', fromStatus: null, means: 'list' } as const;
      const rows = members.map((userId) => ({ ...said, sessionId: session.id, userId, markedAt: at, markedBy: by }));
      await tx.insert(Attendance, rows);
    }
    return { course, sessions: held };
  });
}

/** A month that the city has accepted. @param told what its report said */
export async function addToldReport(world: TestApp, programmeId: number, told: ToldReport): Promise<void> {
  const at = world.clock.now();
  await world.database.transaction(async (tx) => {
    const report = { programmeId, month: told.month, status: 'accepted' as const, createdAt: at, changedAt: at };
    const { id: reportId } = await tx.save(tx.create(MonthlyReport, report));
    const frozen = { content: JSON.stringify(told), contentHash: '', pdf: Buffer.from(''), pdfHash: '' };
    const { id: submittedBy } = await tx.findOneByOrFail(User, {});
    const version = { reportId, version: 1, submittedAt: at, submittedBy, outcome: 'accepted' as const };
    await tx.insert(ReportVersion, { ...version, ...frozen });
  });
}

interface ToldReport {
  month: string;
  figures: object;
}
