import type { CalendarEvent } from '../../platform/calendar/icalendar.js';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import { isCancelled } from '../courses/course.view.js';
import type { SessionRow } from '../sessions/session-rows.js';

/** @param publicUrl of this house, without a slash at the end: part of the lasting id of the event */
export function sessionEvent(session: SessionRow, language: Language, publicUrl: string): CalendarEvent {
  const { id, courseId, revision, changedAt, date, start, end, title, venue, room, address } = session;
  return {
    uid: `session-${id}@${new URL(publicUrl).hostname}`,
    sequence: revision,
    status: isCancelled(session) ? 'CANCELLED' : 'CONFIRMED',
    changed: changedAt,
    date,
    start,
    end,
    summary: title,
    location: venue ? [venue, room, address].filter(Boolean).join(' ') : say(language, 'training:online'),
    url: `${publicUrl}${paths.training(courseId)}`,
  };
}
