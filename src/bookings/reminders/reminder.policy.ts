import { momentAt, type Moment, type Slot } from '../../platform/time.js';

export interface Remembered extends Slot {
  /** When it was made or last changed. */
  settledAt: Moment;
}

/**
 * Is the member to be reminded now of a booking of the day in question? Not of what she booked or changed after the evening
 * of reminders: a mail has just told her. Not, where the system was down meanwhile, of what has begun.
 * @param dueAt 18:00 of the day before
 */
export function isWorthReminding(booking: Remembered, dueAt: Moment, now: Moment): boolean {
  const start = momentAt(booking.date, booking.start);
  return (
    booking.settledAt.epochMilliseconds <= dueAt.epochMilliseconds && now.epochMilliseconds < start.epochMilliseconds
  );
}
