import type { User } from '../../src/accounts/user.entity.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import type { TestApp } from './app.js';
import { addUser } from './factories.js';
import { addCourse as addWholeCourse, addSession as addAnySession } from './training-factories.js';

type World = Pick<TestApp, 'database' | 'clock' | 'visitor'>;

/** A published course for anybody, each of whose sessions is enrolled in by itself. It gives no certificates. */
export function addCourse(world: World, by: User, facts: Partial<Course> = {}): Promise<Course> {
  return addWholeCourse(world, by, { certificatePercent: null, enrolmentPer: 'session', ...facts });
}

/** A session of 10:00 to 12:00 on Tuesday 2026-11-24, of twelve places, online unless told otherwise. */
export function addSession(
  world: World,
  course: Course,
  trainers: readonly User[],
  facts: Partial<TrainingSession> = {},
): Promise<TrainingSession> {
  return addAnySession(world, course, { date: '2026-11-24', ...facts }, trainers);
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
