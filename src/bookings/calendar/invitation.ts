import { eventFile } from '../../platform/mail/event-file.js';
import type { Attachment, Recipient } from '../../platform/mail/letter.js';
import type { Settings } from '../../platform/settings.js';
import { bookingEvent, type EventFacts } from './booking-event.js';

/** The booking as a file for the calendar of the person whom a mail tells about it. */
export function invitation(
  facts: EventFacts,
  to: Recipient,
  settings: Pick<Settings, 'publicUrl' | 'mailFrom'>,
): Attachment {
  const event = bookingEvent({ ...facts, purpose: null }, to.language, settings.publicUrl);
  return eventFile(event, to, settings, `tsudoi-${facts.id}.ics`);
}
