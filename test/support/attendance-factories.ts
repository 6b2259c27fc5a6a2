import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { User } from '../../src/accounts/user.entity.js';
import { addDays, momentAt } from '../../src/platform/time.js';
import { type Category, Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { WalkInMerge } from '../../src/training/roll-call/walk-in-merge.entity.js';
import { WalkIn } from '../../src/training/roll-call/walk-in.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { Chance } from '../../seeds/demo/random.js';
import type { TestApp } from './app.js';
import { addUser } from './factories.js';

interface Size {
  sessions: number;
  members: number;
  /** Rows of attendance. */
  rows: number;
}

const CATEGORIES: readonly Category[] = ['ict', 'writing', 'editor'];

/** Past days, one session each, with members, walk-ins, merges, corrections, seats that were given back. */
export async function addYearsOfTraining(world: TestApp, { sessions, members, rows }: Size): Promise<void> {
  const chance = new Chance(7);
  const { id: staff } = await addUser(world, { roles: ['trainer'] });
  const now = world.clock.now();
  const made = { createdAt: now, createdBy: staff, changedAt: now };
  await world.database.transaction(async (tx) => {
    const courses = await put(
      tx,
      Course,
      range(20).map((nth) => ({
        title: `講座${nth}`,
        category: CATEGORIES[nth % 3],
        audience: 'anyone',
        fee: 0,
        enrolmentPer: 'session',
        target: nth % 5 === 0 ? null : 'skill_up',
        status: 'published',
        ...made,
      })),
    );
    const held = await put(
      tx,
      TrainingSession,
      range(sessions).map((nth) => ({
        courseId: courses[nth % courses.length]!.id,
        date: addDays('2026-11-20', nth - sessions),
        startMinute: 600,
        endMinute: 720,
        capacity: 30,
        closesDaysBefore: 0,
        ...made,
        status: chance.happens(0.03) ? 'cancelled' : 'planned',
      })),
    );
    const users = await put(
      tx,
      User,
      range(members).map((nth) => ({
        email: `learner${nth}@example.jp`,
        name: `受講 ${nth}`,
        kana: 'ジュコウ',
        searchText: `受講 ${nth}`,
        resident: true,
        raisingChildren: true,
        language: 'ja',
        createdAt: now,
      })),
    );
    const names = await put(
      tx,
      WalkIn,
      range(Math.ceil(members / 5)).map((nth) => ({
        sessionId: chance.pick(held).id,
        name: `飛び入り${nth}`,
        addedAt: now,
        addedBy: staff,
      })),
    );
    const enrolments = await put(
      tx,
      Enrolment,
      users.map(({ id }) => ({
        courseId: courses[0]!.id,
        userId: id,
        status: 'cancelled',
        askedAt: now,
        askedBy: id,
      })),
    );
    const seats = await put(
      tx,
      SessionSeat,
      range(Math.floor(rows / 2)).map((nth) => {
        const person = (Math.floor(nth / sessions) * 31 + nth) % members; // nobody twice in one session
        const [{ id: enrolmentId, userId }, { id: sessionId }] = [enrolments[person]!, held[nth % sessions]!];
        return { enrolmentId, userId, sessionId, takenAt: now, releasedAt: chance.happens(0.05) ? now : null };
      }),
    );
    const said = (nth: number): object => {
      const seat = nth % 2 === 0 ? seats[nth / 2] : undefined;
      const walkIn = !seat && chance.happens(0.2) ? chance.pick(names) : undefined;
      return {
        sessionId: seat?.sessionId ?? chance.pick(held).id,
        seatId: seat?.id ?? null,
        userId: walkIn ? null : (seat?.userId ?? chance.pick(users).id),
        walkInId: walkIn?.id ?? null,
        status: chance.pick(['present', 'present', 'present', 'late', 'left_early', 'absent', 'absent_notified', null]),
        fromStatus: null,
        ...tapped(chance),
        markedBy: staff,
        means: 'list',
      };
    };
    await put(tx, Attendance, range(rows).map(said));
    await put(
      tx,
      WalkInMerge,
      names.slice(0, -1).flatMap(({ id }, nth) => {
        if (chance.happens(0.5)) return [];
        const next = chance.happens(0.3) ? names[nth + 1]!.id : null;
        const userId = next === null ? chance.pick(users).id : null;
        return [{ walkInId: id, userId, intoWalkInId: next, mergedAt: momentAt('2026-11-21', nth), mergedBy: staff }];
      }),
    );
  });
}

/** Some without a connection: the house learned of it later. */
function tapped(chance: Chance): object {
  const minute = chance.between(0, 2400);
  const learned = chance.happens(0.1) ? momentAt('2026-11-20', minute + chance.between(1, 400)) : null;
  return { markedAt: momentAt('2026-11-20', minute), recordedAt: learned };
}

const range = (size: number): number[] => Array.from({ length: size }, (_, at) => at);

/** Many at once. */
async function put<T extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<T>,
  rows: readonly object[],
): Promise<(T & { id: number })[]> {
  const made = rows.map((row) => tx.create(entity, row as never));
  for (let at = 0; at < made.length; at += 500) await tx.insert(entity, made.slice(at, at + 500) as never);
  return made as never;
}
