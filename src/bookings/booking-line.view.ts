import { paths } from '../platform/paths.js';
import type { Phrase } from '../platform/views/phrase.js';
import { momentAt, type Moment } from '../platform/time.js';
import type { BookingRow } from './booking-lists.js';
import { isStanding } from './booking.entity.js';
import { STATE_KIND, stateOf } from './booking.view.js';

/** One line of a list, as the template prints it. */
export interface BookingLine extends BookingRow {
  stateLabel: Phrase;
  stateKind?: string;
  /** All bookings of the member from that day on. */
  memberHref?: string;
  /** Worth a link for changing or cancelling; whether it is still in time, its own page says. */
  open: boolean;
}

export function bookingLine(row: BookingRow, now: Moment): BookingLine {
  const state = stateOf(row, now);
  const isOver = momentAt(row.date, row.endMinute).epochMilliseconds <= now.epochMilliseconds;
  const memberHref = row.member && paths.manageBookings({ memberId: row.member.id, date: row.date });
  return {
    ...row,
    memberHref,
    stateLabel: `bookings:state.${state}`,
    stateKind: STATE_KIND[state],
    open: isStanding(row) && !isOver,
  };
}
