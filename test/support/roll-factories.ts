import type { User } from '../../src/accounts/user.entity.js';
import { Course, SKILL_UP } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { SessionTrainer } from '../../src/training/sessions/session-trainer.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import type { TestApp } from './app.js';
import { addUser } from './factories.js';

type World = Pick<TestApp, 'database' | 'clock' | 'visitor'>;

/** A published course for anybody that counts toward the target. */
export async function addCourse(world: World, by: User, facts: Partial<Course> = {}): Promise<Course> {
  const made = { createdAt: world.clock.now(), createdBy: by.id, changedAt: world.clock.now() };
  const course = {
    title: '表計算のきほん',
    category: 'ict' as const,
    description: null,
    audience: 'anyone' as const,
    target: SKILL_UP as Course['target'],
    fee: 0,
    certificatePercent: null,
    enrolmentPer: 'session' as const,
    status: 'published' as const,
  };
  return world.database.transaction((tx) => tx.save(tx.create(Course, { ...course, ...made, ...facts })));
}

/** A session of 10:00 to 12:00 on Tuesday 2026-11-24, of twelve places, online unless told otherwise. */
export async function addSession(
  world: World,
  course: Course,
  trainers: readonly User[],
  facts: Partial<TrainingSession> = {},
): Promise<TrainingSession> {
  const made = { createdAt: world.clock.now(), createdBy: course.createdBy, changedAt: world.clock.now() };
  const session = {
    courseId: course.id,
    venueId: null,
    roomId: null,
    date: '2026-11-24',
    startMinute: 600,
    endMinute: 720,
    capacity: 12,
    minimum: null,
    onlineLink: 'https://meet.example.jp/x',
    enrolmentFrom: null,
    closesDaysBefore: 1,
    status: 'planned' as const,
  };
  return world.database.transaction(async (tx) => {
    const saved = await tx.save(tx.create(TrainingSession, { ...session, ...made, ...facts }));
    await tx.insert(
      SessionTrainer,
      trainers.map(({ id: userId }) => ({ sessionId: saved.id, userId })),
    );
    return saved;
  });
}

/** Members with a seat in the session. */
export async function addSeats(
  world: World,
  session: TrainingSession,
  people: readonly Pick<User, 'name' | 'kana'>[],
): Promise<{ user: User; seatId: number }[]> {
  const seats = [];
  for (const person of people) {
    const user = await addUser(world, person);
    const now = world.clock.now();
    const seatId = await world.database.transaction(async (tx) => {
      const of = { courseId: session.courseId, sessionId: session.id, userId: user.id };
      const asked = { askedAt: now, askedBy: user.id, enrolledAt: now, childIds: [] };
      const enrolment = await tx.save(tx.create(Enrolment, { ...of, ...asked, status: 'enrolled' }));
      const seat = { sessionId: session.id, enrolmentId: enrolment.id, userId: user.id, takenAt: now };
      return (await tx.save(tx.create(SessionSeat, seat))).id;
    });
    seats.push({ user, seatId });
  }
  return seats;
}
