import type { CalendarEvent } from '../../platform/calendar/icalendar.js';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import type { Moment } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import type { SeatDetail } from './seat-rows.js';

/**
 * A seat for the calendar of the person who has it.
 * @param publicUrl of this house, without a slash at the end: part of the lasting id of the event
 */
export function seatEvent(seat: SeatDetail, changed: Moment, language: Language, publicUrl: string): CalendarEvent {
  const { seatId, enrolmentId, revision, date, start, end, title, venue, room, address, onlineLink } = seat;
  const gone = seat.released || seat.status === 'cancelled';
  const care = seat.careCount > 0 ? say(language, { key: 'enrolment:care_count', count: seat.careCount }) : undefined;
  return {
    uid: `seat-${seatId}@${new URL(publicUrl).hostname}`,
    sequence: gone ? revision + 1 : revision,
    status: gone ? 'CANCELLED' : 'CONFIRMED',
    changed,
    date,
    start,
    end,
    summary: title,
    location: venue ? [venue, room, address].filter(Boolean).join(' ') : say(language, 'training:online'),
    description: [onlineLink, care].filter(Boolean).join('\n') || undefined,
    url: `${publicUrl}${paths.enrolment(enrolmentId)}`,
  };
}
