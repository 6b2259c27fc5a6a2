import { cardForm } from '../../src/childcare/children/card-form.js';
import { Cards } from '../../src/childcare/children/cards.service.js';
import { ChildApproval } from '../../src/childcare/children/child-approval.entity.js';
import { InterviewSlot } from '../../src/childcare/interviews/interview-slot.entity.js';
import type { User } from '../../src/accounts/user.entity.js';
import type { Clock } from '../../src/platform/clock.js';
import type { DateText } from '../../src/platform/time.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import type { TestApp } from './app.js';

/** A complete card as a browser sends it: no allergies, no medication, one condition, one contact, consent. */
export const CARD = {
  name: '小川 ひなた',
  kana: 'おがわ ひなた',
  birthDate: '2024-05-10',
  relation: '母',
  allergiesAnswer: 'none',
  medicationAnswer: 'none',
  conditionsAnswer: 'some',
  conditions: '熱性けいれん',
  notes: '',
  contact1Name: '小川 恵子',
  contact1Relation: '母',
  contact1Phone: '０９０−１２３４−５６７８',
  consent: 'on',
};

/** Registers a child by the service. @returns her id */
export function addChild(world: Pick<TestApp, 'get'>, user: Pick<User, 'id'>, part: object = {}): Promise<number> {
  return world.get(Cards).register(user.id, cardForm.parse({ ...CARD, ...part }));
}

/** An approval that stands, as if the staff had just given it. */
export async function approveChild(
  world: Pick<TestApp, 'database' | 'clock'>,
  childId: number,
  decidedBy: number,
  validUntil: DateText = '2027-03-31',
): Promise<void> {
  const decidedAt = world.clock.now();
  const decided = { outcome: 'approved' as const, decidedBy, decidedAt, validUntil, interviewId: null, note: null };
  await world.database.transaction((tx) => tx.insert(ChildApproval, { childId, ...decided }));
}

/** 10:00–10:30 on a Tuesday, unless told otherwise. */
export async function addInterviewSlot(
  world: Pick<TestApp, 'database'> & { clock: Clock },
  venue: Pick<Venue, 'id'>,
  openedBy: number,
  facts: Partial<InterviewSlot> = {},
): Promise<InterviewSlot> {
  const slot = { venueId: venue.id, date: '2026-11-24', startMinute: 600, endMinute: 630, place: '相談室', openedBy };
  return world.database.transaction((tx) =>
    tx.save(tx.create(InterviewSlot, { ...slot, createdAt: world.clock.now(), closedAt: null, ...facts })),
  );
}
