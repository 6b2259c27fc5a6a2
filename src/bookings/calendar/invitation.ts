import { eventFile, eventsFile } from '../../platform/mail/event-file.js';
import type { Attachment, Recipient } from '../../platform/mail/letter.js';
import type { Settings } from '../../platform/settings.js';
import { bookingEvent, type EventFacts } from './booking-event.js';

type Ours = Pick<Settings, 'publicUrl' | 'mailFrom'>;

/** The booking as a file for the calendar of the person whom a mail tells about it. */
export function invitation(facts: EventFacts, to: Recipient, settings: Ours): Attachment {
  const event = bookingEvent({ ...facts, purpose: null }, to.language, settings.publicUrl);
  return eventFile(event, to, settings, `tsudoi-${facts.id}.ics`);
}

/** Those of a series that a mail tells about, in one file; each keeps the lasting id that it has in the feed. */
export function invitations(all: readonly EventFacts[], to: Recipient, settings: Ours, seriesId: number): Attachment {
  const events = all.map((facts) => bookingEvent({ ...facts, purpose: null }, to.language, settings.publicUrl));
  return eventsFile(events, to, settings, `tsudoi-series-${seriesId}.ics`);
}
