import { expect, test } from '@jest/globals';
import {
  approvalEnd,
  asksForALook,
  whyBirthDateRefused,
  whyNotApproved,
} from '../../src/childcare/children/card.policy.js';
import {
  missingOf,
  type Standing,
  type StandingFacts,
  standingOf,
  waitsForStaff,
} from '../../src/childcare/children/standing.policy.js';
import { cutInto, hasBegun, whyNotBookable } from '../../src/childcare/interviews/interview.policy.js';
import { momentAt } from '../../src/platform/time.js';

const TODAY = '2026-11-21';
const at = (date: string) => momentAt(date, 600);

const COMPLETE: StandingFacts = {
  healthAnswered: true,
  contacts: 1,
  consent: '2026-11-21',
  healthChangedAt: at('2026-11-01'),
  interviewOn: null,
  decision: null,
};
const approved = (validUntil: string) => ({ outcome: 'approved' as const, at: at('2026-11-10'), validUntil });
const asked = { outcome: 'ask_again' as const, at: at('2026-11-10'), validUntil: null };
const CHANGED = at('2026-11-15');

test.each<[string, Partial<StandingFacts>, Standing]>([
  ['a card without answers about health', { healthAnswered: false }, 'needs_card'],
  ['a card without anybody to call', { contacts: 0 }, 'needs_card'],
  ['a card to which nobody has agreed', { consent: null }, 'needs_card'],
  ['terms that are new since', { consent: '2026-11-20', decision: approved('2027-03-31') }, 'needs_card'],
  ['a complete card', {}, 'needs_interview'],
  ['an interview to come', { interviewOn: '2026-11-25' }, 'interview_booked'],
  ['an interview of yesterday without a decision', { interviewOn: '2026-11-20' }, 'interview_booked'],
  ['an approval', { decision: approved('2027-03-31') }, 'approved'],
  ['an approval on its last day', { decision: approved(TODAY) }, 'approved'],
  ['an approval of which yesterday was the last day', { decision: approved('2026-11-20') }, 'expired'],
  [
    'health that changed after the approval',
    { decision: approved('2027-03-31'), healthChangedAt: CHANGED },
    'look_again',
  ],
  ['changed and expired', { decision: approved('2026-11-20'), healthChangedAt: CHANGED }, 'expired'],
  [
    'expired, with an interview to come',
    { decision: approved('2026-11-20'), interviewOn: '2026-11-25' },
    'interview_booked',
  ],
  ['an approval beside an interview', { decision: approved('2027-03-31'), interviewOn: '2026-11-25' }, 'approved'],
  ['asked again', { decision: asked }, 'asked_again'],
  ['asked again, and answered', { decision: asked, healthChangedAt: CHANGED }, 'look_again'],
  ['asked again, with another interview', { decision: asked, interviewOn: '2026-11-25' }, 'interview_booked'],
])('%s: where the child stands', (_, part, expected) => {
  expect(standingOf({ ...COMPLETE, ...part }, TODAY)).toBe(expected);
});

test('an approval holds for the days up to its last, and for none after', () => {
  const facts = { ...COMPLETE, decision: approved('2027-03-31') };
  expect(['2027-03-31', '2027-04-01'].map((on) => standingOf(facts, on))).toEqual(['approved', 'expired']);
});

test('what is missing is told part by part', () => {
  expect(missingOf({ healthAnswered: false, contacts: 0, consent: null })).toEqual(['health', 'contacts', 'consent']);
  expect(missingOf(COMPLETE)).toEqual([]);
});

test.each<[string, Partial<StandingFacts>, boolean]>([
  ['an interview tomorrow', { interviewOn: '2026-11-22' }, false],
  ['an interview today', { interviewOn: TODAY }, true],
  ['an interview last week', { interviewOn: '2026-11-14' }, true],
  ['a card that changed', { decision: approved('2027-03-31'), healthChangedAt: CHANGED }, true],
  ['a question to the guardian', { decision: asked }, false],
  ['an approval', { decision: approved('2027-03-31') }, false],
  ['a half-written card', { contacts: 0, interviewOn: TODAY }, false],
])('%s: is it the turn of the staff?', (_, part, expected) => {
  expect(waitsForStaff({ ...COMPLETE, ...part }, at(TODAY))).toBe(expected);
});

test.each([
  [['allergies'], 'approved', true],
  [['birthDate'], 'approved', true],
  [['contacts', 'pickups', 'notes', 'name'], 'approved', false],
  [['notes'], 'ask_again', true],
  [['conditions'], null, true],
  [[], 'ask_again', false],
] as const)('a change of %j after %s: is the staff to look? %s', (changed, last, expected) => {
  expect(asksForALook(changed, last)).toBe(expected);
});

test.each([
  [TODAY, undefined],
  ['2026-11-22', 'childcare.born_in_future'],
  ['2013-11-22', undefined],
  ['2013-11-21', 'childcare.too_old'],
])('born on %s: %s', (birthDate, expected) => {
  expect(whyBirthDateRefused(birthDate, TODAY, 12)).toBe(expected);
});

test.each([
  ['fiscal_year', '2026-11-21', '2027-03-31'],
  ['fiscal_year', '2027-01-30', '2027-03-31'],
  ['fiscal_year', '2027-01-31', '2028-03-31'],
  ['fiscal_year', '2027-03-31', '2028-03-31'],
  ['fiscal_year', '2027-04-01', '2028-03-31'],
  ['year', '2026-11-21', '2027-11-20'],
] as const)('an approval by the rule "%s", given on %s, ends on %s', (ends, today, expected) => {
  expect(approvalEnd(ends, today)).toBe(expected);
});

const DECISION = { missing: [], met: true, metOtherwise: false, validUntil: '2027-03-31', today: TODAY };
test.each([
  [{}, undefined],
  [{ missing: ['contacts'] as const }, 'childcare.card_incomplete'],
  [{ met: false }, 'childcare.interview_first'],
  [{ met: false, metOtherwise: true }, undefined],
  [{ validUntil: TODAY }, undefined],
  [{ validUntil: '2026-11-20' }, 'childcare.bad_end'],
  [{ validUntil: '2028-11-21' }, undefined],
  [{ validUntil: '2028-11-22' }, 'childcare.bad_end'],
])('an approval with %j: %s', (part, expected) => {
  expect(whyNotApproved({ ...DECISION, ...part })?.code).toBe(expected);
});

test('a stretch is cut into slots; what is left is none', () => {
  expect(cutInto(600, 700, 30).map(({ start, end }) => `${start}–${end}`)).toEqual(['600–630', '630–660', '660–690']);
  expect(cutInto(600, 620, 30)).toEqual([]);
});

const SLOT = { date: TODAY, start: 600, end: 630, closed: false, taken: false };
test.each([
  [SLOT, 599, undefined],
  [SLOT, 600, 'childcare.slot_over'],
  [{ ...SLOT, taken: true }, 599, 'childcare.slot_taken'],
  [{ ...SLOT, closed: true, taken: true }, 599, 'childcare.slot_gone'],
])('the slot %j at minute %i: %s', (slot, minute, expected) => {
  expect(whyNotBookable(slot, momentAt(TODAY, minute))).toBe(expected);
  expect(hasBegun(slot, momentAt(TODAY, minute))).toBe(minute >= 600);
});
