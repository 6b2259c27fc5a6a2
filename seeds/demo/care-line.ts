import type { EntityManager } from 'typeorm';
import { Booking } from '../../src/bookings/booking.entity.js';
import { WaitlistEntry } from '../../src/bookings/waitlist/entry.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CareRefusal, type RefusalReason } from '../../src/childcare/places/care-refusal.entity.js';
import type { DaySlot } from '../../src/childcare/places/placing.policy.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { bandOn } from '../../src/childcare/staffing/age.policy.js';
import { DEFAULT_RULES } from '../../src/childcare/staffing/care-rules.policy.js';
import { type DateText, overlaps } from '../../src/platform/time.js';
import type { CareWorld } from './care.js';
import type { DemoChild } from './children.js';

/** A slot is full at its busiest, and somebody waits there for a desk with childcare. */
interface FullSlot {
  slot: DaySlot;
  /** The last of those who made it full: who waits wants the same hours. */
  busiest: CarePlace;
  most: number;
}

/** Somebody waits for childcare on the first coming day on which it is nearly full; it has no more places than are taken. */
export async function seedCareLine(
  tx: EntityManager,
  world: CareWorld,
  slots: readonly DaySlot[],
  children: readonly DemoChild[],
): Promise<void> {
  const places = await tx.find(CarePlace, { where: { status: 'reserved' }, order: { date: 'ASC', id: 'ASC' } });
  const coming = slots.filter(({ date }) => date > world.today).map((slot) => fullest(slot, places));
  const full = coming.filter((one) => one !== undefined).toSorted((a, b) => b.most - a.most || a.slot.id - b.slot.id);
  for (const { slot, busiest, most } of full) {
    const waiter = await whoWaits(tx, busiest, places, children);
    if (!waiter) continue;
    await tx.update(CareSlot, slot.id, { places: most });
    const { date, forStartMinute: startMinute, forEndMinute: endMinute } = busiest;
    const at = world.now.subtract({ hours: 7 });
    const common = { venueId: slot.venueId, date, startMinute, endMinute };
    const { guardianId: memberId, child } = waiter;
    const wish = { memberId, kind: 'desk' as const, resourceId: null, childIds: [child.id], bookingId: null };
    await tx.insert(WaitlistEntry, { ...common, ...wish, status: 'waiting', calledAt: null, createdAt: at });
    await refuse(tx, { ...common, at }, waiter, 'full');
    await seedRefusals(tx, world, slots, children);
    return;
  }
}

function fullest(slot: DaySlot, places: readonly CarePlace[]): FullSlot | undefined {
  const of = places.filter(({ slotId }) => slotId === slot.id);
  const thereWith = ({ startMinute }: CarePlace): number =>
    of.filter((one) => one.startMinute <= startMinute && startMinute < one.endMinute).length;
  const [busiest] = of.toSorted((a, b) => thereWith(b) - thereWith(a) || a.id - b.id);
  return busiest && { slot, busiest, most: thereWith(busiest) };
}

/** The demo member, if she can; she does nothing else then, nor has her child a place. */
async function whoWaits(
  tx: EntityManager,
  { date, forStartMinute: start, forEndMinute: end }: CarePlace,
  places: readonly CarePlace[],
  children: readonly DemoChild[],
): Promise<DemoChild | undefined> {
  const bookings = await tx.findBy(Booking, { date, status: 'booked' });
  return children.find(({ child, guardianId, stage }) => {
    const isBusy = bookings.some(
      (one) => one.memberId === guardianId && overlaps({ start: one.startMinute, end: one.endMinute }, { start, end }),
    );
    return stage === 'approved' && !isBusy && !places.some((one) => one.childId === child.id && one.date === date);
  });
}

/** What could not be had on past days. */
async function seedRefusals(
  tx: EntityManager,
  { today, now }: CareWorld,
  slots: readonly DaySlot[],
  children: readonly DemoChild[],
): Promise<void> {
  const past = slots.filter(({ date }) => date < today);
  const approved = children.filter(({ stage }) => stage === 'approved');
  const reasons: RefusalReason[] = ['outside_slot', 'full', 'outside_slot'];
  for (const [at, reason] of reasons.entries()) {
    const [slot, who] = [past[at], approved[at]];
    if (!slot || !who) continue;
    const [startMinute, endMinute] = reason === 'full' ? [slot.start, slot.end] : [slot.end - 60, slot.end + 120];
    const when = { venueId: slot.venueId, date: slot.date, startMinute, endMinute };
    await refuse(tx, { ...when, at: now.subtract({ hours: 24 * 9 }) }, who, reason);
  }
}

function refuse(
  tx: EntityManager,
  when: Pick<CareRefusal, 'venueId' | 'startMinute' | 'endMinute' | 'at'> & { date: DateText },
  { child }: DemoChild,
  reason: RefusalReason,
): Promise<unknown> {
  const band = bandOn(child.birthDate, when.date, DEFAULT_RULES.basis);
  return tx.insert(CareRefusal, { ...when, childId: child.id, band, reason });
}
