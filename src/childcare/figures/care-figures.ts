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

type PlaceRow = {
  id: number;
  slotId: number;
  venueId: number;
  childId: number;
  date: DateText;
  birthDate: DateText;
} & {
  end: number;
  status: CarePlace['status'];
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
   * Of these venues together. Six statements, however long the month.
   * @param month `2026-11`
   */
  careFigures(manager: EntityManager, venueIds: readonly number[], month: string): Promise<CareFigures> {
    const from = `${month}-01`;
    return this.between(manager, venueIds, from, addDays(addMonths(from, 1), -1));
  }

  /** Of these venues together, both days taken. Six statements. */
  async between(
    manager: EntityManager,
    venueIds: readonly number[],
    from: DateText,
    to: DateText,
  ): Promise<CareFigures> {
    return this.of(manager, [{ ids: venueIds, from, to }]);
  }

  /** Of these parts of the house together. Six statements. */
  async of(manager: EntityManager, parts: readonly Part[]): Promise<CareFigures> {
    const { slots, places } = await this.read(manager, parts);
    return countCare(slots, places, await this.lacking(manager, parts));
  }

  /** Of each month alone, by its first day; wishes that could not be had are left out. Five statements, however many years. */
  async monthly(
    manager: EntityManager,
    venueIds: readonly number[],
    from: DateText,
    to: DateText,
  ): Promise<Map<DateText, CareFigures>> {
    const { slots, places } = await this.read(manager, [{ ids: venueIds, from, to }]);
    const monthOf = ({ date }: { date: DateText }): DateText => firstOfMonth(date);
    const [slotsOf, placesOf] = [groupBy(slots, monthOf), groupBy(places, monthOf)];
    const months = new Set([...slotsOf.keys(), ...placesOf.keys()]);
    return new Map([...months].map((one) => [one, countCare(slotsOf.get(one) ?? [], placesOf.get(one) ?? [], [])]));
  }

  private async read(
    manager: EntityManager,
    parts: readonly Part[],
  ): Promise<{ slots: MonthSlot[]; places: DatedPlace[] }> {
    const [within, range] = ofParts(parts);
    const venueIds = parts.flatMap(({ ids }) => ids);
    const rules = await this.boards.rules(manager, [...venueIds, 0]);
    const rulesOf = (venueId: number) => rules.get(venueId) ?? DEFAULT_RULES;
    const slots = await manager
      .createQueryBuilder(CareSlot, 'slot')
      .where(`slot.status = 'open' AND ${within}`, range)
      .getMany();
    const roster = await this.roster(manager, parts);
    const events = await this.events(manager, parts);
    const today = todayAt(this.clock.now());
    const places = (await this.places(manager, parts)).flatMap((row): DatedPlace[] => {
      const presence = presenceOf(events.get(row.id) ?? []);
      if (row.status !== 'reserved' && presence.standing === 'due') return [];
      const { slotId, childId, date, birthDate, venueId } = row;
      const band = bandOn(birthDate, date, rulesOf(venueId).basis);
      const stay = stayOf(presence, row, this.clock.now());
      const absent = presence.standing === 'due' && date < today;
      return [{ date, slotId, childId, band, stay, refused: presence.standing === 'refused', absent }];
    });
    const open = slots.map(({ id, date, startMinute: start, endMinute: end, venueId }): MonthSlot => {
      return { id, date, start, end, roster: roster.get(id) ?? [], rules: rulesOf(venueId) };
    });
    return { slots: open, places };
  }

  private async roster(
    manager: EntityManager,
    parts: readonly Part[],
  ): Promise<Map<number, MonthSlot['roster'][number][]>> {
    const [within, range] = ofParts(parts);
    const rows = await manager
      .createQueryBuilder(CareRoster, 'roster')
      .innerJoin(CareSlot, 'slot', 'slot.id = roster.slot_id')
      .where(`roster.withdrawn_at IS NULL AND ${within}`, range)
      .getMany();
    const duties = rows.map(({ slotId, qualified, startMinute: start, endMinute: end }) => ({
      slotId,
      qualified,
      start,
      end,
    }));
    return groupBy(duties, ({ slotId }) => slotId);
  }

  private places(manager: EntityManager, parts: readonly Part[]): Promise<PlaceRow[]> {
    const [within, range] = ofParts(parts);
    return manager
      .createQueryBuilder(CarePlace, 'place')
      .innerJoin(CareSlot, 'slot', 'slot.id = place.slot_id')
      .innerJoin(Child, 'child', 'child.id = place.child_id')
      .select(['place.id AS "id"', 'place.slot_id AS "slotId"', 'slot.venue_id AS "venueId"', 'place.date AS "date"'])
      .addSelect(['place.child_id AS "childId"', 'child.birth_date AS "birthDate"', 'place.status AS "status"'])
      .addSelect('place.end_minute', 'end')
      .where(within, range)
      .getRawMany<PlaceRow>();
  }

  private async events(manager: EntityManager, parts: readonly Part[]): Promise<Map<number, CareEvent[]>> {
    const [within, range] = ofParts(parts);
    const rows = await manager
      .createQueryBuilder(CareEvent, 'event')
      .innerJoin(CarePlace, 'place', 'place.id = event.place_id')
      .innerJoin(CareSlot, 'slot', 'slot.id = place.slot_id')
      .where(within, range)
      .getMany();
    return groupBy(rows, ({ placeId }) => placeId);
  }

  private async lacking(manager: EntityManager, parts: readonly Part[]): Promise<CareFigures['lacking']> {
    const [within, range] = ofParts(parts);
    const rows = await manager
      .createQueryBuilder(CareRefusal, 'slot')
      .select('slot.reason', 'reason')
      .addSelect('COUNT(*)', 'count')
      .where(within, range)
      .groupBy('slot.reason')
      .orderBy('slot.reason')
      .getRawMany<{ reason: string; count: number | string }>();
    return rows.map(({ reason, count }) => ({ reason, count: Number(count) }));
  }
}

const ofParts = (parts: readonly Part[]): ReturnType<typeof inParts> =>
  inParts(parts, { id: 'slot.venue_id', date: 'slot.date' });

/** Who was not seen off stays until the end of her place, or until now. */
function stayOf({ arrival, handover }: Presence, { date, end }: PlaceRow, now: Moment): Stretch | undefined {
  if (!arrival) return undefined;
  const start = minuteAt(arrival.at);
  const left = handover ? minuteAt(handover.at) : date === todayAt(now) ? minuteAt(now) : end;
  return { start, end: Math.max(start, left) };
}
