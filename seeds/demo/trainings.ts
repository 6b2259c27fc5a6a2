import type { EntityManager } from 'typeorm';
import { addDays, type DateText, daysBetween, type Moment, weekdayOf } from '../../src/platform/time.js';
import { Course, SKILL_UP } from '../../src/training/courses/course.entity.js';
import { SessionTrainer } from '../../src/training/sessions/session-trainer.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { openingOf } from '../../src/venues/opening.policy.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Timetable } from '../../src/venues/timetable.js';
import { seedAttendance } from './attendance.js';
import { seedCertificates } from './certificates.js';
import { seedExtras } from './course-extras.js';
import { COURSES, type DemoCourse } from './courses.js';
import { seedEnrolments } from './enrolments.js';
import { seedSetAsides } from './set-asides.js';
import { seedSurveys } from './surveys.js';
import { seedOffer } from './training-offers.js';
import type { Taught, TrainingWorld } from './training-world.js';

/** So far a day moves on when the place is shut. */
const MOST_DAYS_LATER = 12;

/** Half a year of courses and what is coming, with those who enrolled, waited and came. */
export async function seedTrainings(tx: EntityManager, world: TrainingWorld): Promise<void> {
  const [manager, trainer] = [world.people.get('manager@demo.test'), world.people.get('trainer@demo.test')];
  if (!manager || !trainer) return;
  const taught: Taught[] = [];
  for (const demo of COURSES) {
    const room = world.resources.find(({ name }) => name === (demo.room ?? 'サロン'));
    if (!room) continue;
    const days = daysOf(demo, world);
    const course = await seedCourse(tx, demo, madeBefore(days[0]?.date ?? world.today, world, manager));
    taught.push({ demo, course, sessions: await seedSessions(tx, { demo, course, days, room, trainer }, world) });
  }
  const seats = await seedEnrolments(tx, world, taught);
  await seedOffer(tx, world, taught);
  const said = await seedAttendance(tx, { ...world, trainer }, taught, seats);
  await seedCertificates(tx, { ...world, manager }, taught, said);
  await seedSurveys(tx, world, taught, said);
  await seedExtras(tx, taught, trainer);
  await seedSetAsides(tx, world, taught);
}

/** A week of a course, and the day on which it came to be. */
interface PlannedDay {
  week: number;
  date: DateText;
}

/** Days on which the place is open: past sessions were moved to the next one, those to come are not held. */
function daysOf({ weekday, weeks = [] }: DemoCourse, { today, venue, closures }: TrainingWorld): PlannedDay[] {
  const monday = addDays(today, 1 - weekdayOf(today));
  const isOpen = (date: DateText): boolean => openingOf(date, venue, closures).stretches.length > 0;
  const days: PlannedDay[] = [];
  for (const week of weeks) {
    const wanted = weekday === undefined ? today : addDays(monday, week * 7 + weekday - 1);
    const moves = weekday === undefined || week < 0;
    const possible = Array.from({ length: moves ? MOST_DAYS_LATER : 1 }, (_, later) => addDays(wanted, later));
    const date = possible.find((day) => isOpen(day) && days.every((other) => other.date !== day));
    if (date) days.push({ week, date });
  }
  return days.toSorted((a, b) => a.date.localeCompare(b.date));
}

interface Made {
  createdAt: Moment;
  createdBy: number;
  changedAt: Moment;
}

/** About six weeks before it began. */
function madeBefore(first: DateText, { today, now }: TrainingWorld, createdBy: number): Made {
  const days = Math.max(0, daysBetween(first, today)) + 40;
  const at = now.subtract({ hours: 24 * days });
  return { createdAt: at, createdBy, changedAt: at };
}

function seedCourse(tx: EntityManager, demo: DemoCourse, made: Made): Promise<Course> {
  return tx.save(
    tx.create(Course, {
      title: demo.title,
      category: demo.category,
      description: demo.description,
      audience: demo.audience ?? 'resident',
      target: demo.target === null ? null : SKILL_UP,
      fee: 0,
      certificatePercent: demo.certificatePercent ?? null,
      enrolmentPer: demo.enrolmentPer ?? 'course',
      status: demo.status ?? 'published',
      ...made,
    }),
  );
}

interface Planned {
  demo: DemoCourse;
  course: Course;
  days: readonly PlannedDay[];
  room: Resource;
  trainer: number;
}

async function seedSessions(
  tx: EntityManager,
  { demo, course, days, room, trainer }: Planned,
  { venue }: TrainingWorld,
): Promise<TrainingSession[]> {
  if (days.length === 0) return [];
  const { createdAt, createdBy, changedAt } = course;
  const { start = 600, online, cancelled, carePlaces } = demo;
  const sessions = days.map(({ week, date }) => {
    const isOff = week === cancelled;
    return tx.create(TrainingSession, {
      courseId: course.id,
      venueId: venue.id,
      roomId: room.id,
      date,
      startMinute: start,
      endMinute: start + 120,
      capacity: room.capacity,
      minimum: 3,
      carePlaces,
      careHours: 48,
      onlineLink: online ? 'https://meet.example.jp/writing' : null,
      enrolmentFrom: null,
      closesDaysBefore: 1,
      status: isOff ? 'cancelled' : 'planned',
      cancelledAt: isOff ? changedAt : null,
      cancelledBy: isOff ? createdBy : null,
      cancelReason: isOff ? '講師の都合により' : null,
      createdAt,
      createdBy,
      changedAt,
    });
  });
  await tx.insert(TrainingSession, sessions);
  const held = sessions.filter(({ status }) => status === 'planned');
  const holds = held.map(({ id, date }) => ({ sourceId: id, resourceIds: [room.id], date, start, end: start + 120 }));
  await new Timetable().occupyAll(tx, 'training_session', holds);
  await tx.insert(
    SessionTrainer,
    sessions.map(({ id }) => ({ sessionId: id, userId: trainer })),
  );
  return sessions;
}
