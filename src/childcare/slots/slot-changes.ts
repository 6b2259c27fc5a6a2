import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound, Refused } from '../../platform/errors.js';
import { groupBy } from '../../platform/group-by.js';
import { minuteAt, todayAt } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { DayScope } from '../day/day-scope.js';
import { CareBoards } from '../places/care-board.js';
import { CareEndings } from '../places/care-endings.js';
import { CareFreeds } from '../places/care-freed.js';
import { CareHolders } from '../places/care-holders.js';
import { CarePlaceRows, type HeldPlace } from '../places/care-place-rows.js';
import { keyOf } from '../places/care-places.js';
import { whoCanStay } from '../staffing/sweep.policy.js';
import { type Acceptance, type Affected, mustBeAccepted } from './affected.js';
import { SetAsides } from '../set-aside/set-asides.js';
import { CareSlot } from './care-slot.entity.js';

/** What is done to a slot. */
export interface SlotChange {
  actorId: number;
  slotId: number;
  action: `childcare.${string}`;
  acceptance: Acceptance;
  /** What guardians are told unless the staff writes something else. */
  reason: Phrase;
}

/** Every change of a slot, or of its roster, goes through here. */
@Injectable()
export class SlotChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly boards: CareBoards,
    private readonly rows: CarePlaceRows,
    private readonly holders: CareHolders,
    private readonly endings: CareEndings,
    private readonly setAsides: SetAsides,
    private readonly freed: CareFreeds,
    private readonly scope: DayScope,
    private readonly audit: Audit,
  ) {}

  /**
   * Applies a change and looks who can no longer be kept: who reserved last goes first, and the children of one source
   * together. They lose their places, if the staff has seen them; all in one transaction, in which nobody else gets a place.
   *
   * @param apply writes through `tx`
   * @throws PlacesAffected where there are some that she has not seen; nothing is changed then
   * @throws Refused not_found; childcare.slot_over
   */
  async change(
    wish: SlotChange,
    apply: (tx: EntityManager, slot: CareSlot) => Promise<Record<string, unknown>>,
  ): Promise<void> {
    const { actorId, slotId, action, acceptance, reason } = wish;
    await this.database.transaction(async (tx) => {
      const slot = await this.locked(tx, slotId);
      const detail = await apply(tx, slot);
      const affected = await this.affected(tx, slotId);
      mustBeAccepted(affected, acceptance, reason);
      const held = affected.flatMap(({ places }) => places);
      await this.endings.end(tx, held, acceptance.tellReason ?? '', actorId);
      await this.setAsides.trim(tx, [slotId]);
      const {
        venueId,
        date,
        startMinute: start,
        endMinute: end,
        status,
      } = await tx.findOneByOrFail(CareSlot, { id: slotId });
      if (status === 'open') await this.freed.tell(tx, [{ venueId, date, start, end }]);
      const subject = { kind: 'care_slot', id: slotId };
      await this.audit.record(tx, {
        actorId,
        action,
        subject,
        detail: { ...detail, places: held.map(({ id }) => id) },
      });
    });
  }

  private async locked(tx: EntityManager, id: number): Promise<CareSlot> {
    const seen = await tx.findOneBy(CareSlot, { id });
    if (!seen) throw notFound();
    await this.database.lock(tx, 'venue', seen.venueId, 'shared');
    await this.boards.lock(tx, [seen]);
    const slot = await tx.findOneByOrFail(CareSlot, { id });
    const now = this.clock.now();
    const today = todayAt(now);
    const over = slot.date < today || (slot.date === today && slot.endMinute <= minuteAt(now));
    if (over || slot.status === 'closed') throw new Refused('conflict', 'childcare.slot_over');
    return slot;
  }

  /** Those who can no longer be kept as the slot stands now, by what their guardian does. */
  private async affected(tx: EntityManager, slotId: number): Promise<Affected[]> {
    const now = this.clock.now();
    const [today, minute] = [todayAt(now), minuteAt(now)];
    const all = await this.rows.inSlots(tx, [slotId]);
    const held = all.filter(({ date, end }) => date > today || end > minute);
    if (held.length === 0) return [];
    const lost = await this.lost(tx, slotId, held);
    const facts = await this.holders.describe(tx, lost);
    const near = await this.scope.shows(tx, held[0]!.date);
    const groups = groupBy(lost, (place) => keyOf(place.for));
    return [...groups].map(([key, places]) => ({ places, near, holder: facts.get(key) }));
  }

  private async lost(tx: EntityManager, slotId: number, held: readonly HeldPlace[]): Promise<HeldPlace[]> {
    const { venueId, date } = held[0]!;
    const board = await this.boards.read(tx, [{ venueId, date }]);
    const slot = board.slots.find(({ id }) => id === slotId);
    if (!slot) return [...held]; // closed, or on another day from now on
    const bands = new Map(board.standing.map(({ placeId, band }) => [placeId, band]));
    const groups = groupBy(
      held.map((place) => ({ ...place, band: bands.get(place.id)! })),
      (place) => keyOf(place.for),
    );
    const { lost } = whoCanStay([...groups.values()], slot, { ...slot, rules: board.rulesOf(venueId) });
    return lost.flat();
  }
}
