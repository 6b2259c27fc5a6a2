import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import { careWords } from '../phrases.js';
import { type DateText, momentAt, type Slot } from '../../platform/time.js';

export interface Reminded extends Slot {
  id: number;
  venue: string;
  resources: readonly string[];
  /** So many children are looked after meanwhile; never who. */
  careCount: number;
}

/**
 * One letter for all that a person has booked on a day.
 * @param bookings in the order of their start
 * @param today where the reminder comes late, after downtime, it is the day itself
 */
export function reminderLetter(bookings: readonly [Reminded, ...Reminded[]], today: DateText): Letter {
  const [first, ...more] = bookings;
  const day = first.date === today ? 'today' : 'tomorrow';
  const words = (name: string): string => `bookings:reminder.${name}`;
  return {
    name: 'bookings.reminder',
    subject: { key: words(`${day}.subject`), date: first.date, start: first.start },
    paragraphs: [words(`${day}.body`)],
    facts: [
      { label: words('day'), value: { key: words('day_value'), date: first.date } },
      ...bookings.map(({ start, end, resources, careCount, venue }) => ({
        label: { key: words('one'), start, end },
        value: { key: words('one_value'), names: [...resources.map(verbatim), ...careWords(careCount)], venue },
      })),
    ],
    action:
      more.length === 0
        ? { label: words('look'), path: paths.booking(first.id) }
        : { label: words('look_all'), path: paths.ownBookings() },
    closing: [words('closing')],
    settings: { label: words('switch_off'), path: paths.profile() },
    expiresAt: momentAt(first.date, first.start),
  };
}
