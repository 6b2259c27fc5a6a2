import type { DateText, Minute } from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { BANDS, type Band } from '../staffing/age.policy.js';
import { isShort, type Duty, type Stay, stepsThrough } from '../staffing/sweep.policy.js';
import type { StaffingRules } from '../staffing/staffing.policy.js';

/** A slot of the month, with who was on duty. */
export interface MonthSlot extends Stretch {
  id: number;
  date: DateText;
  roster: readonly Duty[];
  rules: StaffingRules;
}

/** A place of the month: planned, and as it was. */
export interface MonthPlace {
  slotId: number;
  childId: number;
  band: Band;
  /** From the arrival to the hand-over; nothing where the child did not come. */
  stay: Stretch | undefined;
  /** Not taken in at the door. */
  refused: boolean;
  /** Reserved for a day that is over, and did not come. */
  absent: boolean;
}

export interface BandFigures {
  band: Band;
  /** 延べ */
  visits: number;
  /** 実 */
  children: number;
  minutes: Minute;
}

export interface CareFigures {
  slots: number;
  slotMinutes: Minute;
  /** 延べ: arrivals. */
  visits: number;
  /** 実: distinct children among them. */
  children: number;
  minutes: Minute;
  bands: BandFigures[];
  absent: number;
  refusedAtDoor: number;
  /** Wishes that could not be had, by reason. */
  lacking: { reason: string; count: number }[];
  /** Minutes in which there were children, and those of them in which the staff on duty sufficed. */
  staffing: { minutes: Minute; kept: Minute };
}

/** Counted from the rows, never from counters that drift (DOMAIN, Rules of trainings and counting). */
export function countCare(
  slots: readonly MonthSlot[],
  places: readonly MonthPlace[],
  lacking: CareFigures['lacking'],
): CareFigures {
  const came = places.filter((place) => place.stay !== undefined);
  const childrenOf = (some: readonly MonthPlace[]): number => new Set(some.map(({ childId }) => childId)).size;
  const minutesOf = (some: readonly MonthPlace[]): Minute => sum(some.map(({ stay }) => stay!.end - stay!.start));
  return {
    slots: slots.length,
    slotMinutes: sum(slots.map(({ start, end }) => end - start)),
    visits: came.length,
    children: childrenOf(came),
    minutes: minutesOf(came),
    bands: BANDS.map((band) => {
      const of = came.filter((place) => place.band === band);
      return { band, visits: of.length, children: childrenOf(of), minutes: minutesOf(of) };
    }),
    absent: places.filter(({ absent }) => absent).length,
    refusedAtDoor: places.filter(({ refused }) => refused).length,
    lacking,
    staffing: staffingKept(slots, came),
  };
}

/** Slot by slot, as places are given: by the children who were really there. */
function staffingKept(slots: readonly MonthSlot[], came: readonly MonthPlace[]): CareFigures['staffing'] {
  let [minutes, kept] = [0, 0];
  for (const { id, roster, rules } of slots) {
    const stays = came.flatMap(({ slotId, band, stay }): Stay[] => (slotId === id ? [{ band, ...stay! }] : []));
    if (stays.length === 0) continue;
    const hours = {
      start: Math.min(...stays.map(({ start }) => start)),
      end: Math.max(...stays.map(({ end }) => end)),
    };
    for (const step of hours.start < hours.end ? stepsThrough(hours, stays, roster, rules) : []) {
      if (step.children === 0) continue;
      minutes += step.end - step.start;
      if (!isShort(step)) kept += step.end - step.start;
    }
  }
  return { minutes, kept };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
