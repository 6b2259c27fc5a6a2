import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText, Slot } from '../../platform/time.js';
import { Child } from '../children/child.entity.js';
import { Children } from '../children/children.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { bandOn } from '../staffing/age.policy.js';
import { CareRoster } from '../staffing/care-roster.entity.js';
import { type CareRules, DEFAULT_RULES } from '../staffing/care-rules.policy.js';
import { CareSettings } from '../staffing/care-settings.entity.js';
import { CarePlace } from './care-place.entity.js';
import type { CareWish, DaySlot, PlacingChild, PlacingFacts } from './placing.policy.js';
import type { Standing } from './stay.policy.js';

/** Which days at which venue. */
export interface CareDay {
  venueId: number;
  date: DateText;
}

/** Slots with who is in them. */
export interface CareBoard {
  rulesOf: (venueId: number) => CareRules;
  slots: DaySlot[];
  standing: Standing[];
}

type PlaceRow = Slot & {
  id: number;
  slotId: number;
  venueId: number;
  childId: number;
  birthDate: DateText;
  forKind: string;
  forId: number;
  forStart: number;
  forEnd: number;
};

/** Reads how things stand, for whoever decides about places. Give it the open transaction where the answer decides. */
@Injectable()
export class CareBoards {
  constructor(
    private readonly database: Database,
    private readonly children: Children,
  ) {}

  /**
   * One after the other for each day: what is read then stays so until the end of the transaction. It is the lock of the
   * day of the timetable, for what a guardian does and where her children are hang together: taken after the venue and the
   * member, and before the children. One statement; none on SQLite.
   */
  async lock(tx: EntityManager, days: readonly CareDay[]): Promise<void> {
    await this.database.lockAll(
      tx,
      'booking-day',
      days.map(({ venueId, date }) => `${venueId}:${date}`),
    );
  }

  /** Nobody decides about these children meanwhile, or changes their cards. One statement; none on SQLite. */
  async hold(tx: EntityManager, childIds: readonly number[]): Promise<void> {
    await this.children.hold(tx, childIds);
  }

  /** All that the wishes hang on. Five statements, however many. */
  async facts(manager: EntityManager, wishes: readonly CareWish[]): Promise<PlacingFacts & { standing: Standing[] }> {
    const childIds = [...new Set(wishes.flatMap((wish) => wish.childIds))];
    const board = await this.read(manager, wishes, childIds);
    const first = wishes.map(({ date }) => date).toSorted()[0]!;
    return { ...board, children: await this.known(manager, childIds, first) };
  }

  /**
   * Open slots of the days, and who has a place in them; also what these children have elsewhere on those days. Four
   * statements.
   */
  async read(manager: EntityManager, days: readonly CareDay[], childIds: readonly number[] = []): Promise<CareBoard> {
    const rules = await this.rules(manager, [...new Set(days.map(({ venueId }) => venueId))]);
    const rulesOf = (venueId: number): CareRules => rules.get(venueId) ?? DEFAULT_RULES;
    const slots = await this.openSlots(manager, days);
    const standing = await this.standing(manager, slots, childIds, [...new Set(days.map(({ date }) => date))]);
    return {
      rulesOf,
      slots,
      standing: standing.map((row) => ({
        placeId: row.id,
        slotId: row.slotId,
        childId: row.childId,
        date: row.date,
        start: row.start,
        end: row.end,
        band: bandOn(row.birthDate, row.date, rulesOf(row.venueId).basis),
        for: { kind: row.forKind, id: row.forId },
        core: { start: row.forStart, end: row.forEnd },
      })),
    };
  }

  /** The rules of those venues that have set any. One statement. */
  async rules(manager: EntityManager, venueIds: readonly number[]): Promise<Map<number, CareRules>> {
    if (venueIds.length === 0) return new Map();
    const rows = await manager.findBy(CareSettings, { venueId: In([...venueIds]) });
    return new Map(rows.map(({ venueId, rules }) => [venueId, { ...DEFAULT_RULES, ...rules }]));
  }

  /** By start. Two statements. */
  private async openSlots(manager: EntityManager, days: readonly CareDay[]): Promise<DaySlot[]> {
    if (days.length === 0) return [];
    const [venueIds, dates] = [new Set(days.map(({ venueId }) => venueId)), new Set(days.map(({ date }) => date))];
    const rows = await manager.find(CareSlot, {
      where: { venueId: In([...venueIds]), date: In([...dates]), status: 'open' },
      order: { date: 'ASC', startMinute: 'ASC', id: 'ASC' },
    });
    const roster = await this.roster(
      manager,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({
      ...row,
      start: row.startMinute,
      end: row.endMinute,
      roster: roster.get(row.id) ?? [],
    }));
  }

  /** Who looks after the children in these slots, without those who were withdrawn. One statement. */
  private async roster(
    manager: EntityManager,
    slotIds: readonly number[],
  ): Promise<Map<number, DaySlot['roster'][number][]>> {
    if (slotIds.length === 0) return new Map();
    const rows = await manager
      .createQueryBuilder(CareRoster, 'roster')
      .where('roster.slot_id IN (:...slotIds) AND roster.withdrawn_at IS NULL', { slotIds })
      .getMany();
    const groups = groupBy(rows, ({ slotId }) => slotId);
    const duty = ({ qualified, startMinute: start, endMinute: end }: CareRoster): DaySlot['roster'][number] => ({
      qualified,
      start,
      end,
    });
    return new Map([...groups].map(([slotId, of]) => [slotId, of.map(duty)]));
  }

  private standing(
    manager: EntityManager,
    slots: readonly DaySlot[],
    childIds: readonly number[],
    dates: readonly DateText[],
  ): Promise<PlaceRow[]> {
    if (slots.length === 0 && childIds.length === 0) return Promise.resolve([]);
    const slotIds = slots.map(({ id }) => id);
    const here = slotIds.length > 0 ? 'place.slot_id IN (:...slotIds)' : '1 = 0';
    const elsewhere = childIds.length > 0 ? 'place.child_id IN (:...childIds) AND place.date IN (:...dates)' : '1 = 0';
    return manager
      .createQueryBuilder(CarePlace, 'place')
      .innerJoin(CareSlot, 'slot', 'slot.id = place.slot_id')
      .innerJoin(Child, 'child', 'child.id = place.child_id')
      .select(['place.id AS "id"', 'place.slot_id AS "slotId"', 'place.child_id AS "childId"', 'place.date AS "date"'])
      .addSelect(['place.start_minute AS "start"', 'place.end_minute AS "end"', 'slot.venue_id AS "venueId"'])
      .addSelect(['place.for_kind AS "forKind"', 'place.for_id AS "forId"', 'child.birth_date AS "birthDate"'])
      .addSelect(['place.for_start_minute AS "forStart"', 'place.for_end_minute AS "forEnd"'])
      .where(`place.status = 'reserved' AND (${here} OR (${elsewhere}))`, { slotIds, childIds, dates })
      .orderBy('place.reserved_at')
      .addOrderBy('place.id')
      .getRawMany<PlaceRow>();
  }

  /** One statement. @param first the earliest day: who is approved then, is so until the approval ends */
  private async known(
    manager: EntityManager,
    childIds: readonly number[],
    first: DateText,
  ): Promise<Map<number, PlacingChild>> {
    const facts = await this.children.facts(manager, childIds, first);
    return new Map(
      [...facts].map(([id, { standing, approvedUntil, ...child }]) => [
        id,
        { ...child, approvedUntil: standing === 'approved' ? approvedUntil : null },
      ]),
    );
  }
}
