import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { groupBy } from '../../platform/group-by.js';
import { inParts, type Part } from '../../platform/reach/part.policy.js';
import {
  addDays,
  addMonths,
  type DateText,
  firstOfMonth,
  minuteAt,
  type Moment,
  todayAt,
} from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { Child } from '../children/child.entity.js';
import { CareEvent } from '../day/care-event.entity.js';
import { type Presence, presenceOf } from '../day/presence.policy.js';
import { CareBoards } from '../places/care-board.js';
import { CarePlace } from '../places/care-place.entity.js';
import { CareRefusal } from '../places/care-refusal.entity.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { bandOn } from '../staffing/age.policy.js';
import { CareRoster } from '../staffing/care-roster.entity.js';
import { DEFAULT_RULES } from '../staffing/care-rules.policy.js';
import { type CareFigures, countCare, type MonthPlace, type MonthSlot } from './figures.policy.js';

type PlaceRow = Pick<CarePlace, 'id' | 'slotId' | 'childId' | 'date' | 'endMinute' | 'status'> & {
  slot: Pick<CareSlot, 'venueId'>;
  child: Pick<Child, 'birthDate'>;
  events: CareEvent[];
};

type DatedPlace = MonthPlace & { date: DateText };

/** What childcare has done in a month, for reports. */
@Injectable()
export class Figures {
  constructor(
    private readonly clock: Clock,
    private readonly boards: CareBoards,
  ) {}

  /**
   * Of these venues together. Four statements, however long the month.
   * @param month `2026-11`
   */
  careFigures(manager: EntityManager, venueIds: readonly number[], month: string): Promise<CareFigures> {
    const from = `${month}-01`;
    return this.between(manager, venueIds, from, addDays(addMonths(from, 1), -1));
  }

  /** Of these venues together, both days taken. Four statements. */
  async between(
    manager: EntityManager,
    venueIds: readonly number[],
    from: DateText,
    to: DateText,
  ): Promise<CareFigures> {
    return this.of(manager, [{ ids: venueIds, from, to }]);
  }

  /** Of these parts of the house together. Four statements. */
  async of(manager: EntityManager, parts: readonly Part[]): Promise<CareFigures> {
    const { slots, places } = await this.read(manager, parts);
    return countCare(slots, places, together(await lackingIn(manager, parts)));
  }

  /** Of each month alone, by its first day, those without anything left out. Four statements, however many years. */
  async monthly(
    manager: EntityManager,
    venueIds: readonly number[],
    from: DateText,
    to: DateText,
  ): Promise<Map<DateText, CareFigures>> {
    const parts = [{ ids: venueIds, from, to }];
    const { slots, places } = await this.read(manager, parts);
    const lacking = groupBy(await lackingIn(manager, parts), ({ month }) => `${month}-01`);
    const monthOf = ({ date }: { date: DateText }): DateText => firstOfMonth(date);
    const [slotsOf, placesOf] = [groupBy(slots, monthOf), groupBy(places, monthOf)];
    const months = new Set([...slotsOf.keys(), ...placesOf.keys(), ...lacking.keys()]);
    const of = (month: DateText): CareFigures =>
      countCare(slotsOf.get(month) ?? [], placesOf.get(month) ?? [], together(lacking.get(month) ?? []));
    return new Map([...months].map((month) => [month, of(month)]));
  }

  private async read(
    manager: EntityManager,
    parts: readonly Part[],
  ): Promise<{ slots: MonthSlot[]; places: DatedPlace[] }> {
    const venueIds = parts.flatMap(({ ids }) => ids);
    const rules = await this.boards.rules(manager, [...venueIds, 0]);
    const rulesOf = (venueId: number) => rules.get(venueId) ?? DEFAULT_RULES;
    const [now, today] = [this.clock.now(), todayAt(this.clock.now())];
    const slots = (await slotsIn(manager, parts)).map((slot): MonthSlot => {
      const { id, date, startMinute: start, endMinute: end, venueId } = slot;
      const roster = slot.roster.map((one) => ({
        qualified: one.qualified,
        start: one.startMinute,
        end: one.endMinute,
      }));
      return { id, date, start, end, roster, rules: rulesOf(venueId) };
    });
    const places = (await placesIn(manager, parts)).flatMap((place): DatedPlace[] => {
      const { slotId, childId, date, status, slot, child } = place;
      const presence = presenceOf(place.events);
      if (status !== 'reserved' && presence.standing === 'due') return [];
      const band = bandOn(child.birthDate, date, rulesOf(slot.venueId).basis);
      const stay = stayOf(presence, place, now);
      const absent = presence.standing === 'due' && date < today;
      return [{ date, slotId, childId, band, stay, refused: presence.standing === 'refused', absent }];
    });
    return { slots, places };
  }
}

/** Those that are open, with who was on duty. One statement. */
function slotsIn(manager: EntityManager, parts: readonly Part[]): Promise<(CareSlot & { roster: CareRoster[] })[]> {
  const [within, range] = ofParts(parts);
  return manager
    .createQueryBuilder(CareSlot, 'slot')
    .leftJoinAndMapMany('slot.roster', CareRoster, 'roster', 'roster.slot_id = slot.id AND roster.withdrawn_at IS NULL')
    .where(`slot.status = 'open' AND ${within}`, range)
    .getMany() as Promise<(CareSlot & { roster: CareRoster[] })[]>;
}

/** With what was told of the child meanwhile. One statement. */
function placesIn(manager: EntityManager, parts: readonly Part[]): Promise<PlaceRow[]> {
  const [within, range] = ofParts(parts);
  return manager
    .createQueryBuilder(CarePlace, 'place')
    .innerJoinAndMapOne('place.slot', CareSlot, 'slot', 'slot.id = place.slot_id')
    .innerJoinAndMapOne('place.child', Child, 'child', 'child.id = place.child_id')
    .leftJoinAndMapMany('place.events', CareEvent, 'event', 'event.place_id = place.id')
    .select(['place.id', 'place.slotId', 'place.childId', 'place.date', 'place.endMinute', 'place.status'])
    .addSelect(['slot.id', 'slot.venueId', 'child.id', 'child.birthDate', 'event'])
    .where(within, range)
    .getMany() as Promise<unknown> as Promise<PlaceRow[]>;
}

type Lacking = { month: string; reason: string; count: number };

/** Wishes that could not be had, by month and reason. One statement. */
async function lackingIn(manager: EntityManager, parts: readonly Part[]): Promise<Lacking[]> {
  const [within, range] = ofParts(parts);
  const rows = await manager
    .createQueryBuilder(CareRefusal, 'slot')
    .select('SUBSTR(slot.date, 1, 7)', 'month')
    .addSelect('slot.reason', 'reason')
    .addSelect('COUNT(*)', 'count')
    .where(within, range)
    .groupBy('SUBSTR(slot.date, 1, 7)')
    .addGroupBy('slot.reason')
    .orderBy('slot.reason')
    .getRawMany<Omit<Lacking, 'count'> & { count: number | string }>();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** By reason, whatever the month. */
function together(lacking: readonly Lacking[]): CareFigures['lacking'] {
  return [...groupBy(lacking, ({ reason }) => reason)].map(([reason, of]) => {
    return { reason, count: of.reduce((sum, { count }) => sum + count, 0) };
  });
}

const ofParts = (parts: readonly Part[]): ReturnType<typeof inParts> =>
  inParts(parts, { id: 'slot.venue_id', date: 'slot.date' });

/** Who was not seen off stays until the end of her place, or until now. */
function stayOf({ arrival, handover }: Presence, { date, endMinute: end }: PlaceRow, now: Moment): Stretch | undefined {
  if (!arrival) return undefined;
  const start = minuteAt(arrival.at);
  const left = handover ? minuteAt(handover.at) : date === todayAt(now) ? minuteAt(now) : end;
  return { start, end: Math.max(start, left) };
}
