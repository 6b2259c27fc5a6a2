import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { DateText } from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { Children } from '../children/children.js';
import { bandOn } from '../staffing/age.policy.js';
import { type CareRules, DEFAULT_RULES } from '../staffing/care-rules.policy.js';
import { CareSettings } from '../staffing/care-settings.entity.js';
import { keptStay } from '../set-aside/set-aside.policy.js';
import { boardRows, type CareDay } from './care-board-rows.js';
import type { CareWish, DaySlot, PlacingChild, PlacingFacts } from './placing.policy.js';
import type { Standing } from './stay.policy.js';

/** Slots with who is in them. */
export interface CareBoard {
  rulesOf: (venueId: number) => CareRules;
  slots: DaySlot[];
  standing: Standing[];
}

/** Reads how things stand, for whoever decides about places. Give it the open transaction where the answer decides. */
@Injectable()
export class CareBoards {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
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

  /** All that the wishes hang on. Two statements, however many. */
  async facts(manager: EntityManager, wishes: readonly CareWish[]): Promise<PlacingFacts & { standing: Standing[] }> {
    const childIds = [...new Set(wishes.flatMap((wish) => wish.childIds))];
    const board = await this.read(manager, wishes, childIds);
    const first = wishes.map(({ date }) => date).toSorted()[0]!;
    return { ...board, children: await this.known(manager, childIds, first) };
  }

  /**
   * Open slots of the days, and who has a place in them; also what these children have elsewhere on those days. One
   * statement.
   */
  async read(manager: EntityManager, days: readonly CareDay[], childIds: readonly number[] = []): Promise<CareBoard> {
    const { rules, slots, setAside, standing } = await boardRows(manager, days, childIds, this.clock.now());
    const all = new Map(days.map(({ venueId }) => [venueId, { ...DEFAULT_RULES, ...rules.get(venueId) }]));
    const rulesOf = (venueId: number): CareRules => all.get(venueId) ?? DEFAULT_RULES;
    return {
      rulesOf,
      slots: slots.map((slot) => {
        const kept = setAside.filter(({ slotId }) => slotId === slot.id);
        const stayOf = (one: Stretch) => keptStay(slot, one, rulesOf(slot.venueId));
        return { ...slot, setAside: kept.map((one) => ({ ...stayOf(one), for: one.for, places: one.places })) };
      }),
      standing: standing.map((row) => ({
        placeId: row.id,
        slotId: row.slotId,
        childId: row.childId,
        date: row.date,
        start: row.start,
        end: row.end,
        band: bandOn(row.birthDate, row.date, rulesOf(row.venueId).basis),
        for: { kind: row.forKind, id: row.forId },
        share: row.share,
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
