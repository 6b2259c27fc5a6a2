import type { EntityManager } from 'typeorm';
import { groupBy } from '../../src/platform/group-by.js';
import { verbatim } from '../../src/platform/mail/letter.js';
import type { DateText, Slot } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { type Occupant, Occupants, type OccupantSource } from '../../src/venues/occupants.js';
import { Timetable } from '../../src/venues/timetable.js';
import { VenueDays } from '../../src/venues/venue-days.js';
import { within } from '../../src/venues/stretches.policy.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import type { TestApp } from './app.js';

/** Stands in for rooms downstream, of which venues know nothing: it holds rows of the timetable and notes whom it told. */
export class FakeOccupants implements OccupantSource {
  readonly kind = 'meeting';
  readonly told: { ids: readonly number[]; reason: string; actorId: number }[] = [];
  private readonly asked = new Map<number, number[]>();
  private last = 0;

  constructor(private readonly world: TestApp) {
    world.get(Occupants).register(this);
  }

  /** @returns the id */
  async take(resourceIds: number[], slot: Slot): Promise<number> {
    const id = ++this.last;
    this.asked.set(id, resourceIds);
    await this.world.database.transaction((tx) =>
      this.world.get(Timetable).occupy(tx, { kind: this.kind, id }, resourceIds, slot),
    );
    return id;
  }

  /** Takes it as a booking does: relies on the rules of the venue (shared lock), and only where it is open. @returns whether */
  async book(venue: Venue, resourceId: number, slot: Slot): Promise<boolean> {
    const id = ++this.last;
    this.asked.set(id, [resourceId]);
    return this.world.database.transaction(async (tx) => {
      await this.world.database.lock(tx, 'venue', venue.id, 'shared');
      const day = await this.world.get(VenueDays).day(tx, venue, slot.date);
      const open = day.resources.find((one) => one.id === resourceId)?.free ?? [];
      if (!within(slot, open)) return false;
      await this.world.get(Timetable).occupy(tx, { kind: this.kind, id }, [resourceId], slot);
      return true;
    });
  }

  async upcoming(manager: EntityManager, _: number, from: DateText): Promise<Occupant[]> {
    const rows = await manager.find(Occupancy, { where: { sourceKind: this.kind }, order: { id: 'ASC' } });
    const groups = [...groupBy(rows, ({ sourceId }) => sourceId)].filter(([, [row]]) => row!.date >= from);
    return groups.map(([id, [row]]) => ({
      kind: this.kind,
      id,
      date: row!.date,
      start: row!.startMinute,
      end: row!.endMinute,
      resourceIds: this.asked.get(id) ?? [],
      label: verbatim(`会議${id}`),
      href: `/meetings/${id}`,
    }));
  }

  async evict(tx: EntityManager, ids: readonly number[], reason: string, actorId: number): Promise<void> {
    for (const id of ids) await this.world.get(Timetable).release(tx, { kind: this.kind, id });
    this.told.push({ ids, reason, actorId });
  }

  /** Ids of those that still stand. */
  async standing(): Promise<number[]> {
    const rows = await this.world.database.reader.find(Occupancy, { where: { sourceKind: this.kind } });
    return [...new Set(rows.map(({ sourceId }) => sourceId))].toSorted((a, b) => a - b);
  }
}
