import { momentAt, type Moment } from '../../platform/time.js';
import type { TrainingSession } from '../sessions/training-session.entity.js';
import { isAhead } from './door.policy.js';

type Least = Pick<TrainingSession, 'status' | 'date' | 'startMinute' | 'minimum' | 'minimumHours' | 'minimumKeptAt'>;

/**
 * Have too few enrolled, so that somebody has to decide? From the set hour on until it begins; not where a manager has said
 * that it is held all the same.
 */
export function isTooFew(session: Least, enrolled: number, now: Moment): boolean {
  const { status, date, startMinute: start, minimum, minimumHours, minimumKeptAt } = session;
  if (status !== 'planned' || minimum === null || minimumKeptAt || enrolled >= minimum) return false;
  const from = momentAt(date, start).subtract({ hours: minimumHours });
  return isAhead({ date, start }, now) && now.epochMilliseconds >= from.epochMilliseconds;
}
