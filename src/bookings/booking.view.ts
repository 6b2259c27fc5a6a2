import { paths } from '../platform/paths.js';
import { momentAt, type Moment } from '../platform/time.js';
import { type Phrase, refusalPhrase } from '../platform/views/phrase.js';
import type { Venue } from '../venues/venue.entity.js';
import { type Booking, isStanding } from './booking.entity.js';
import { counts } from './fees/fee.policy.js';
import { feePhrase } from './fees/fee-phrases.js';
import { mendableUntil, whyNotMended } from './mending.policy.js';
import { durationPhrase } from './phrases.js';

export type BookingState =
  'requested' | 'refused' | 'lapsed' | 'booked' | 'running' | 'in' | 'over' | 'cancelled' | 'no_show';

/** How a booking stands now, as lists and pages tell it. */
export function stateOf(
  booking: Pick<Booking, 'status' | 'date' | 'startMinute' | 'endMinute'> &
    Partial<Pick<Booking, 'checkedInAt' | 'decision'>>,
  now: Moment,
): BookingState {
  const { status, decision } = booking;
  if (status === 'cancelled' && (decision === 'refused' || decision === 'lapsed')) return decision;
  if (status !== 'booked') return status;
  const isPast = (minute: number): boolean => momentAt(booking.date, minute).epochMilliseconds <= now.epochMilliseconds;
  if (isPast(booking.endMinute)) return 'over';
  if (booking.checkedInAt) return 'in';
  return isPast(booking.startMinute) ? 'running' : 'booked';
}

/** The shape that goes with the word (partials/status.hbs). */
export const STATE_KIND: Record<BookingState, string | undefined> = {
  requested: 'wait',
  refused: 'bad',
  lapsed: 'bad',
  booked: 'good',
  running: 'good',
  in: 'good',
  over: undefined,
  cancelled: 'bad',
  no_show: 'bad',
};

interface Fact {
  term: Phrase;
  value?: Phrase;
  text?: string;
}

export interface ShownBooking {
  id: number;
  revision: number;
  date: string;
  start: number;
  end: number;
  names: string[];
  state: BookingState;
  stateLabel: Phrase;
  stateKind?: string;
  facts: Fact[];
  /** The viewer does it for the place, and has to say why. */
  managing: boolean;
  mendable: boolean;
  /** It waits for approval. */
  isRequest: boolean;
  /** There is something to come to. */
  showsCode: boolean;
  /** Until when it can be mended, or why it cannot any more. */
  mending?: Phrase;
  /** The series that it is one of. */
  seriesHref?: string;
}

interface Facts {
  booking: Booking;
  venue: Venue;
  resources: readonly { name: string }[];
  /** Only for the staff. */
  member?: { name: string; kana: string };
  managing: boolean;
  mayTouch: boolean;
  /** Why the staff had to take its childcare away. */
  careLost?: string;
  now: Moment;
}

export function shownBooking({
  booking,
  venue,
  resources,
  member,
  managing,
  mayTouch,
  careLost,
  now,
}: Facts): ShownBooking {
  const { id, revision, date, startMinute: start, endMinute: end } = booking;
  const names = resources.map(({ name }) => name);
  const state = stateOf(booking, now);
  const refused = whyNotMended(booking, { now, rules: venue, byStaff: managing });
  const told: Fact[] = [
    { term: 'bookings:fact.member', text: member && `${member.name} (${member.kana})` },
    {
      term: 'bookings:fact.when',
      value: { key: 'bookings:fact.when_value', date, start, end, long: durationPhrase(end - start) },
    },
    { term: 'bookings:fact.what', text: names.join('\n') },
    {
      term: 'bookings:fact.care',
      value: carePhrase(booking, careLost),
    },
    { term: 'bookings:fact.where', text: `${venue.name}\n${venue.address}` },
    {
      term: state === 'requested' ? 'bookings:fact.fee_if_approved' : 'bookings:fact.fee',
      value: counts(booking) ? feePhrase(booking.fee!) : undefined,
    },
    { term: 'bookings:fact.purpose', text: booking.purpose ?? undefined },
    { term: 'bookings:fact.answer_by', value: state === 'requested' ? moment(booking.lapsesAt) : undefined },
    { term: 'bookings:fact.approved', value: booking.decision === 'approved' ? moment(booking.decidedAt) : undefined },
    { term: 'bookings:fact.created', value: moment(booking.createdAt) },
    {
      term: 'bookings:fact.checked_in',
      value: moment(booking.checkedInAt),
    },
    {
      term: state === 'refused' || state === 'lapsed' ? `bookings:fact.${state}` : 'bookings:fact.cancelled',
      value: moment(booking.cancelledAt),
    },
    { term: 'bookings:fact.reason', text: booking.cancelReason ?? undefined },
  ];
  return {
    id,
    revision,
    date,
    start,
    end,
    names,
    state,
    stateLabel: `bookings:state.${state}`,
    stateKind: STATE_KIND[state],
    facts: told,
    managing,
    seriesHref: booking.seriesId === null ? undefined : paths.series(booking.seriesId, { from: date }),
    mendable: mayTouch && !refused,
    isRequest: state === 'requested',
    showsCode: state === 'booked' || state === 'running',
    mending: mayTouch
      ? mendingPhrase(booking, venue, managing, refused && refusalPhrase(refused.code, refused.params))
      : undefined,
  };
}

/** Of what was lost only while she still means to come: otherwise nobody needs to know. */
function carePhrase(booking: Booking, lost: string | undefined): Phrase | undefined {
  if (booking.careCount) return { key: 'bookings:care.count', count: booking.careCount };
  return lost !== undefined && isStanding(booking) ? { key: 'bookings:care.lost', reason: lost } : undefined;
}

function moment(at: Moment | null): Phrase | undefined {
  return at ? { key: 'bookings:moment', at } : undefined;
}

/** What is cancelled or over says so by its state; words are for the deadline. */
function mendingPhrase(
  booking: Booking,
  venue: Venue,
  managing: boolean,
  refused: Phrase | undefined,
): Phrase | undefined {
  if (!refused) {
    return managing
      ? 'bookings:mendable.by_staff'
      : { key: 'bookings:mendable.until', until: mendableUntil(booking, venue) };
  }
  return booking.status === 'cancelled' ? undefined : refused;
}
