import type { DateText, Moment } from '../../platform/time.js';
import { todayAt } from '../../platform/time.js';
import { CARE_TERMS_VERSION } from './care-terms.js';

/**
 * Where a child stands on the way to a place (DOMAIN, Rules of childcare: first an interview, and the staff's approval of
 * the card). Only `approved` may come.
 *
 * - `needs_card`: something of the card is still missing, or the terms have changed
 * - `look_again`: the card was changed after the decision; the staff looks at it without a new interview
 * - `asked_again`: the staff wants to know more, or to meet again
 * - `expired`: the approval was for a time that is over
 */
export const STANDINGS = [
  'needs_card',
  'asked_again',
  'needs_interview',
  'expired',
  'interview_booked',
  'look_again',
  'approved',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** What of a card can be missing. */
export const CARD_PARTS = ['health', 'contacts', 'consent'] as const;
export type CardPart = (typeof CARD_PARTS)[number];

export interface CardFacts {
  /** Were all three questions about health answered, be it by "nothing"? */
  healthAnswered: boolean;
  contacts: number;
  /** The latest version of the terms to which a guardian has agreed. */
  consent: string | null;
}

export interface StandingFacts extends CardFacts {
  healthChangedAt: Moment | null;
  /** The day of an interview on which the staff has not decided yet. */
  interviewOn: DateText | null;
  /** The last decision. */
  decision: { outcome: 'approved' | 'ask_again'; at: Moment; validUntil: DateText | null } | null;
}

export function missingOf({ healthAnswered, contacts, consent }: CardFacts): CardPart[] {
  const there: Record<CardPart, boolean> = {
    health: healthAnswered,
    contacts: contacts > 0,
    consent: consent !== null && consent >= CARE_TERMS_VERSION,
  };
  return CARD_PARTS.filter((part) => !there[part]);
}

/** @param on the day in question: today, or the one for which a place is wanted */
export function standingOf(facts: StandingFacts, on: DateText): Standing {
  if (missingOf(facts).length > 0) return 'needs_card';
  const { decision, interviewOn } = facts;
  const holds = decision?.outcome === 'approved' && decision.validUntil !== null && decision.validUntil >= on;
  if (holds) return changedSince(facts) ? 'look_again' : 'approved';
  if (interviewOn !== null) return 'interview_booked';
  if (!decision) return 'needs_interview';
  if (decision.outcome === 'approved') return 'expired';
  return changedSince(facts) ? 'look_again' : 'asked_again';
}

function changedSince({ healthChangedAt, decision }: StandingFacts): boolean {
  if (!healthChangedAt || !decision) return false;
  return healthChangedAt.epochMilliseconds > decision.at.epochMilliseconds;
}

/** Is it now the staff's turn: to decide after an interview, or to look again? */
export function waitsForStaff(facts: StandingFacts, now: Moment): boolean {
  const today = todayAt(now);
  const standing = standingOf(facts, today);
  if (standing === 'look_again') return true;
  return standing === 'interview_booked' && facts.interviewOn! <= today;
}
