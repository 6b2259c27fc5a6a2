import type { EntityManager } from 'typeorm';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import { momentAt, type Moment } from '../../src/platform/time.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { MEMBERS } from './names.js';
import type { Taught, TrainingWorld } from './training-world.js';

/** They asked so long before it began, one after another, but not in the future. */
const DAYS_BEFORE = 20;

/** Who enrolled, who waits, and one who took her enrolment back. @returns the seats that stand */
export async function seedEnrolments(
  tx: EntityManager,
  world: TrainingWorld,
  taught: readonly Taught[],
): Promise<SessionSeat[]> {
  const pool = await membersOf(tx, world);
  const wishes: { wish: Enrolment; sessions: TrainingSession[] }[] = [];
  for (const [nth, { demo, course, sessions }] of taught.entries()) {
    const held = sessions.filter(({ status }) => status === 'planned');
    const first = demo.with?.map((email) => world.people.get(email)!) ?? [];
    const able = pool.filter((user) => isAsked(course, user)).map(({ id }) => id);
    const parts = course.enrolmentPer === 'course' ? [held] : held.map((one) => [one]);
    for (const [part, of] of parts.entries()) {
      if (of.length === 0) continue;
      const from = (nth * 5 + part * 4) % able.length;
      const turn = [...able.slice(from), ...able.slice(0, from)];
      const enrolled = [...first, ...turn].slice(0, demo.enrolled);
      const isNext = demo.waiting !== undefined && of[0]!.date > world.today && part === 0;
      const waiting = isNext ? turn.slice(enrolled.length, enrolled.length + demo.waiting!) : [];
      for (const [place, userId] of [...enrolled, ...waiting].entries()) {
        const sessionId = course.enrolmentPer === 'session' ? of[0]!.id : null;
        const askedAt = askedFor(of[0]!, place, world.now);
        const stands = place < enrolled.length;
        const common = { courseId: course.id, sessionId, userId, childIds: [], askedAt, askedBy: userId };
        const status = stands ? ('enrolled' as const) : ('waiting' as const);
        const wish = tx.create(Enrolment, { ...common, status, enrolledAt: stands ? askedAt : null });
        wishes.push({ wish, sessions: stands ? of : [] });
      }
    }
  }
  takeBack(tx, wishes);
  await tx.insert(
    Enrolment,
    wishes.map(({ wish }) => wish),
  );
  const seats = wishes.flatMap(({ wish, sessions }) =>
    sessions.map(({ id }) =>
      tx.create(SessionSeat, {
        sessionId: id,
        enrolmentId: wish.id,
        userId: wish.userId,
        takenAt: wish.enrolledAt!,
        releasedAt: wish.endedAt ?? null,
      }),
    ),
  );
  await tx.insert(SessionSeat, seats);
  return seats.filter(({ releasedAt }) => releasedAt === null);
}

/** Members but those of the demo accounts, who go where a course says so. */
function membersOf(tx: EntityManager, { people }: TrainingWorld): Promise<User[]> {
  return tx
    .createQueryBuilder(User, 'user')
    .innerJoin(UserRole, 'role', "role.user_id = user.id AND role.role = 'member'")
    .where('user.id IN (:...ids)', { ids: MEMBERS.map(({ email }) => people.get(email)!) })
    .orderBy('user.id')
    .getMany();
}

function isAsked({ audience }: Course, { resident, raisingChildren }: User): boolean {
  return audience === 'anyone' || (raisingChildren && (audience === 'raising_children' || resident));
}

function askedFor({ date }: TrainingSession, place: number, now: Moment): Moment {
  const at = momentAt(date, 9 * 60 + place * 7).subtract({ hours: 24 * (DAYS_BEFORE - place) });
  const latest = now.subtract({ hours: 40 - place });
  return at.epochMilliseconds < latest.epochMilliseconds ? at : latest;
}

/** The last one of a finished course could not come after all. */
function takeBack(tx: EntityManager, wishes: { wish: Enrolment; sessions: TrainingSession[] }[]): void {
  const last = wishes.findLast(({ sessions }) => sessions.length === 5);
  if (!last) return;
  const { wish } = last;
  const endedAt = wish.askedAt.add({ hours: 50 });
  tx.merge(Enrolment, wish, { status: 'cancelled', endedAt, endedBy: wish.userId, revision: 1 });
}
