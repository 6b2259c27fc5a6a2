import { momentAt, type Moment, type Slot } from '../../platform/time.js';
import type { AttendanceStatus } from '../count/record.policy.js';

/** Who comes so much later than the start is late; the trainer may say otherwise. */
const LATE_MINUTES = 15;

/** How somebody is written down who shows a code. */
export function arrivalStatus(at: Moment, { date, start }: Slot): AttendanceStatus {
  const late = momentAt(date, start).add({ minutes: LATE_MINUTES });
  return at.epochMilliseconds < late.epochMilliseconds ? 'present' : 'late';
}
