import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import { careWords } from '../phrases.js';
import { clockText, type Moment, type Slot } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { ResourceKind } from '../../venues/resource.entity.js';

/**
 * `offered`: a place is held for her; `reminded`: it is held for not much longer; `passed`: she let it run out; `withdrawn`: the place shut, she waits on; `called`:
 * something is free, so near to the start that whoever is first has it.
 */
export type WaitlistNews = 'offered' | 'reminded' | 'passed' | 'withdrawn' | 'called';

interface Told extends Slot {
  venue: { id: number; name: string; address: string };
  kind: ResourceKind;
  /** What is held, or what alone she waits for. */
  resource?: string;
  expiresAt?: Moment;
  /** So many children are to be looked after; never who. */
  careCount?: number;
  /** She has this booking, and waits for childcare alone. */
  bookingId?: number | null;
}

export function waitlistLetter(news: WaitlistNews, told: Told): Letter {
  const words = `bookings:waitlist.letters.${news}`;
  const { date, start, end, venue, kind, resource, expiresAt } = told;
  const fact = (name: string, value: Phrase): { label: Phrase; value: Phrase } => ({
    label: `bookings:waitlist.letters.${name}`,
    value,
  });
  const isOffer = (news === 'offered' || news === 'reminded') && expiresAt !== undefined;
  return {
    name: `bookings.wait_${news}`,
    subject: { key: `${words}.subject`, date, start },
    paragraphs: [`${words}.body`],
    facts: [
      ...(isOffer ? [fact('until', { key: 'bookings:moment', at: expiresAt })] : []),
      fact('when', { key: 'bookings:letters.when_value', date, start, end }),
      fact('where', { key: 'bookings:letters.where_value', name: venue.name, address: venue.address }),
      ...(told.bookingId ? [] : [fact('what', resource ? verbatim(resource) : { key: `bookings:kind.${kind}` })]),
      ...careWords(told.careCount).map((children) => fact('care', children)),
    ],
    action: actionOf(news, told),
    closing: isOffer ? ['bookings:waitlist.letters.offered.closing'] : undefined,
    settings: news === 'reminded' ? { label: `${words}.switch_off`, path: paths.profile() } : undefined,
    expiresAt: news === 'reminded' ? expiresAt : undefined,
  };
}

function actionOf(news: WaitlistNews, { date, start, end, venue, bookingId }: Told): Letter['action'] {
  if (news !== 'called') return { label: 'bookings:waitlist.letters.look', path: paths.waitlist() };
  if (bookingId) return { label: 'bookings:letters.look', path: paths.booking(bookingId) };
  const draft = { date, start: clockText(start), end: clockText(end), venueId: venue.id };
  return { label: 'bookings:waitlist.letters.book', path: paths.newBooking(draft) };
}
