import { type CalendarEvent, type CalendarMethod, printCalendar } from '../calendar/icalendar.js';
import type { Settings } from '../settings.js';
import { say } from '../views/words.js';
import type { Attachment, Recipient } from './letter.js';
import { addressOf } from './sender.js';

type From = Pick<Settings, 'mailFrom'>;

/**
 * An event as a file for the calendar of the person whom a mail tells about it. REQUEST for what stands and CANCEL for
 * what is given up, not PUBLISH: by these two mail programs find the entry of the mail before (same UID, higher SEQUENCE)
 * and move it or take it out by themselves; what was merely published stays where it was after a cancellation. REQUEST
 * needs somebody who invites, which is our sender, and somebody invited, who has accepted and is asked for no answer.
 */
export function eventFile(event: CalendarEvent, to: Recipient, settings: From, filename: string): Attachment {
  const method: CalendarMethod = event.status === 'CANCELLED' ? 'CANCEL' : 'REQUEST';
  const organizer = organizerFor(to, settings);
  const attendee = { name: to.name, address: to.address };
  return {
    filename,
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: printCalendar(method, [{ ...event, organizer, attendee }]),
  };
}

/**
 * Many events in one file: those that stand and those that are given up. PUBLISH, since REQUEST and CANCEL hold one event
 * each (RFC 5546, 3.2.2 and 3.2.5): whoever opens the file has all of them in her calendar, those of an earlier mail moved
 * or taken out (same UID, higher SEQUENCE).
 */
export function eventsFile(
  events: readonly CalendarEvent[],
  to: Recipient,
  settings: From,
  filename: string,
): Attachment {
  const organizer = organizerFor(to, settings);
  return {
    filename,
    contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
    content: printCalendar(
      'PUBLISH',
      events.map((event) => ({ ...event, organizer })),
    ),
  };
}

function organizerFor({ language }: Recipient, { mailFrom }: From): CalendarEvent['organizer'] {
  return { name: say(language, 'platform:name'), address: addressOf(mailFrom) };
}
