import { Refused } from '../../platform/errors.js';
import { momentAt, type Moment, type Slot } from '../../platform/time.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { Booking } from '../booking.entity.js';

type Rules = Pick<Venue, 'approvalNoticeHours' | 'approvalWaitHours'>;

const HOUR_MS = 60 * 60 * 1000;

/**
 * When a request that nobody answers ends: so many hours after it was made, but no later than so many hours before the
 * start, so that the member can still look elsewhere. Where the start is nearer than twice that, half way to it: the
 * managers have as long as she has then. Always between now and the start.
 * @returns nothing where the start has come: there is no time left to ask.
 */
export function lapsesAt(slot: Slot, rules: Rules, now: Moment): Moment | undefined {
  const left = momentAt(slot.date, slot.start).epochMilliseconds - now.epochMilliseconds;
  if (left <= 0) return undefined;
  const notice = Math.min(rules.approvalNoticeHours * HOUR_MS, left / 2);
  return now.add({ milliseconds: Math.floor(Math.min(rules.approvalWaitHours * HOUR_MS, left - notice)) });
}

/** How a booking stands when it is made or moved. */
export type Standing = Pick<Booking, 'status' | 'requestedAt' | 'lapsesAt' | 'decidedAt' | 'decidedBy' | 'decision'>;

export interface StandingFacts {
  /** Something of what is booked needs approval. */
  needed: boolean;
  /** A manager who does it for the member, or staff who has her before them: that is the approval. */
  approverId?: number;
  rules: Rules;
  now: Moment;
}

/** Booked at once, or a request. What has begun is never one: booking.policy.ts refuses it before. */
export function standingOf(slot: Slot, { needed, approverId, rules, now }: StandingFacts): Standing {
  const none = { requestedAt: null, lapsesAt: null, decidedAt: null, decidedBy: null, decision: null };
  if (!needed) return { ...none, status: 'booked' };
  const until = approverId === undefined ? lapsesAt(slot, rules, now) : undefined;
  if (until) return { ...none, status: 'requested', requestedAt: now, lapsesAt: until };
  return {
    status: 'booked',
    requestedAt: now,
    lapsesAt: null,
    decidedAt: now,
    decidedBy: approverId ?? null,
    decision: 'approved',
  };
}

/** Why a request cannot be answered (any more). */
export function whyNotAnswered(
  { status, decision, lapsesAt: until }: Pick<Booking, 'status' | 'decision' | 'lapsesAt'>,
  now: Moment,
): Refused | undefined {
  const refuse = (code: `bookings.${string}`): Refused => new Refused('conflict', code);
  if (status === 'requested') return hasLapsed(until, now) ? refuse('bookings.request_lapsed') : undefined;
  if (decision === 'refused') return refuse('bookings.request_refused');
  if (decision === 'lapsed') return refuse('bookings.request_lapsed');
  if (status === 'cancelled') return refuse('bookings.request_withdrawn');
  return refuse(decision === 'approved' ? 'bookings.request_approved' : 'bookings.request_none');
}

export function hasLapsed(until: Moment | null, now: Moment): boolean {
  return until !== null && until.epochMilliseconds <= now.epochMilliseconds;
}
