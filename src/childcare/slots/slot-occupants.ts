import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import { type Occupant, Occupants, type OccupantSource } from '../../venues/occupants.js';
import { DueChildren } from '../children/due-children.js';
import { CareBoards } from '../places/care-board.js';
import { CareEndings } from '../places/care-endings.js';
import { CarePlace } from '../places/care-place.entity.js';
import { CarePlaceRows } from '../places/care-place-rows.js';
import { SetAsides } from '../set-aside/set-asides.js';
import { CareSlot } from './care-slot.entity.js';
import { CareSlots } from './care-slots.js';

/** Shows the slots to managers who change the rules under them, and closes them where the place shuts. */
@Injectable()
export class SlotOccupants implements OccupantSource, OnModuleInit {
  readonly kind = 'care_slot';

  constructor(
    private readonly occupants: Occupants,
    private readonly dueChildren: DueChildren,
    private readonly boards: CareBoards,
    private readonly rows: CarePlaceRows,
    private readonly slots: CareSlots,
    private readonly endings: CareEndings,
    private readonly setAsides: SetAsides,
  ) {}

  onModuleInit(): void {
    this.occupants.register(this);
    this.dueChildren.register(childrenDue);
  }

  /** Two statements. */
  async upcoming(manager: EntityManager, venueId: number, from: DateText): Promise<Occupant[]> {
    const slots = await manager.find(CareSlot, {
      where: { venueId, status: 'open', date: MoreThanOrEqual(from) },
      order: { date: 'ASC', startMinute: 'ASC', id: 'ASC' },
    });
    const places = groupBy(
      await this.rows.inSlots(
        manager,
        slots.map(({ id }) => id),
      ),
      ({ slotId }) => slotId,
    );
    return slots.map(({ id, date, startMinute: start, endMinute: end, roomId }) => ({
      kind: this.kind,
      id,
      date,
      start,
      end,
      resourceIds: [roomId],
      label: { key: 'care:occupant', count: places.get(id)?.length ?? 0 },
      href: paths.careSlot(id),
    }));
  }

  async evict(tx: EntityManager, ids: readonly number[], reason: string, actorId: number): Promise<void> {
    const slots = await tx.findBy(CareSlot, { id: In([...ids]), status: 'open' });
    if (slots.length === 0) return;
    await this.boards.lock(tx, slots);
    const closing = slots.map(({ id }) => id);
    await this.slots.shut(tx, closing, actorId, reason);
    await this.endings.end(tx, await this.rows.inSlots(tx, closing), reason, actorId);
    await this.setAsides.trim(tx, closing);
  }
}

/** Children with a place between the two days, both included. One statement. */
async function childrenDue(manager: EntityManager, from: DateText, to: DateText): Promise<number[]> {
  const rows = await manager
    .createQueryBuilder(CarePlace, 'place')
    .select('DISTINCT place.child_id', 'childId')
    .where("place.status = 'reserved' AND place.date >= :from AND place.date <= :to", { from, to })
    .getRawMany<{ childId: number }>();
  return rows.map(({ childId }) => childId);
}
