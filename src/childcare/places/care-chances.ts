import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Stretch } from '../../venues/venue-rules.js';
import type { DateText, Slot } from '../../platform/time.js';
import { BANDS, type Band, bandOn } from '../staffing/age.policy.js';
import type { CareRules } from '../staffing/care-rules.policy.js';
import { firstLack } from '../staffing/sweep.policy.js';
import { keptFree } from '../set-aside/set-aside.policy.js';
import { CareBoards } from './care-board.js';
import { type DaySlot, isOfAge } from './placing.policy.js';
import { type CareFor, sameSource, type Standing, stayIn } from './stay.policy.js';

/** Childcare that there is on a day, as a form shows it. */
export interface CareChance extends Stretch {
  slotId: number;
  date: DateText;
  minAgeMonths: number;
  /** Itself taken; none: no limit. */
  maxAgeMonths: number | null;
  /** How many more children of each band alone could come, at the time asked for or through all of the slot. */
  left: Record<Band, number>;
  /** What the guardian does lies within it. */
  covers: boolean;
  /** From when to when a child would be there. */
  stay: Stretch;
  /** So many places for a child of that age; none: she is too young or too old for it. */
  leftFor: (birthDate: DateText) => number | undefined;
}

/** Something that guardians do, in the house or elsewhere. */
interface CareDuring extends Slot {
  venueId: number | null;
  share: CareFor;
}

@Injectable()
export class CareChances {
  constructor(private readonly boards: CareBoards) {}

  /**
   * Open slots of a venue on some days, by day and start. One statement.
   * @param during what the guardian does; none: the whole of each slot. Slots that do not cover it have nothing left.
   * @param without counts as if this had no places
   */
  async on(
    manager: EntityManager,
    venueId: number,
    dates: readonly DateText[],
    during?: Stretch,
    without?: CareFor,
  ): Promise<CareChance[]> {
    const { slots, standing, rulesOf } = await this.boards.read(
      manager,
      dates.map((date) => ({ venueId, date })),
    );
    const others = standing.filter((one) => !sameSource(one.for, without));
    return slots.map((slot) => chanceIn(slot, others, rulesOf(venueId), during ?? slot));
  }

  /**
   * What there is beside each of these, in slots that cover it, for those who come to it: what is kept for them is theirs.
   * Online there is none. One statement.
   */
  async beside<T extends CareDuring>(manager: EntityManager, those: readonly T[]): Promise<Map<T, CareChance[]>> {
    const days = those.flatMap(({ venueId, date }) => (venueId === null ? [] : [{ venueId, date }]));
    const { slots, standing, rulesOf } = await this.boards.read(manager, days);
    const chances = (one: T): CareChance[] =>
      slots
        .filter(({ venueId, date }) => venueId === one.venueId && date === one.date)
        .map((slot) => chanceIn(slot, standing, rulesOf(slot.venueId), one, one.share))
        .filter(({ covers }) => covers);
    return new Map(those.map((one) => [one, chances(one)]));
  }
}

function chanceIn(
  slot: DaySlot,
  standing: readonly Standing[],
  rules: CareRules,
  during: Stretch,
  share?: CareFor,
): CareChance {
  const covers = slot.start <= during.start && during.end <= slot.end;
  const stay = stayIn(slot, during, rules, []);
  const there = standing.filter(({ slotId }) => slotId === slot.id);
  const most = covers ? slot.places : 0;
  const kept = [...there, ...keptFree(slot, there, share)];
  const fits = (band: Band, count: number): boolean =>
    !firstLack(stay, [...kept, ...Array.from({ length: count }, () => ({ ...stay, band }))], { ...slot, rules });
  const leftOf = (band: Band): number => {
    for (let count = 0; count < most; count += 1) if (!fits(band, count + 1)) return count;
    return most;
  };
  const left = Object.fromEntries(BANDS.map((band) => [band, leftOf(band)])) as Record<Band, number>;
  const { id: slotId, date, start, end, minAgeMonths, maxAgeMonths } = slot;
  const leftFor = (birthDate: DateText): number | undefined =>
    isOfAge({ birthDate }, slot) ? left[bandOn(birthDate, date, rules.basis)] : undefined;
  return { slotId, date, start, end, minAgeMonths, maxAgeMonths, left, covers, stay, leftFor };
}
