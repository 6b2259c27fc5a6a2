import { addDays, type DateText, daysBetween, type Minute, type Slot, weekdayOf } from '../../src/platform/time.js';
import type { Closure } from '../../src/venues/closure.entity.js';
import { openingOf } from '../../src/venues/opening.policy.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Stretch } from '../../src/venues/venue-rules.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import type { Wish } from './wish.js';
import { Diary } from './diary.js';
import { ACCOUNTS, MEMBERS, PURPOSES } from './names.js';
import type { Chance } from './random.js';

export interface World {
  today: DateText;
  venue: Venue;
  resources: readonly Resource[];
  closures: readonly Closure[];
  /** Ids by e-mail. */
  people: ReadonlyMap<string, number>;
  chance: Chance;
}

const PAST_DAYS = 28;
const COMING_DAYS = 14;

/** Bookings that make the day views look alive: busy mornings, fewer the further ahead. */
export function wishesOf(world: World): Wish[] {
  const days = Array.from({ length: PAST_DAYS + 1 + COMING_DAYS }, (_, day) => day - PAST_DAYS);
  return wishesOn(world, days, busyness, world.resources);
}

/** And of the months before, so that their reports have something to tell: from that day on, more from month to month. */
export function earlierWishesOf(world: World, from: DateText): Wish[] {
  const days = daysBetween(from, addDays(world.today, -PAST_DAYS));
  const desks = world.resources.filter(({ kind }) => kind !== 'room'); // rooms have their courses
  return wishesOn(
    world,
    Array.from({ length: Math.max(0, days) }, (_, day) => day - days - PAST_DAYS),
    (ahead) => Math.max(0.12, 0.45 + ahead / 400),
    desks,
  );
}

function busyness(ahead: number): number {
  return ahead <= 0 ? 0.7 : Math.max(0.15, 0.6 - ahead * 0.035);
}

/** @param days from today on: −1 is yesterday @param busy how likely a desk is wanted on such a day */
function wishesOn(
  world: World,
  days: number[],
  busy: (ahead: number) => number,
  resources: World['resources'],
): Wish[] {
  const desks = resources.filter(({ kind }) => kind === 'desk');
  const pcs = resources.filter(({ kind }) => kind === 'pc');
  const seminarRoom = resources.find(({ name }) => name === 'セミナールーム');
  const emails = [...ACCOUNTS.filter(({ roles }) => roles.includes('member')), ...MEMBERS].map(({ email }) => email);
  const diaries = new Map(emails.map((email) => [world.people.get(email)!, new Diary(world.today)]));

  return days.flatMap((ahead) => {
    const date = addDays(world.today, ahead);
    const [hours] = openingOf(date, world.venue, world.closures).stretches;
    if (!hours) return [];
    const course = seminarRoom && [2, 4].includes(weekdayOf(date)) ? [courseOn(world, date, seminarRoom.id)] : [];
    const notebooks = new Map(pcs.map(({ id }) => [id, hours.start]));
    const slots = wantedSlots(world.chance, date, hours, desks, busy(ahead));
    return [...course, ...slots.flatMap((slot) => visit(world, diaries, notebooks, slot))];
  });
}

type DeskSlot = Slot & { deskId: number };

/** Stretches on desks, none overlapping, in the order of their start. */
function wantedSlots(
  chance: Chance,
  date: DateText,
  hours: Stretch,
  desks: readonly Resource[],
  busy: number,
): DeskSlot[] {
  const slots = desks.flatMap(({ id }) => {
    if (!chance.happens(busy)) return [];
    const middle = hours.start + (hours.end - hours.start) / 2;
    const first = cut(chance, hours.start, middle);
    const second = cut(chance, middle, hours.end);
    const chosen = chance.happens(0.25) ? [first, second] : [chance.happens(0.65) ? first : second];
    return chosen.map((stretch) => ({ date, deskId: id, ...stretch }));
  });
  return slots.toSorted((a, b) => a.start - b.start || a.deskId - b.deskId);
}

/** One to four hours on the grid of the place. */
function cut(chance: Chance, from: Minute, to: Minute): Stretch {
  const start = from + 30 * chance.between(0, 2);
  return { start, end: Math.min(to, start + 30 * chance.between(2, 8)) };
}

/** Somebody who has time takes the desk, every third time with a notebook. A few cancel. */
function visit(
  { venue, people, chance }: World,
  diaries: ReadonlyMap<number, Diary>,
  notebooks: Map<number, Minute>,
  { deskId, ...slot }: DeskSlot,
): Wish[] {
  const demoMember = chance.happens(0.1) ? [people.get('member@demo.test')!] : [];
  const candidates = [...demoMember, ...chance.shuffled([...diaries.keys()])];
  const memberId = candidates.find((id) => diaries.get(id)!.hasRoomFor(slot));
  if (memberId === undefined) return [];
  const cancelled = chance.happens(0.06);
  const notebook = chance.happens(0.35) ? [...notebooks].find(([, free]) => free <= slot.start)?.[0] : undefined;
  if (!cancelled) diaries.get(memberId)!.add(slot);
  if (!cancelled && notebook !== undefined) notebooks.set(notebook, slot.end);
  const wish = {
    venueId: venue.id,
    memberId,
    createdBy: chance.happens(0.1) ? people.get('manager@demo.test')! : memberId,
    slot,
    resourceIds: notebook === undefined ? [deskId] : [deskId, notebook],
    purpose: chance.pick(PURPOSES),
    hoursAhead: chance.between(3, 200),
    cancelled,
  };
  return [wish];
}

/** A course upstairs, entered by the manager for the trainer. */
function courseOn({ venue, people }: World, date: DateText, roomId: number): Wish {
  return {
    venueId: venue.id,
    memberId: people.get('trainer@demo.test')!,
    createdBy: people.get('manager@demo.test')!,
    slot: { date, start: 10 * 60, end: 12 * 60 },
    resourceIds: [roomId],
    purpose: weekdayOf(date) === 2 ? 'Web ライティング入門講座' : '編集会議',
    hoursAhead: 24 * 20,
    cancelled: false,
  };
}
