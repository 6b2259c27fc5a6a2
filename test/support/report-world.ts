import type { EntityManager } from 'typeorm';
import { Chance } from '../../seeds/demo/random.js';
import type { User } from '../../src/accounts/user.entity.js';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { ChildGuardian } from '../../src/childcare/children/child-guardian.entity.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { CareEvent } from '../../src/childcare/day/care-event.entity.js';
import { Incident } from '../../src/childcare/incidents/incident.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { addDays, type DateText, momentAt, weekdayOf } from '../../src/platform/time.js';
import { ProgrammeCourse } from '../../src/programmes/contract/programme-course.entity.js';
import { ProgrammeVenue } from '../../src/programmes/contract/programme-venue.entity.js';
import type { Programme } from '../../src/programmes/contract/programme.entity.js';
import { IndicatorEntry } from '../../src/programmes/entries/indicator-entry.entity.js';
import { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { SessionTrainer } from '../../src/training/sessions/session-trainer.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import type { TestApp } from './app.js';
import { addUser } from './factories.js';
import { addCity, addProgramme, addTarget } from './programme-factories.js';
import { addFollowUps } from './follow-up-factories.js';
import { addResource, addVenue } from './venue-factories.js';

export interface ReportWorld {
  manager: User;
  officer: User;
  trainer: User;
  programme: Programme;
  courseIds: number[];
  venueId: number;
}

const [FROM, TO] = ['2016-06-15', '2017-03-31'];
/** Something happens from this day until before that. */
const [FIRST, LAST] = ['2016-07-01', '2016-11-01'];

/**
 * Kodaira's first programme as it may have been, from a fixed seed: July to October 2016, a Tuesday morning, 1 November.
 * Rows are put in as they are: some bookings were cancelled or not used, some seats given back, some children stayed away.
 */
export async function addReportWorld(world: TestApp): Promise<ReportWorld> {
  world.clock.setTo('2016-11-01', 9 * 60);
  const chance = new Chance(2016);
  const manager = await addUser(world, { roles: ['manager'], name: '中村 恵子' });
  const officer = await addUser(world, { roles: ['officer'], name: '渡辺 誠' });
  const trainer = await addUser(world, { roles: ['trainer'], name: '高橋 理恵' });
  const nurse = await addUser(world, { roles: ['childcare'], name: '井上 さくら' });
  const members: User[] = [];
  for (let n = 0; n < 14; n += 1) members.push(await addUser(world));
  const since = { activeFrom: '2016-06-01' };
  const venue = await addVenue(world, since);
  const other = await addVenue(world, { ...since, name: 'よその拠点', position: 2 });
  const things: number[] = [];
  for (const [name, kind] of [
    ['席1', 'desk'],
    ['席2', 'desk'],
    ['パソコン1', 'pc'],
    ['会議室', 'room'],
  ] as const)
    things.push((await addResource(world, venue, { ...since, name, kind })).id);
  const foreign = await addResource(world, other, since);
  const { id: cityId } = await addCity(world, '小平市', [officer.id]);
  const programme = await addProgramme(world, cityId, {
    title: '東京郊外型の女性の新しい就労推進事業業務委託',
    contractDate: FROM,
    fromDate: FROM,
    toDate: TO,
  });
  const goal = (value: number, later: number): { date: DateText; value: number }[] => [
    { date: TO, value },
    { date: '2020-03-31', value: later },
  ];
  const training = { indicator: 'training_participants', title: 'スキルUP講習会参加人数' };
  await addTarget(world, programme.id, training, goal(200, 1000));
  await addTarget(world, programme.id, { title: '在宅ワークによる新規就労', position: 2 }, goal(30, 200));
  const site = { indicator: 'site_accesses', title: '子育てサイトのアクセス数', position: 3 };
  await addTarget(world, programme.id, site, goal(10_000, 150_000));

  const courseIds = await world.database.transaction(async (tx) => {
    await tx.insert(ProgrammeVenue, { programmeId: programme.id, venueId: venue.id });
    await bookings(tx, chance, members, venue.id, things);
    await bookings(tx, chance, members, other.id, [foreign.id]);
    const people = { members, trainer, nurse };
    const ids = await trainings(tx, chance, people, { venueId: venue.id, roomId: things[3]! });
    await tx.insert(
      ProgrammeCourse,
      ids.slice(0, 2).map((courseId) => ({ programmeId: programme.id, courseId })),
    );
    await entries(tx, programme.id, manager.id);
    await addFollowUps(tx, members, manager.id);
    return ids;
  });
  return { manager, officer, trainer, programme, courseIds, venueId: venue.id };
}

async function bookings(
  tx: EntityManager,
  chance: Chance,
  members: readonly User[],
  venueId: number,
  things: readonly number[],
): Promise<void> {
  for (let date = FIRST; date < LAST; date = addDays(date, 1)) {
    if (weekdayOf(date) === 7) continue;
    for (let n = chance.between(0, 3); n > 0; n -= 1) {
      const startMinute = 540 + 30 * chance.between(0, 12);
      const memberId = chance.pick(members).id;
      const status: Booking['status'] = chance.happens(0.8) ? 'booked' : chance.pick(['cancelled', 'no_show'] as const);
      const endMinute = startMinute + 30 * chance.between(1, 4);
      const made = { revision: 1, createdAt: momentAt(date, 480), createdBy: memberId };
      const row = { venueId, memberId, date, startMinute, endMinute, purpose: null, status, ...made };
      const { id } = await tx.save(tx.create(Booking, row));
      const held = chance.shuffled(things).slice(0, chance.between(1, Math.min(2, things.length)));
      await tx.insert(
        BookingResource,
        held.map((resourceId) => ({ bookingId: id, resourceId })),
      );
    }
  }
}

type People = { members: readonly User[] } & Record<'trainer' | 'nurse', User>;

/** Three courses, of which the first two are the programme's: a session a fortnight each, with childcare beside those of the first. */
async function trainings(
  tx: EntityManager,
  chance: Chance,
  { members, trainer, nurse }: People,
  place: { venueId: number; roomId: number },
): Promise<number[]> {
  const at = momentAt(FIRST, 540);
  const made = { createdAt: at, createdBy: trainer.id, changedAt: at };
  const children: number[] = [];
  for (const [n, { id }] of members.slice(0, 4).entries()) {
    const facts = { name: `子ども${n}`, kana: 'コドモ', birthDate: `201${2 + n}-05-01`, notes: null };
    const health = { allergies: '', medication: '', conditions: '' };
    const child = await tx.save(tx.create(Child, { ...facts, ...health, createdAt: at, createdBy: id }));
    await tx.insert(ChildGuardian, { childId: child.id, userId: id, position: 1, relation: '母', linkedAt: at });
    children.push(child.id);
  }
  const ids: number[] = [];
  for (const [nth, title] of ['表計算のきほん', '文章の書き方', 'よその講座'].entries()) {
    const kinds = {
      category: (['ict', 'writing', 'other'] as const)[nth],
      audience: 'anyone',
      enrolmentPer: 'session',
    } as const;
    const rules = {
      description: null,
      target: 'skill_up',
      fee: 0,
      certificatePercent: null,
      status: 'published',
    } as const;
    const course = await tx.save(tx.create(Course, { title, ...kinds, ...rules, ...made }));
    ids.push(course.id);
    for (let date = addDays('2016-07-05', nth); date < LAST; date = addDays(date, 14)) {
      const times = { date, startMinute: 600, endMinute: 720, capacity: 10, closesDaysBefore: 0 };
      const status = chance.happens(0.1) ? ('cancelled' as const) : ('planned' as const);
      const where = { venueId: null, roomId: null };
      const session = await tx.save(
        tx.create(TrainingSession, { courseId: course.id, ...where, ...times, status, ...made }),
      );
      await tx.insert(SessionTrainer, { sessionId: session.id, userId: trainer.id });
      const seats: SessionSeat[] = [];
      for (const { id: userId } of chance.shuffled(members).slice(0, 8)) {
        const asked = { askedAt: at, askedBy: userId, enrolledAt: at, childIds: [] };
        const of = { courseId: course.id, sessionId: session.id, userId, status: 'enrolled' as const };
        const enrolment = await tx.save(tx.create(Enrolment, { ...of, ...asked }));
        const releasedAt = chance.happens(0.1) ? momentAt(date, 480) : null;
        const seat = { sessionId: session.id, enrolmentId: enrolment.id, userId, takenAt: at, releasedAt };
        seats.push(await tx.save(tx.create(SessionSeat, seat)));
      }
      for (const { id: seatId, userId } of seats) {
        const said = chance.pick(['present', 'present', 'present', 'late', 'left_early', 'absent'] as const);
        const of = { sessionId: session.id, seatId, userId, means: 'list' as const };
        await tx.insert(Attendance, { ...of, status: said, markedAt: momentAt(date, 730), markedBy: trainer.id });
      }
      if (nth === 0) await care(tx, chance, { date, ...place, nurse, seats, members, children });
    }
  }
  return ids;
}

interface CareOf {
  date: DateText;
  venueId: number;
  roomId: number;
  nurse: User;
  seats: readonly SessionSeat[];
  members: readonly User[];
  children: readonly number[];
}

async function care(
  tx: EntityManager,
  chance: Chance,
  { date, venueId, roomId, nurse, seats, members, children }: CareOf,
): Promise<void> {
  const by = { createdAt: momentAt(date, 480), createdBy: nurse.id };
  const hours = { date, startMinute: 540, endMinute: 780 };
  const ages = { places: 4, minAgeMonths: 0, maxAgeMonths: null, status: 'open' as const };
  const slot = await tx.save(tx.create(CareSlot, { venueId, roomId, ...hours, ...ages, ...by }));
  const duty = { slotId: slot.id, userId: nurse.id, qualified: true, startMinute: 540, endMinute: 780 };
  await tx.insert(CareRoster, { ...duty, addedAt: by.createdAt, addedBy: nurse.id });
  for (const [n, childId] of children.entries()) {
    const guardianId = members[n]!.id;
    const seat = seats.find((one) => one.userId === guardianId && one.releasedAt === null);
    if (!seat) continue;
    const whole = { startMinute: 600, endMinute: 720, forStartMinute: 600, forEndMinute: 720 };
    const reason = { forKind: 'session_seat', forId: seat.id, reservedAt: by.createdAt, reservedBy: guardianId };
    const row = { slotId: slot.id, childId, guardianId, date, ...whole, ...reason, status: 'reserved' as const };
    const { id: placeId } = await tx.save(tx.create(CarePlace, row));
    if (chance.happens(0.2)) continue;
    const [came, left] = [590 + chance.between(0, 20), 710 + chance.between(0, 20)];
    for (const [kind, minute] of [
      ['arrival', came],
      ['handover', left],
    ] as const) {
      const when = { happenedAt: momentAt(date, minute), recordedAt: momentAt(date, minute), recordedBy: nurse.id };
      await tx.save(
        tx.create(CareEvent, { placeId, kind, data: {} as never, clientKey: `${placeId}-${kind}`, ...when }),
      );
    }
    if (!chance.happens(0.15)) continue;
    const told = { location: '保育室', what: 'ころんだ', measures: '冷やした', grade: 'minor' as const };
    const when = { happenedAt: momentAt(date, 640), recordedAt: momentAt(date, 650), recordedBy: nurse.id };
    await tx.save(tx.create(Incident, { placeId, ...told, ...when }));
  }
}

async function entries(tx: EntityManager, programmeId: number, enteredBy: number): Promise<void> {
  const written = [
    ['placements', '2016-09-20', 2, 2],
    ['placements', '2016-10-14', 3, 3],
    ['site_accesses', '2016-10-31', 1234, 456],
  ] as const;
  for (const [indicator, date, total, distinctCount] of written) {
    const row = { programmeId, indicator, date, total, distinctCount, source: '月次集計', enteredBy };
    await tx.insert(IndicatorEntry, { ...row, enteredAt: momentAt(date, 600) });
  }
}
