import type { EntityManager } from 'typeorm';
import { searchTextOf } from '../../src/accounts/search-text.js';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import type { DaySlot } from '../../src/childcare/places/placing.policy.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { CareStaff } from '../../src/childcare/staffing/care-staff.entity.js';
import { addDays, type DateText, type Moment, momentAt } from '../../src/platform/time.js';
import type { Closure } from '../../src/venues/closure.entity.js';
import { openingOf } from '../../src/venues/opening.policy.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Timetable } from '../../src/venues/timetable.js';
import type { Venue } from '../../src/venues/venue.entity.js';

/** Childcare of one week before today and two after it; of the months before tells earlier-care.ts. */
export const CARE_DAYS = { from: -7, to: 14 };
const HELPER = 'helper@demo.test';
/** From six months to before school. */
const AGES = { minAgeMonths: 6, maxAgeMonths: 83 };
const PLACES = 6;

export interface CareWorld {
  today: DateText;
  now: Moment;
  venue: Venue;
  resources: readonly Resource[];
  closures: readonly Closure[];
  /** Ids by e-mail. */
  people: ReadonlyMap<string, number>;
}

/** @returns slots by date, as `openSlots` */
export async function seedCareSlots(tx: EntityManager, world: CareWorld): Promise<DaySlot[]> {
  const nurse = world.people.get('childcare@demo.test');
  if (!nurse || !careRoom(world)) return [];
  await addHelper(tx, nurse);
  await tx.insert(CareStaff, { userId: nurse, qualified: true, notedAt: world.now, notedBy: null });
  const { from, to } = CARE_DAYS;
  const dates = Array.from({ length: to - from + 1 }, (_, nth) => addDays(world.today, from + nth));
  return openSlots(tx, world, dates);
}

/**
 * Slots in the room for children, in the mornings and early afternoons of open days, with two on duty: the nursery teacher
 * all day, a helper in the busy hours.
 * @returns them by date; none where the place has no such room
 */
export async function openSlots(tx: EntityManager, world: CareWorld, dates: readonly DateText[]): Promise<DaySlot[]> {
  const { now, venue, closures, people } = world;
  const room = careRoom(world);
  if (!room) return [];
  const nurse = people.get('childcare@demo.test')!;
  const helper = await tx.findOneByOrFail(User, { email: HELPER });
  const timetable = new Timetable();
  const opened: DaySlot[] = [];
  for (const date of dates) {
    const [hours] = openingOf(date, venue, closures).stretches;
    if (!hours) continue;
    const [start, end] = [hours.start, Math.min(hours.end, 15 * 60)];
    const made = { createdAt: monthBefore(date, now), createdBy: nurse };
    const slot = await tx.save(
      tx.create(CareSlot, {
        ...AGES,
        ...made,
        venueId: venue.id,
        roomId: room.id,
        date,
        startMinute: start,
        endMinute: end,
        places: PLACES,
        status: 'open',
        patternId: null,
      }),
    );
    await timetable.occupy(tx, { kind: 'care_slot', id: slot.id }, [room.id], { date, start, end });
    const shorter = Math.min(end, 13 * 60);
    const roster = [
      { qualified: true, start, end },
      { qualified: false, start, end: shorter },
    ];
    const duties = roster.map(({ qualified, start: startMinute, end: endMinute }) => ({
      slotId: slot.id,
      userId: qualified ? nurse : helper.id,
      qualified,
      startMinute,
      endMinute,
      addedAt: made.createdAt,
      addedBy: nurse,
    }));
    await tx.insert(CareRoster, duties);
    opened.push({ ...slot, start, end, roster, setAside: [] });
  }
  return opened;
}

function careRoom({ resources }: CareWorld): Resource | undefined {
  return resources.find(({ name }) => name === '保育室');
}

/** Before the demo begins, and before the day itself. */
function monthBefore(date: DateText, now: Moment): Moment {
  const [before, lately] = [momentAt(addDays(date, -30), 9 * 60), now.subtract({ hours: 24 * 30 })];
  return before.epochMilliseconds < lately.epochMilliseconds ? before : lately;
}

/** Helps with the children, without being a nursery teacher. */
async function addHelper(tx: EntityManager, nurse: number): Promise<void> {
  const { id: _, ...like } = await tx.findOneByOrFail(User, { id: nurse });
  const person = { email: HELPER, name: '森 みどり', kana: 'モリ ミドリ' };
  const { id } = await tx.save(tx.create(User, { ...like, ...person, searchText: searchTextOf(person) }));
  await tx.insert(UserRole, { userId: id, role: 'childcare', grantedAt: like.createdAt, grantedBy: null });
}
