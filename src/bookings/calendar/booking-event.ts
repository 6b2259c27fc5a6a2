import type { CalendarEvent } from '../../platform/calendar/icalendar.js';
import { verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import type { Moment, Slot } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';

export interface EventFacts extends Slot {
  id: number;
  revision: number;
  status: string;
  createdAt: Moment;
  changedAt: Moment | null;
  cancelledAt: Moment | null;
  noShowAt: Moment | null;
  decidedAt: Moment | null;
  venue: { name: string; address: string };
  resources: readonly string[];
  /** So many children are looked after meanwhile; never who. */
  careCount?: number;
  /** Left out of mails. */
  purpose?: string | null;
}

/** @param publicUrl of this house, without a slash at the end: part of the lasting id of the event */
export function bookingEvent(facts: EventFacts, language: Language, publicUrl: string): CalendarEvent {
  const { id, date, start, end } = facts;
  return {
    uid: `booking-${id}@${new URL(publicUrl).hostname}`,
    sequence: facts.revision,
    status: statusOf(facts.status),
    changed: lastOf(facts),
    date,
    start,
    end,
    summary: say(language, { key: 'bookings:calendar.summary', names: facts.resources.map(verbatim) }),
    location: say(language, { key: 'bookings:letters.where_value', ...facts.venue }),
    description: [facts.purpose, careOf(facts, language)].filter(Boolean).join('\n') || undefined,
    url: `${publicUrl}${paths.booking(id)}`,
  };
}

function careOf({ careCount }: EventFacts, language: Language): string | undefined {
  return careCount ? say(language, { key: 'bookings:care.count', count: careCount }) : undefined;
}

function lastOf({ createdAt, changedAt, cancelledAt, noShowAt, decidedAt }: EventFacts): Moment {
  const later = (a: Moment, b: Moment | null | undefined): Moment =>
    b && b.epochMilliseconds > a.epochMilliseconds ? b : a;
  return [changedAt, cancelledAt, noShowAt, decidedAt].reduce(later, createdAt);
}

/** What is neither held nor given up, such as a request that waits for an answer, is not sure yet. */
function statusOf(status: string): CalendarEvent['status'] {
  if (status === 'cancelled' || status === 'no_show') return 'CANCELLED';
  return status === 'booked' ? 'CONFIRMED' : 'TENTATIVE';
}
