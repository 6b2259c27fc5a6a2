import type { Code } from '../../platform/errors.js';
import { addDays, addMonths, type DateText } from '../../platform/time.js';
import { ageOn } from '../staffing/age.policy.js';
import type { ApprovalEnds } from './child-rules.entity.js';
import { CARD_PARTS, type CardPart } from './standing.policy.js';

/** What of a card can change. */
export const CARD_FIELDS = [
  'name',
  'kana',
  'birthDate',
  'allergies',
  'medication',
  'conditions',
  'notes',
  'contacts',
  'pickups',
] as const;
export type CardField = (typeof CARD_FIELDS)[number];

/** What the staff has to know before the child comes again. */
const LOOK_AGAIN = new Set<CardField>(['birthDate', 'allergies', 'medication', 'conditions']);

/** Is the staff to look at the card again? Where it has asked, any answer may be hers: then any change counts. */
export function asksForALook(changed: readonly CardField[], lastOutcome: 'approved' | 'ask_again' | null): boolean {
  return lastOutcome === 'ask_again' ? changed.length > 0 : changed.some((field) => LOOK_AGAIN.has(field));
}

/** @param oldestAge children are taken until the day before they are a year older */
export function whyBirthDateRefused(birthDate: DateText, today: DateText, oldestAge: number): Code | undefined {
  if (birthDate > today) return 'childcare.born_in_future';
  return ageOn(birthDate, today) > oldestAge ? 'childcare.too_old' : undefined;
}

/** From so many days before the end of the fiscal year on, an approval holds through the next one. */
const NEXT_YEAR_DAYS = 60;

/** Until when an approval of today holds, the day included, unless the staff chooses otherwise. */
export function approvalEnd(ends: ApprovalEnds, today: DateText): DateText {
  if (ends === 'year') return addDays(addMonths(today, 12), -1);
  const soon = addDays(today, NEXT_YEAR_DAYS);
  const year = Number(soon.slice(0, 4));
  return soon.slice(5) <= '03-31' ? `${year}-03-31` : `${year + 1}-03-31`;
}

/** No approval holds for longer. */
export const LONGEST_APPROVAL_MONTHS = 24;

export interface DecisionFacts {
  missing: readonly CardPart[];
  /** The child was approved before, or an interview that began stands open. */
  met: boolean;
  /** The staff has met the family otherwise, and says so. */
  metOtherwise: boolean;
  validUntil: DateText;
  today: DateText;
}

/** Why a card cannot be approved as it is (DOMAIN, Rules of childcare: first use needs an interview). */
export function whyNotApproved(facts: DecisionFacts): { field: string; code: Code } | undefined {
  const { missing, met, metOtherwise, validUntil, today } = facts;
  if (CARD_PARTS.some((part) => missing.includes(part))) return { field: 'outcome', code: 'childcare.card_incomplete' };
  if (!met && !metOtherwise) return { field: 'metOtherwise', code: 'childcare.interview_first' };
  const latest = addMonths(today, LONGEST_APPROVAL_MONTHS);
  if (validUntil < today || validUntil > latest) return { field: 'validUntil', code: 'childcare.bad_end' };
  return undefined;
}
