import type { EntityManager } from 'typeorm';
import { searchTextOf } from '../../src/accounts/search-text.js';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import type { DaySlot } from '../../src/childcare/places/placing.policy.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { CareStaff } from '../../src/childcare/staffing/care-staff.entity.js';
import { addDays, type DateText, type Moment } from '../../src/platform/time.js';
import type { Closure } from '../../src/venues/closure.entity.js';
import { openingOf } from '../../src/venues/opening.policy.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Timetable } from '../../src/venues/timetable.js';
import type { Venue } from '../../src/venues/venue.entity.js';

/** Childcare of one week before today and two after it, in the mornings and early afternoons of open days. */
const DAYS = { from: -7, to: 14 };
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

/**
 * Slots in the room for children, with two on duty: the nursery teacher all day, a helper in the busy hours.
 * @returns them by date; none where the place has no such room
 */
export async function seedCareSlots(tx: EntityManager, world: CareWorld): Promise<DaySlot[]> {
  const { today, now, venue, resources, closures, people } = world;
  const room = resources.find(({ name }) => name === '保育室');
  const nurse = people.get('childcare@demo.test');
  if (!room || !nurse) return [];
  const helper = await addHelper(tx, nurse);
  await tx.insert(CareStaff, { userId: nurse, qualified: true, notedAt: now, notedBy: null });
  const timetable = new Timetable();
  const opened: DaySlot[] = [];
  const made = { createdAt: now.subtract({ hours: 24 * 30 }), createdBy: nurse };
  for (let ahead = DAYS.from; ahead <= DAYS.to; ahead += 1) {
    const date = addDays(today, ahead);
    const [hours] = openingOf(date, venue, closures).stretches;
    if (!hours) continue;
    const [start, end] = [hours.start, Math.min(hours.end, 15 * 60)];
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
    const duty = (userId: number, qualified: boolean, from: number, to: number): object => ({
      slotId: slot.id,
      userId,
      qualified,
      startMinute: from,
      endMinute: to,
      addedAt: made.createdAt,
      addedBy: nurse,
    });
    const shorter = Math.min(end, 13 * 60);
    await tx.insert(CareRoster, [duty(nurse, true, start, end), duty(helper, false, start, shorter)]);
    const roster = [
      { qualified: true, start, end },
      { qualified: false, start, end: shorter },
    ];
    opened.push({ ...slot, start, end, roster, setAside: [] });
  }
  return opened;
}

/** Helps with the children, without being a nursery teacher. @returns the id */
async function addHelper(tx: EntityManager, nurse: number): Promise<number> {
  const { id: _, ...like } = await tx.findOneByOrFail(User, { id: nurse });
  const person = { email: 'helper@demo.test', name: '森 みどり', kana: 'モリ ミドリ' };
  const { id } = await tx.save(tx.create(User, { ...like, ...person, searchText: searchTextOf(person) }));
  await tx.insert(UserRole, { userId: id, role: 'childcare', grantedAt: like.createdAt, grantedBy: null });
  return id;
}
