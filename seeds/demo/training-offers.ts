import { type EntityManager, IsNull } from 'typeorm';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import type { Taught, TrainingWorld } from './training-world.js';

/** Of a full session, one gives up her seat; it is held for the demo's member, who has some hours to answer. */
export async function seedOffer(tx: EntityManager, world: TrainingWorld, taught: readonly Taught[]): Promise<void> {
  const { people, now, today } = world;
  const full = taught.find(({ demo }) => demo.waiting !== undefined);
  const session = full?.sessions.findLast(({ date, status }) => date > today && status === 'planned');
  const userId = people.get('member@demo.test');
  if (!session || userId === undefined || session === full!.sessions.find(({ date }) => date > today)) return;
  const seat = await tx.findOne(SessionSeat, {
    where: { sessionId: session.id, releasedAt: IsNull() },
    order: { id: 'DESC' },
  });
  if (!seat) return;
  const offeredAt = now.subtract({ hours: 2 });
  const common = { courseId: session.courseId, sessionId: session.id, childIds: [] };
  const ended = { status: 'cancelled', endedAt: offeredAt, endedBy: seat.userId, revision: 1 } as const;
  await tx.update(Enrolment, seat.enrolmentId, ended);
  await tx.update(SessionSeat, seat.id, { releasedAt: offeredAt });
  const offer = await tx.save(
    tx.create(Enrolment, {
      ...common,
      userId,
      status: 'offered',
      askedAt: now.subtract({ hours: 50 }),
      askedBy: userId,
      offeredAt,
      offerExpiresAt: now.add({ hours: 10 }),
      revision: 1,
    }),
  );
  await tx.insert(SessionSeat, { sessionId: session.id, enrolmentId: offer.id, userId, takenAt: offeredAt });
}
