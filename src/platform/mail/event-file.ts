import { type CalendarEvent, type CalendarMethod, printCalendar } from '../calendar/icalendar.js';
import type { Settings } from '../settings.js';
import { say } from '../views/words.js';
import type { Attachment, Recipient } from './letter.js';
import { addressOf } from './sender.js';

/**
 * An event as a file for the calendar of the person whom a mail tells about it. REQUEST for what stands and CANCEL for
 * what is given up, not PUBLISH: by these two mail programs find the entry of the mail before (same UID, higher SEQUENCE)
 * and move it or take it out by themselves; what was merely published stays where it was after a cancellation. REQUEST
 * needs somebody who invites, which is our sender, and somebody invited, who has accepted and is asked for no answer.
 */
export function eventFile(
  event: CalendarEvent,
  to: Recipient,
  settings: Pick<Settings, 'mailFrom'>,
  filename: string,
): Attachment {
  const method: CalendarMethod = event.status === 'CANCELLED' ? 'CANCEL' : 'REQUEST';
  const organizer = { name: say(to.language, 'platform:name'), address: addressOf(settings.mailFrom) };
  const attendee = { name: to.name, address: to.address };
  return {
    filename,
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: printCalendar(method, [{ ...event, organizer, attendee }]),
  };
}
