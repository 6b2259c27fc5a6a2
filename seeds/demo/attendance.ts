import type { EntityManager } from 'typeorm';
import { momentAt } from '../../src/platform/time.js';
import type { AttendanceStatus } from '../../src/training/count/record.policy.js';
import type { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { WalkInMerge } from '../../src/training/roll-call/walk-in-merge.entity.js';
import { WalkIn } from '../../src/training/roll-call/walk-in.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { seedFollowUps } from './follow-ups.js';
import { ACCOUNTS } from './names.js';
import { Chance } from './random.js';
import type { Taught, TrainingWorld } from './training-world.js';

/** 延べ of skill-up training, of the 200 that are promised (DOMAIN K11). */
const CAME = 118;

const WALK_INS = [
  { name: '鈴木', kana: 'スズキ' },
  { name: '前田', kana: 'マエダ' },
  { name: '石井 友香', kana: 'イシイ ユカ' },
];

type Said = Partial<Attendance> & Pick<Attendance, 'sessionId'>;

/**
 * Who came to the sessions before today. Those toward the target come to 118 in all, whatever day it is.
 * @returns what was said, in its order
 */
export async function seedAttendance(
  tx: EntityManager,
  { today, trainer, people }: TrainingWorld & { trainer: number },
  taught: readonly Taught[],
  seats: readonly SessionSeat[],
): Promise<Attendance[]> {
  const over = (of: readonly Taught[]): TrainingSession[] =>
    of.flatMap(({ sessions }) => sessions.filter(({ date, status }) => date < today && status === 'planned'));
  const counted = over(taught.filter(({ course }) => course.target !== null));
  const others = over(taught.filter(({ course }) => course.target === null));
  const byId = new Map([...counted, ...others].map((one) => [one.id, one]));
  const guests = await seedWalkIns(tx, counted, trainer);
  const seated = (sessions: readonly TrainingSession[]): Said[] => {
    const ids = new Set(sessions.map(({ id }) => id));
    return seats
      .filter(({ sessionId }) => ids.has(sessionId))
      .map(({ id, sessionId, userId }) => ({ sessionId, seatId: id, userId }));
  };
  const came = seated(counted);
  const absences = came.length + guests.length - CAME;
  const chance = new Chance(118);
  const shown = new Set(ACCOUNTS.map(({ email }) => people.get(email)));
  /** The first are absent: those who can be looked at came. */
  const demoLast = (all: readonly Said[]): Said[] =>
    all.toSorted((a, b) => Number(shown.has(a.userId!)) - Number(shown.has(b.userId!)));
  const said = [
    ...guests.map(({ id, sessionId }) => ({ sessionId, walkInId: id, status: 'present' as const })),
    ...demoLast(chance.shuffled(came)).map((one, at) => ({ ...one, status: at < absences ? absent(at) : present(at) })),
    ...seated(others).map((one, at) => ({ ...one, status: at % 6 === 5 ? absent(at) : present(at) })),
  ].toSorted((a, b) => a.sessionId - b.sessionId);
  const row = (one: Said & { status: AttendanceStatus }, minutes: number): Attendance => {
    const { date, startMinute } = byId.get(one.sessionId)!;
    const markedAt = momentAt(date, startMinute + minutes);
    return tx.create(Attendance, { fromStatus: null, ...one, markedAt, markedBy: trainer, means: 'list' });
  };
  const corrected = said.filter(({ status }) => status === 'late').slice(0, 6);
  const rows = [
    ...corrected.map((one) => row({ ...one, status: 'absent' }, 3)),
    ...said.map((one) => row({ ...one, fromStatus: corrected.includes(one) ? 'absent' : null }, 12)),
  ];
  for (let at = 0; at < rows.length; at += 200) await tx.insert(Attendance, rows.slice(at, at + 200));
  await seedFollowUps(tx, { today, by: people.get('manager@demo.test')! }, byId, rows);
  await seedMerge(tx, guests, { trainer, into: people.get('editor@demo.test')! });
  return rows;
}

function present(at: number): AttendanceStatus {
  return at % 9 === 4 ? 'late' : at % 13 === 6 ? 'left_early' : 'present';
}

function absent(at: number): AttendanceStatus {
  return at % 3 === 2 ? 'absent' : 'absent_notified';
}

/** One each in some sessions that counted. */
async function seedWalkIns(
  tx: EntityManager,
  sessions: readonly TrainingSession[],
  addedBy: number,
): Promise<WalkIn[]> {
  const guests = WALK_INS.flatMap((person, at) => {
    const session = sessions[at * 4 + 1];
    if (!session) return [];
    const addedAt = momentAt(session.date, session.startMinute + 6);
    return [tx.create(WalkIn, { ...person, sessionId: session.id, addedAt, addedBy })];
  });
  if (guests.length > 0) await tx.insert(WalkIn, guests);
  return guests;
}

/** The first of them turned out to be a member. */
async function seedMerge(
  tx: EntityManager,
  [first]: readonly WalkIn[],
  { trainer, into }: { trainer: number; into: number },
): Promise<void> {
  if (!first) return;
  const mergedAt = first.addedAt.add({ hours: 24 });
  await tx.insert(WalkInMerge, {
    walkInId: first.id,
    userId: into,
    mergedAt,
    mergedBy: trainer,
    reason: 'ご本人に確かめました。',
  });
}
