import { In, type EntityManager } from 'typeorm';
import { SetAside } from '../../src/childcare/set-aside/set-aside.entity.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { momentAt } from '../../src/platform/time.js';
import { SESSION } from '../../src/training/sessions/training-session.entity.js';
import type { Taught, TrainingWorld } from './training-world.js';

/** Places in childcare for those who come to a session, where there is childcare then and its moment has not passed. */
export async function seedSetAsides(
  tx: EntityManager,
  { now }: Pick<TrainingWorld, 'now'>,
  taught: readonly Taught[],
): Promise<void> {
  const sessions = taught.flatMap((one) => one.sessions).filter((one) => one.status === 'planned' && one.carePlaces);
  const slots = await tx.findBy(CareSlot, { date: In(sessions.map(({ date }) => date)), status: 'open' });
  const kept = sessions.flatMap(({ id, date, startMinute, endMinute, carePlaces, careHours }) => {
    const covering = (one: CareSlot): boolean => one.startMinute <= startMinute && endMinute <= one.endMinute;
    const slot = slots.find((one) => one.date === date && covering(one));
    const untilAt = momentAt(date, startMinute).subtract({ hours: careHours });
    if (!slot || untilAt.epochMilliseconds <= now.epochMilliseconds) return [];
    const during = { forStartMinute: startMinute, forEndMinute: endMinute };
    return [{ slotId: slot.id, forKind: SESSION, forId: id, ...during, places: carePlaces, untilAt }];
  });
  await tx.insert(SetAside, kept);
}
