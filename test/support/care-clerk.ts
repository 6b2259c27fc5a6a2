import { expect } from '@jest/globals';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import type { CareOrder } from '../../src/childcare/places/care-places.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import type { TestApp } from './app.js';

const RATIOS = { '0': 3, '1_2': 6, '3': 15, '4_5': 25 };
type Band = keyof typeof RATIOS;

/** By child; whoever is not there counts as a baby. */
export const bands = new Map<number, Band>();

/** The world as a naive clerk sees it: rows read back from the database, minute by minute. */
export interface Sheet {
  slots: CareSlot[];
  roster: CareRoster[];
  places: CarePlace[];
}
export async function sheet({ database: { reader } }: Pick<TestApp, 'database'>): Promise<Sheet> {
  return {
    slots: await reader.findBy(CareSlot, { status: 'open' }),
    roster: (await reader.find(CareRoster)).filter(({ withdrawnAt }) => withdrawnAt === null),
    places: await reader.findBy(CarePlace, { status: 'reserved' }),
  };
}

/** Who is in a slot at a minute, as bands. */
export type There = (slotId: number, minute: number) => number[];

function isFine(slot: CareSlot, minute: number, roster: readonly CareRoster[], there: readonly number[]): boolean {
  if (there.length === 0) return true;
  const those = there.map((id) => bands.get(id) ?? '0');
  const tenths = (Object.keys(RATIOS) as Band[]).map((band) =>
    Math.trunc((10 * those.filter((one) => one === band).length) / RATIOS[band]),
  );
  const sum = tenths.reduce((a, b) => a + b, 0);
  const needed = Math.max(1, there.length >= 6 ? 2 : 1, Math.trunc(sum / 10) + (sum % 10 >= 5 ? 1 : 0));
  const staff = roster.filter((one) => one.slotId === slot.id && one.startMinute <= minute && minute < one.endMinute);
  return (
    there.length <= slot.places &&
    staff.length >= needed &&
    3 * staff.filter(({ qualified }) => qualified).length >= needed
  );
}

/** Every minute of every slot suffices, and no child is in two places. */
export function mustBeSound({ slots, roster, places }: Sheet, kept: There = () => []): void {
  for (const slot of slots) {
    for (let minute = slot.startMinute; minute < slot.endMinute; minute += 5) {
      const there = places.filter(
        (one) => one.slotId === slot.id && one.startMinute <= minute && minute < one.endMinute,
      );
      expect(isFine(slot, minute, roster, [...there.map(({ childId }) => childId), ...kept(slot.id, minute)])).toBe(
        true,
      );
    }
  }
  for (const [index, one] of places.entries()) {
    expect(one.startMinute <= one.forStartMinute && one.forEndMinute <= one.endMinute).toBe(true);
    const twin = places
      .slice(index + 1)
      .find(
        (other) =>
          other.childId === one.childId && other.startMinute < one.endMinute && one.startMinute < other.endMinute,
      );
    expect(twin).toBeUndefined();
  }
}

/** Could a clerk who tries everything give these children places? */
export function isPossible(order: CareOrder, { slots, roster, places }: Sheet, kept: There = () => []): boolean {
  const others = places.filter((one) => !(one.forKind === order.for.kind && one.forId === order.for.id));
  const busy = others.filter(({ childId }) => order.childIds.includes(childId));
  if (busy.some((one) => one.forStartMinute < order.end && order.start < one.forEndMinute)) return false;
  const inOrder = (minute: number): boolean => order.start <= minute && minute < order.end;
  // minutes around what the guardian does give way to what she does herself
  const isThere = (one: CarePlace, minute: number): boolean =>
    one.startMinute <= minute && minute < one.endMinute && !(order.childIds.includes(one.childId) && inOrder(minute));
  const there: There = (slotId, minute) =>
    others.filter((one) => one.slotId === slotId && isThere(one, minute)).map(({ childId }) => childId);
  const stayOf = (childId: number, slot: CareSlot): number[] => {
    const minutes: number[] = [];
    for (
      let minute = Math.max(slot.startMinute, order.start - 15);
      minute < Math.min(slot.endMinute, order.end + 15);
      minute += 5
    )
      if (!busy.some((one) => one.childId === childId && isThere(one, minute))) minutes.push(minute);
    return minutes;
  };
  const covering = slots.filter((slot) => slot.startMinute <= order.start && order.end <= slot.endMinute);
  const ways = order.childIds.reduce<CareSlot[][]>(
    (all) => all.flatMap((way) => covering.map((slot) => [...way, slot])),
    [[]],
  );
  return ways.some((way) =>
    covering.every((slot) => {
      const mine = order.childIds
        .filter((_, index) => way[index] === slot)
        .map((id) => ({ id, stay: stayOf(id, slot) }));
      const minutes = new Set(mine.flatMap(({ stay }) => stay));
      return [...minutes].every((minute) => {
        const more = mine.filter(({ stay }) => stay.includes(minute)).map(({ id }) => id);
        return isFine(slot, minute, roster, [...there(slot.id, minute), ...kept(slot.id, minute), ...more]);
      });
    }),
  );
}
