import type { EntityManager } from 'typeorm';
import { addDays, type DateText, momentAt } from '../../src/platform/time.js';
import { isPresent } from '../../src/training/count/record.policy.js';
import type { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { FollowUp } from '../../src/training/follow-up/follow-up.entity.js';

/** So many days after the first training: the first work, and the third where there was one. */
const WORK: readonly { first: number; third?: number; note: string }[] = [
  { first: 45, third: 130, note: 'データ入力' },
  { first: 60, note: '会議の文字起こし' },
  { first: 62, third: 140, note: 'ブログ記事の執筆' },
  { first: 75, note: '名刺のデータ化' },
  { first: 90, note: '経理の補助' },
  { first: 21, note: 'チラシの文章' },
];

/** Some of the first who were trained have found work since. @param rows in the order in which they were said */
export async function seedFollowUps(
  tx: EntityManager,
  { today, by }: { today: DateText; by: number },
  sessions: ReadonlyMap<number, TrainingSession>,
  rows: readonly Attendance[],
): Promise<void> {
  const first = new Map<number, DateText>();
  for (const { userId, sessionId, status } of rows) {
    if (userId === null || userId === undefined || !isPresent(status)) continue;
    const { date } = sessions.get(sessionId)!;
    if (date < (first.get(userId) ?? today)) first.set(userId, date);
  }
  const people = [...first].toSorted(([a, x], [b, y]) => x.localeCompare(y) || a - b);
  const steps = WORK.flatMap(({ first: work, third, note }, at) => {
    const [userId, trained] = people[at * 2] ?? [];
    if (userId === undefined || trained === undefined) return [];
    const common = { userId, source: 'staff', recordedBy: by };
    const days = { first_work: work, ...(third && { third_work: third }) };
    return Object.entries(days).flatMap(([step, after]) => {
      const date = addDays(trained, after);
      const row = { ...common, step: step as FollowUp['step'], date, note: step === 'first_work' ? note : null };
      return date < addDays(today, -3) ? [{ ...row, recordedAt: momentAt(addDays(date, 2), 15 * 60) }] : [];
    });
  });
  await tx.insert(FollowUp, steps);
}
