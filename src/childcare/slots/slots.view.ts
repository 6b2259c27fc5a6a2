import { groupBy } from '../../platform/group-by.js';
import { addDays, clockText, type DateText, minuteAt, type Moment, todayAt } from '../../platform/time.js';
import { paths } from '../../platform/paths.js';
import { LANGUAGES } from '../../platform/time.format.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';
import type { Resource } from '../../venues/resource.entity.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { CareBoard } from '../places/care-board.js';
import type { HolderFacts } from '../places/care-holders.js';
import type { HeldPlace } from '../places/care-place-rows.js';
import { keyOf } from '../places/care-places.js';
import type { DaySlot } from '../places/placing.policy.js';
import type { CareFor } from '../places/stay.policy.js';
import type { SetAside } from '../set-aside/set-aside.entity.js';
import { mostKeptAtOnce } from '../set-aside/set-aside.policy.js';
import { ageOn, type Band, BANDS, bandOn } from '../staffing/age.policy.js';
import type { CareRules } from '../staffing/care-rules.policy.js';
import type { Carer, RosterLine } from '../staffing/rosters.js';
import { isShort, type Step, stepsThrough } from '../staffing/sweep.policy.js';
import type { CareSlot } from './care-slot.entity.js';

export interface RoomChoice {
  id: number;
  name: string;
  capacity: number;
  venueId: number;
  venue: string;
}

/** From which months to which, in words. */
export function agesPhrase({
  minAgeMonths: from,
  maxAgeMonths: to,
}: Pick<DaySlot, 'minAgeMonths' | 'maxAgeMonths'>): Phrase {
  if (to === null) return from === 0 ? 'care:ages.any' : { key: 'care:ages.from', from: agePhrase(from) };
  return { key: 'care:ages.between', from: agePhrase(from), to: agePhrase(to) };
}

/** Months up to two years, then years and months. */
function agePhrase(months: number): Phrase {
  if (months < 24) return { key: 'care:ages.months', months };
  return {
    key: months % 12 === 0 ? 'care:ages.years' : 'care:ages.both',
    years: Math.floor(months / 12),
    months: months % 12,
  };
}

/** A week of slots. A slot whose children need more staff than there are says so. */
export function weekView(
  dates: readonly DateText[],
  today: DateText,
  { slots, standing, rulesOf }: CareBoard,
  furnished: readonly { venue: Venue; resources: readonly Resource[] }[],
): object {
  const names = new Map(furnished.flatMap(({ resources }) => resources.map(({ id, name }) => [id, name] as const)));
  const venues = new Map(furnished.map(({ venue }) => [venue.id, venue.name]));
  const byDate = groupBy(slots, ({ date }) => date);
  const line = (slot: DaySlot & { roomId?: number }): object => {
    const there = standing.filter(({ slotId }) => slotId === slot.id);
    const steps = stepsThrough(slot, there, slot.roster, rulesOf(slot.venueId));
    return {
      ...slot,
      room: names.get(slot.roomId ?? 0),
      venue: venues.size > 1 ? venues.get(slot.venueId) : undefined,
      ages: agesPhrase(slot),
      most: Math.max(...steps.map(({ children }) => children)),
      kept: keptPhrase(slot, slot.setAside),
      staff: slot.roster.length,
      short: steps.some(isShort),
      unstaffed: slot.roster.length === 0,
    };
  };
  return {
    title: 'care:slots.title',
    days: dates.map((date) => ({
      date,
      isToday: date === today,
      isPast: date < today,
      slots: (byDate.get(date) ?? []).map(line),
    })),
    from: dates[0],
    to: dates.at(-1),
    previous: paths.careSlots({ date: addDays(dates[0]!, -7) }),
    next: paths.careSlots({ date: addDays(dates[0]!, 7) }),
    opening: paths.careSlotNew({ date: dates.find((date) => date >= today) ?? today }),
    empty: slots.length === 0,
  };
}

/** How many places are kept, and how many that leaves for everybody. */
function keptPhrase({ places }: { places: number }, kept: Parameters<typeof mostKeptAtOnce>[0]): Phrase | undefined {
  const count = mostKeptAtOnce(kept);
  return count > 0 ? { key: 'care:slots.kept', count, open: Math.max(0, places - count) } : undefined;
}

/** @param slot the one that is edited; none: a new one */
export function formView(
  rooms: readonly RoomChoice[],
  { date, slot, carers = [] }: { date: DateText; slot?: CareSlot; carers?: readonly Carer[] },
): object {
  const several = new Set(rooms.map(({ venueId }) => venueId)).size > 1;
  return {
    title: slot ? { key: 'care:form.edit_title', date } : 'care:form.new_title',
    slot,
    on: date,
    rooms: rooms.map(({ id, name, venue }) => ({ id, label: several ? `${venue} ${name}` : name })),
    roomId: slot?.roomId ?? rooms.find(({ name }) => isMeantForCare(name))?.id,
    start: slot ? clockText(slot.startMinute) : '09:00',
    end: slot ? clockText(slot.endMinute) : '17:00',
    places: slot?.places ?? 6,
    min: slot ? slot.minAgeMonths || '' : 6,
    max: slot ? (slot.maxAgeMonths ?? '') : 83,
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, name: `venues:weekdays.${day}` })),
    carers,
  };
}

/** By its name, in whichever language the house calls it. */
function isMeantForCare(room: string): boolean {
  return LANGUAGES.some((language) => room.includes(say(language, 'care:form.room_name')));
}

export interface SlotPage {
  slot: CareSlot;
  room: Resource;
  venue: Venue;
  places: readonly HeldPlace[];
  /** What is kept in it for those who come to one thing. */
  setAsides: readonly (SetAside & { for: CareFor })[];
  rules: CareRules;
  /** Children are told by name. */
  named: boolean;
  now: Moment;
  holders: ReadonlyMap<string, HolderFacts>;
  lines: readonly RosterLine[];
  carers: readonly Carer[];
}

/** One slot: who looks after whom, and whether it suffices. */
export function slotView(page: SlotPage): object {
  const { slot, room, venue, places, setAsides, rules, named, now, holders, lines, carers } = page;
  const { date, startMinute: start, endMinute: end } = slot;
  const stays = places.map((place) => ({ ...place, band: bandOn(place.birthDate, date, rules.basis) }));
  const roster = lines.filter(({ withdrawn }) => !withdrawn);
  const today = todayAt(now);
  const isOver = date < today || (date === today && end <= minuteAt(now));
  return {
    title: { key: 'care:slot.title', date },
    slot: { ...slot, start, end },
    room: room.name,
    venue: venue.name,
    ages: agesPhrase(slot),
    keptOf: keptPhrase(
      slot,
      setAsides.map(({ forStartMinute, forEndMinute, places: of }) => ({
        start: forStartMinute,
        end: forEndMinute,
        places: of,
      })),
    ),
    open: slot.status === 'open' && !isOver,
    closed: slot.status === 'closed',
    roster,
    withdrawn: lines.filter(({ withdrawn }) => withdrawn),
    carers: carers.filter(({ id }) => !roster.some(({ userId }) => userId === id)),
    steps: stepsThrough({ start, end }, stays, roster, rules).map(stepLine),
    setAsides: setAsides.map((one) => ({
      start: one.forStartMinute,
      end: one.forEndMinute,
      kept: { key: 'care:slot.kept', count: one.places, until: one.untilAt },
      holder: holders.get(keyOf(one.for)),
    })),
    families: [...groupBy(stays, (place) => keyOf(place.for))].map(([key, of]) => ({
      start: Math.min(...of.map((one) => one.start)),
      end: Math.max(...of.map((one) => one.end)),
      children: of.map(({ childName, birthDate, band }) => ({
        name: named ? childName : undefined,
        band: `care:bands.${band}`,
        age: Math.max(0, ageOn(birthDate, date)),
      })),
      holder: holders.get(key),
    })),
  };
}

function stepLine(step: Step): object {
  const bands = BANDS.filter((band: Band) => step.heads[band] > 0);
  return {
    ...step,
    bands: bands.map((band) => ({
      key: 'care:slot.of_band',
      band: { key: `care:bands.${band}` },
      count: step.heads[band],
    })),
    short: isShort(step),
  };
}
