import { conflict, invalid, type Refused } from '../../platform/errors.js';
import { type DateText, overlaps, type Slot } from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { type Band, bandOn, monthsOn } from '../staffing/age.policy.js';
import type { CareRules } from '../staffing/care-rules.policy.js';
import { type Duty, firstLack, type Lack } from '../staffing/sweep.policy.js';
import type { RefusalReason } from './care-refusal.entity.js';
import { keptFree, type KeptPlaces } from '../set-aside/set-aside.policy.js';
import { sameSource, type CareFor, type Standing, stayIn, yieldTo } from './stay.policy.js';

/** A guardian wants her children looked after while she does something. */
export interface CareWish extends Slot {
  guardianId: number;
  venueId: number;
  /** Each once. */
  childIds: readonly number[];
  /** What it is for, where that has places already: those are given up for these. */
  for?: CareFor;
  /** Of what larger thing it is a part: places may be set aside for it, which nobody else is given. */
  share?: CareFor;
}

export interface PlacingChild {
  id: number;
  name: string;
  birthDate: DateText;
  guardians: readonly number[];
  /** The last day on which the child may come, as things stand; none: not at all. */
  approvedUntil: DateText | null;
}

/** An open slot of a day. */
export interface DaySlot extends Slot {
  id: number;
  venueId: number;
  places: number;
  minAgeMonths: number;
  maxAgeMonths: number | null;
  roster: readonly Duty[];
  /** Kept for those who come to one thing. */
  setAside: readonly KeptPlaces[];
}

export interface PlacingFacts {
  rulesOf: (venueId: number) => CareRules;
  children: ReadonlyMap<number, PlacingChild>;
  /** Of the days wished for, in the order in which they are offered. */
  slots: readonly DaySlot[];
}

/** A place to be given. */
export interface Seat extends Stretch {
  childId: number;
  slotId: number;
  band: Band;
}

export interface NotPlaced {
  refused: Refused;
  /** Where it is for lack of places. */
  reason?: RefusalReason;
}

export type Placing<S extends Standing = Standing> = { seats: Seat[]; standing: S[] } | NotPlaced;

/**
 * Finds a place for each of the children, or says why there is none: brothers and sisters in one slot where that can be,
 * otherwise each in any in which there is room. It refuses only where no way of dividing them would do.
 *
 * @param standing who has places already on that day, without those of the wish itself
 */
export function placing<S extends Standing>(wish: CareWish, facts: PlacingFacts, standing: readonly S[]): Placing<S> {
  const children = wish.childIds.map((id) => facts.children.get(id));
  const barred = whyNotThese(wish, children);
  if (barred) return { refused: barred };
  const known = children as PlacingChild[];
  const elsewhere = whyElsewhere(wish, known, standing);
  if (elsewhere) return { refused: elsewhere };

  const ofDay = facts.slots.filter(({ venueId, date }) => venueId === wish.venueId && date === wish.date);
  const covering = ofDay
    .filter(({ start, end }) => start <= wish.start && wish.end <= end)
    .toSorted((a, b) => Number(keepsFor(b, wish)) - Number(keepsFor(a, wish)));
  if (covering.length === 0) return whyNoSlot(wish, ofDay);
  const tooYoungOrOld = known.find((child) => !covering.some((slot) => isOfAge(child, slot)));
  if (tooYoungOrOld) {
    const refused = invalid('childIds', 'childcare.age_limits', { name: tooYoungOrOld.name, date: wish.date });
    return { refused, reason: 'age_limits' };
  }
  const left = yieldTo(wish, wish.childIds, standing);
  const found = new Seating(wish, facts.rulesOf(wish.venueId), left).seat(known, covering);
  return 'lack' in found ? whyLacking(wish, found.lack) : { seats: found.seats, standing: left };
}

/** Her own first: what is kept for others is not taken up with those for whom there is something elsewhere. */
function keepsFor({ setAside }: DaySlot, { share }: CareWish): boolean {
  return setAside.some((one) => sameSource(one.for, share));
}

function whyNotThese(
  { guardianId, date }: CareWish,
  children: readonly (PlacingChild | undefined)[],
): Refused | undefined {
  if (children.length === 0) return invalid('childIds', 'childcare.no_child');
  const strange = children.some((child) => !child?.guardians.includes(guardianId));
  if (strange) return invalid('childIds', 'childcare.unknown_child');
  const unapproved = children.find((child) => !child!.approvedUntil || child!.approvedUntil < date);
  return unapproved && invalid('childIds', 'childcare.not_approved', { name: unapproved.name, date });
}

function whyElsewhere(
  wish: CareWish,
  children: readonly PlacingChild[],
  standing: readonly Standing[],
): Refused | undefined {
  for (const { id, name } of children) {
    const other = standing.find((one) => one.childId === id && one.date === wish.date && overlaps(one.core, wish));
    if (other) return invalid('childIds', 'childcare.child_elsewhere', { name, date: wish.date, ...other.core });
  }
  return undefined;
}

function whyNoSlot({ date }: CareWish, ofDay: readonly DaySlot[]): NotPlaced {
  if (ofDay.length === 0) return { refused: invalid('childIds', 'childcare.no_slot', { date }), reason: 'no_slot' };
  const hours = ofDay.map(({ start, end }) => ({ key: 'childcare:stretch', start, end }));
  return { refused: invalid('childIds', 'childcare.outside_slot', { date, hours }), reason: 'outside_slot' };
}

function whyLacking({ date }: CareWish, { what, start, end }: Lack): NotPlaced {
  const reason = what === 'full' ? 'full' : 'short_staffed';
  return { refused: conflict('childIds', `childcare.${reason}`, { date, start, end }), reason };
}

export function isOfAge({ birthDate }: Pick<PlacingChild, 'birthDate'>, slot: DaySlot): boolean {
  const months = monthsOn(birthDate, slot.date);
  return slot.minAgeMonths <= months && (slot.maxAgeMonths === null || months <= slot.maxAgeMonths);
}

/** Divides children among slots. */
class Seating {
  /** The first that was in the way. */
  private lack: Lack | undefined;

  constructor(
    private readonly wish: CareWish,
    private readonly rules: CareRules,
    private readonly standing: readonly Standing[],
  ) {}

  seat(children: readonly PlacingChild[], slots: readonly DaySlot[]): { seats: Seat[] } | { lack: Lack } {
    for (const slot of slots) {
      const together = this.divide(children, [slot], []);
      if (together) return { seats: together };
    }
    const seats = slots.length > 1 ? this.divide(children, slots, []) : undefined;
    return seats ? { seats } : { lack: this.lack! };
  }

  /** Goes back on its choices as long as there are others. */
  private divide(
    children: readonly PlacingChild[],
    slots: readonly DaySlot[],
    seated: readonly Seat[],
  ): Seat[] | undefined {
    const [child, ...others] = children;
    if (!child) return [...seated];
    for (const slot of slots) {
      if (!isOfAge(child, slot)) continue;
      const seat = this.seatIn(slot, child);
      if (!this.fits(seat, slot, seated)) continue;
      const all = this.divide(others, slots, [...seated, seat]);
      if (all) return all;
    }
    return undefined;
  }

  private seatIn(slot: DaySlot, { id, birthDate }: PlacingChild): Seat {
    const band = bandOn(birthDate, slot.date, this.rules.basis);
    const own = this.standing.filter(({ childId, date }) => childId === id && date === slot.date);
    return { ...stayIn(slot, this.wish, this.rules, own), childId: id, slotId: slot.id, band };
  }

  private fits(seat: Seat, slot: DaySlot, seated: readonly Seat[]): boolean {
    const there = [...this.standing, ...seated].filter(({ slotId }) => slotId === slot.id);
    const kept = keptFree(
      slot,
      this.standing.filter(({ slotId }) => slotId === slot.id),
      this.wish.share,
    );
    const lack = firstLack(seat, [...there, seat, ...kept], { ...slot, rules: this.rules });
    this.lack ??= lack;
    return !lack;
  }
}
