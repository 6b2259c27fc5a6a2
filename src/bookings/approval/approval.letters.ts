import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Moment, Slot } from '../../platform/time.js';
import type { Booking } from '../booking.entity.js';
import { careWords } from '../phrases.js';
import type { Phrase } from '../../platform/views/phrase.js';

/** What managers are told of a request: name, place and time alone. */
export interface Asked {
  /** The booking, or the first of a series. */
  id: number;
  member: string;
  venue: { name: string; address: string };
  /** In their order; at least one. */
  slots: readonly (Slot & { names: readonly string[]; careCount?: number })[];
  /** When the first of them lapses. */
  lapsesAt: Moment;
}

/** What one booking asks for. */
export function askedOf(
  { id, date, startMinute: start, endMinute: end, careCount, lapsesAt }: Booking,
  venue: Asked['venue'],
  resources: readonly { name: string }[],
): Omit<Asked, 'member'> {
  return {
    id,
    venue,
    slots: [{ date, start, end, careCount, names: resources.map(({ name }) => name) }],
    lapsesAt: lapsesAt!,
  };
}

/** To a manager: somebody asks for a place. */
export function askedLetter({ id, member, venue, slots, lapsesAt }: Asked): Letter {
  const { date, start } = slots[0]!;
  const label = (name: string): Phrase => `bookings:letters.${name}`;
  const when = slots.map((slot) => ({
    label: label('when'),
    value: { key: 'bookings:letters.when_value', date: slot.date, start: slot.start, end: slot.end },
  }));
  const names = [...new Set(slots.flatMap((slot) => slot.names))];
  const children = Math.max(...slots.map(({ careCount = 0 }) => careCount));
  return {
    name: 'bookings.asked',
    subject: { key: 'approval:letters.asked.subject', date, start, total: slots.length },
    paragraphs: ['approval:letters.asked.body'],
    facts: [
      { label: label('answer_by'), value: { key: 'bookings:moment', at: lapsesAt } },
      { label: 'bookings:fact.member', value: verbatim(member) },
      ...when,
      { label: label('where'), value: { key: 'bookings:letters.where_value', ...venue } },
      { label: label('what'), value: { key: 'bookings:list', names: names.map(verbatim) } },
      ...careWords(children).map((value) => ({ label: label('care'), value })),
    ],
    action: { label: 'approval:letters.asked.action', path: paths.request(id) },
  };
}
