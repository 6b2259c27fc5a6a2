import type { EntityManager } from 'typeorm';
import { User } from '../../src/accounts/user.entity.js';
import { groupBy } from '../../src/platform/group-by.js';
import { addDays, fiscalYearOf, momentAt } from '../../src/platform/time.js';
import { Certificate } from '../../src/training/certificates/certificate.entity.js';
import { codeFrom, whyNotDue } from '../../src/training/certificates/certificate.policy.js';
import { isPresent } from '../../src/training/count/record.policy.js';
import type { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { Chance } from './random.js';
import type { Taught, TrainingWorld } from './training-world.js';

/** So many days after the last session. */
const DAYS_AFTER = 3;
const ISSUED_AT = 11 * 60;

/**
 * Of courses that are over, for those who came often enough. In the last course one still waits for hers; in the first, one was
 * taken back and issued again.
 * @param rows in the order in which they were said
 */
export async function seedCertificates(
  tx: EntityManager,
  { venue, today, manager }: TrainingWorld & { manager: number },
  taught: readonly Taught[],
  rows: readonly Attendance[],
): Promise<void> {
  const chance = new Chance(160);
  const issued: Partial<Certificate>[] = [];
  const numbers = new Map<number, number>();
  const over = taught.filter(({ demo, course }) => demo.status === 'closed' && course.certificatePercent !== null);
  for (const [nth, { course, sessions }] of over.entries()) {
    const [held, last] = [sessions.length, sessions.at(-1)];
    const issuedOn = last && addDays(last.date, DAYS_AFTER);
    if (!issuedOn || issuedOn >= today) continue;
    const ids = new Set(sessions.map(({ id }) => id));
    const people = groupBy(
      rows.filter(({ sessionId, userId }) => ids.has(sessionId) && userId),
      ({ userId }) => userId!,
    );
    const due = [...people].flatMap(([userId, said]) => {
      const final = new Map(said.map(({ sessionId, status }) => [sessionId, status]));
      const attended = [...final.values()].filter(isPresent).length;
      const why = whyNotDue({ percent: course.certificatePercent, held, ahead: 0, attended });
      return why ? [] : [{ userId, attended }];
    });
    const users = await tx.find(User, { order: { kana: 'ASC', id: 'ASC' } });
    const named = users.flatMap(({ id, name }) =>
      due.filter(({ userId }) => userId === id).map((one) => ({ ...one, name })),
    );
    const given = nth === over.length - 1 && named.length > 1 ? named.slice(0, -1) : named;
    const again = nth === 0 ? given.slice(0, 1) : [];
    for (const [at, person] of [...given, ...again].entries()) {
      const fiscalYear = fiscalYearOf(issuedOn);
      const number = (numbers.get(fiscalYear) ?? 0) + 1;
      numbers.set(fiscalYear, number);
      const issuedAt = momentAt(issuedOn, ISSUED_AT + (at < given.length ? 0 : 90));
      const revoked = again.includes(person) && at < given.length;
      issued.push({
        ...person,
        code: codeFrom(Uint8Array.from({ length: 20 }, () => chance.between(0, 255))),
        fiscalYear,
        number,
        courseId: course.id,
        courseTitle: course.title,
        issuer: venue.fees?.issuer.name || venue.name,
        held,
        issuedOn,
        issuedAt,
        issuedBy: manager,
        revokedAt: revoked ? issuedAt.add({ minutes: 80 }) : null,
        revokedBy: revoked ? manager : null,
        revokeReason: revoked ? 'お名前の字に誤りがありました。' : null,
      });
    }
  }
  await tx.insert(Certificate, issued);
}
