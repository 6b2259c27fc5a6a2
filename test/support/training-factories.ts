import type { User } from '../../src/accounts/user.entity.js';
import { addDays, todayAt } from '../../src/platform/time.js';
import type { AttendanceStatus } from '../../src/training/count/record.policy.js';
import { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { WalkIn } from '../../src/training/roll-call/walk-in.entity.js';
import { SessionTrainer } from '../../src/training/sessions/session-trainer.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import type { TestApp } from './app.js';

type World = Pick<TestApp, 'database' | 'clock'>;

/** A published course for everybody, with a certificate for 80 % of its sessions, unless told otherwise. */
export async function addCourse(world: World, madeBy: User, facts: Partial<Course> = {}): Promise<Course> {
  const now = world.clock.now();
  return world.database.transaction((tx) =>
    tx.save(
      tx.create(Course, {
        title: '表計算のきほん',
        category: 'ict',
        description: null,
        audience: 'anyone',
        target: 'skill_up',
        fee: 0,
        certificatePercent: 80,
        enrolmentPer: 'course',
        status: 'published',
        createdAt: now,
        createdBy: madeBy.id,
        changedAt: now,
        ...facts,
      }),
    ),
  );
}

/** Online, from 10:00 to 12:00 in three days, unless told otherwise. It occupies no room. */
export async function addSession(
  world: World,
  course: Pick<Course, 'id' | 'createdBy'>,
  facts: Partial<TrainingSession> = {},
  trainers: readonly User[] = [],
): Promise<TrainingSession> {
  const now = world.clock.now();
  return world.database.transaction(async (tx) => {
    const session = await tx.save(
      tx.create(TrainingSession, {
        courseId: course.id,
        venueId: null,
        roomId: null,
        date: addDays(todayAt(now), 3),
        startMinute: 600,
        endMinute: 720,
        capacity: 12,
        minimum: null,
        onlineLink: 'https://meet.example.jp/x',
        enrolmentFrom: null,
        closesDaysBefore: 1,
        status: 'planned',
        createdAt: now,
        createdBy: course.createdBy,
        changedAt: now,
        ...facts,
      }),
    );
    for (const { id } of trainers) await tx.insert(SessionTrainer, { sessionId: session.id, userId: id });
    return session;
  });
}

/** Enrolled in the course of these sessions, with a seat in each. */
export async function addSeats(
  world: World,
  user: User,
  sessions: readonly Pick<TrainingSession, 'id' | 'courseId'>[],
): Promise<{ enrolment: Enrolment; seats: SessionSeat[] }> {
  const now = world.clock.now();
  return world.database.transaction(async (tx) => {
    const common = { courseId: sessions[0]!.courseId, sessionId: null, userId: user.id, childIds: [] };
    const asked = { askedAt: now, askedBy: user.id, enrolledAt: now };
    const enrolment = await tx.save(tx.create(Enrolment, { ...common, ...asked, status: 'enrolled' }));
    const seats = sessions.map(({ id }) =>
      tx.create(SessionSeat, { sessionId: id, enrolmentId: enrolment.id, userId: user.id, takenAt: now }),
    );
    return { enrolment, seats: await tx.save(seats) };
  });
}

/** Somebody who came, known by name alone. */
export async function addWalkIn(world: World, sessionId: number, name: string, by: User): Promise<WalkIn> {
  const row = { sessionId, name, kana: null, addedAt: world.clock.now(), addedBy: by.id };
  return world.database.transaction((tx) => tx.save(tx.create(WalkIn, row)));
}

/** It was said how it was with a person at a session; none: what was said is taken back. */
export async function mark(
  world: World,
  of: { sessionId: number; seatId?: number; userId?: number; walkInId?: number },
  status: AttendanceStatus | null,
  by: Pick<User, 'id'>,
): Promise<void> {
  const said = { status, markedAt: world.clock.now(), markedBy: by.id, means: 'list' as const };
  await world.database.transaction((tx) => tx.save(tx.create(Attendance, { ...of, ...said })));
}
