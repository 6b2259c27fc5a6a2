import { In, type EntityManager } from 'typeorm';
import { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { approvalEnd } from '../../src/childcare/children/card.policy.js';
import { InterviewSlot } from '../../src/childcare/interviews/interview-slot.entity.js';
import { Interview } from '../../src/childcare/interviews/interview.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { type DaySlot, type PlacingChild } from '../../src/childcare/places/placing.policy.js';
import { planAll } from '../../src/childcare/places/planning.policy.js';
import { DEFAULT_RULES } from '../../src/childcare/staffing/care-rules.policy.js';
import { groupBy } from '../../src/platform/group-by.js';
import type { CareWorld } from './care.js';
import { seedIncidents } from './care-incidents.js';
import { seedCareLife } from './care-life.js';
import { seedCareLine } from './care-line.js';
import { type DemoChild, OTHER_FAMILIES, seedChildren } from './children.js';

/** The baby of the demo member is met on the first coming day of childcare: half an hour each. */
const INTERVIEWS = [10 * 60, 10 * 60 + 30, 11 * 60];

/** Children of those who often come while there is childcare, each with a place beside what her mother has booked. */
export async function seedPlaces(tx: EntityManager, world: CareWorld, slots: readonly DaySlot[]): Promise<DemoChild[]> {
  if (slots.length === 0) return [];
  const staffId = world.people.get('childcare@demo.test')!;
  const bookings = await bookedBeside(tx, slots);
  const mothers = await mothersAmong(tx, world, bookings);
  const children = await seedChildren(tx, { ...world, staffId }, mothers);
  await seat(tx, world, slots, bookings, children);
  await seedCareLine(tx, world, slots, children);
  await seedIncidents(tx, world, await seedCareLife(tx, world, children));
  const waiting = children.find(({ stage }) => stage === 'interview');
  if (waiting) await seedInterview(tx, world, slots, staffId, waiting);
  return children;
}

/** Standing bookings within the hours of childcare, today's first. One statement. */
export async function bookedBeside(tx: EntityManager, slots: readonly DaySlot[]): Promise<Booking[]> {
  const [{ venueId }] = slots as [DaySlot];
  const dates = slots.map(({ date }) => date);
  const found = await tx.find(Booking, {
    where: { venueId, status: 'booked', date: In(dates) },
    order: { date: 'ASC', startMinute: 'ASC', id: 'ASC' },
  });
  return found.filter(({ date, startMinute, endMinute }) =>
    slots.some((slot) => slot.date === date && slot.start <= startMinute && endMinute <= slot.end),
  );
}

async function mothersAmong(
  tx: EntityManager,
  { people, today }: CareWorld,
  bookings: readonly Booking[],
): Promise<User[]> {
  const first = ['member@demo.test', 'editor@demo.test'].map((email) => people.get(email)!);
  const staff = people.get('trainer@demo.test');
  const weight = (of: readonly Booking[]): number => of.reduce((sum, { date }) => sum + (date === today ? 10 : 1), 0);
  const often = [...groupBy(bookings, ({ memberId }) => memberId)]
    .filter(([id]) => !first.includes(id) && id !== staff)
    .toSorted(([a, x], [b, y]) => weight(y) - weight(x) || a - b)
    .map(([id]) => id);
  const ids = [...first, ...often.slice(0, OTHER_FAMILIES)];
  const found = new Map((await tx.findBy(User, { id: In(ids) })).map((user) => [user.id, user]));
  return ids.map((id) => found.get(id)!);
}

/** As the house itself gives places: who cannot be looked after by those on duty, has none. @returns those given */
export async function seat(
  tx: EntityManager,
  { today }: CareWorld,
  slots: readonly DaySlot[],
  bookings: readonly Booking[],
  children: readonly DemoChild[],
): Promise<CarePlace[]> {
  const approvedUntil = approvalEnd('fiscal_year', today);
  const coming = children.filter(({ stage }) => stage === 'approved');
  const known = coming.map(({ child, guardianId }): [number, PlacingChild] => {
    const { id, name, birthDate } = child;
    return [id, { id, name, birthDate, guardians: [guardianId], approvedUntil }];
  });
  const wishes = bookings.flatMap((booking) => {
    const { id, venueId, memberId: guardianId, date, startMinute: start, endMinute: end } = booking;
    const childIds = coming.filter((one) => one.guardianId === guardianId).map(({ child }) => child.id);
    const source = { kind: 'booking', id };
    return childIds.length > 0 ? [{ guardianId, venueId, childIds, date, start, end, for: source, booking }] : [];
  });
  const facts = { rulesOf: () => DEFAULT_RULES, children: new Map(known), slots };
  const { planned } = planAll(wishes, facts, []);
  const places = planned.flatMap((one) =>
    'seats' in one
      ? one.seats.map((given) => ({
          slotId: given.slotId,
          childId: given.childId,
          guardianId: one.wish.guardianId,
          date: one.wish.date,
          startMinute: given.start,
          endMinute: given.end,
          forKind: one.wish.for.kind,
          forId: one.wish.for.id,
          forStartMinute: one.wish.start,
          forEndMinute: one.wish.end,
          status: 'reserved' as const,
          reservedAt: one.wish.booking.createdAt,
          reservedBy: one.wish.booking.createdBy,
          releasedAt: null,
          releasedBy: null,
          releaseReason: null,
        }))
      : [],
  );
  const made = places.map((one) => tx.create(CarePlace, one));
  if (made.length > 0) await tx.insert(CarePlace, made);
  return made;
}

async function seedInterview(
  tx: EntityManager,
  { now, today, venue }: CareWorld,
  slots: readonly DaySlot[],
  staffId: number,
  { child, guardianId }: DemoChild,
): Promise<void> {
  const date = slots.find((slot) => slot.date > today)?.date;
  if (!date) return;
  const createdAt = now.subtract({ hours: 24 * 3 });
  const opened = INTERVIEWS.map((start) =>
    tx.create(InterviewSlot, {
      venueId: venue.id,
      date,
      startMinute: start,
      endMinute: start + 30,
      place: '保育室',
      openedBy: staffId,
      createdAt,
      closedAt: null,
    }),
  );
  await tx.insert(InterviewSlot, opened);
  const booked = { slotId: opened[1]!.id, childId: child.id, bookedBy: guardianId, status: 'booked' as const };
  const noted = { note: '人見知りが始まりました。ゆっくり慣らしたいです。', revision: 1, remindedFor: null };
  const at = now.subtract({ hours: 24 });
  await tx.insert(Interview, { ...booked, ...noted, createdAt: at, changedAt: at });
}
