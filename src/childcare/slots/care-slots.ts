import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, Refused } from '../../platform/errors.js';
import { type DateText, todayAt } from '../../platform/time.js';
import { Resource } from '../../venues/resource.entity.js';
import { type Source, Timetable } from '../../venues/timetable.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Venue } from '../../venues/venue.entity.js';
import { CareBoards } from '../places/care-board.js';
import { CareFreeds } from '../places/care-freed.js';
import { Rosters } from '../staffing/rosters.js';
import type { Acceptance } from './affected.js';
import { CarePattern } from './care-pattern.entity.js';
import { CareSlot } from './care-slot.entity.js';
import { SlotChanges } from './slot-changes.js';
import type { ChangeForm, OpeningForm, SlotShape } from './slot-form.js';
import { whyNotInRoom } from './slot-room.policy.js';

/** What came of opening slots. */
export interface Opened {
  ids: number[];
  /** Days that were left out: the house is shut, or the room is taken. */
  leftOut: DateText[];
}

/** Opens, changes and closes slots. */
@Injectable()
export class CareSlots {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly timetable: Timetable,
    private readonly boards: CareBoards,
    private readonly rosters: Rosters,
    private readonly changes: SlotChanges,
    private readonly freed: CareFreeds,
    private readonly audit: Audit,
  ) {}

  /**
   * Opens one slot, or one for each of the days of a weekly pattern; days on which it cannot be are left out.
   * @throws Refused where it is one day and cannot be, or none of many can
   */
  async open(actorId: number, form: OpeningForm): Promise<Opened> {
    const { shape, dates } = form;
    return this.database.transaction(async (tx) => {
      const venue = await this.venueOf(tx, shape.roomId);
      await this.database.lock(tx, 'venue', venue.id, 'shared');
      const today = todayAt(this.clock.now());
      if (dates.some((date) => date < today)) throw invalid('date', 'childcare.date_past');
      await this.boards.lock(
        tx,
        dates.map((date) => ({ venueId: venue.id, date })),
      );
      const days = await this.venueDays.days(tx, venue, dates);
      const why = (date: DateText) => whyNotInRoom(shape.roomId, shape, days.get(date)!);
      const possible = dates.filter((date) => !why(date));
      if (possible.length === 0) throw noDay(dates, why);
      const ids = await this.write(tx, actorId, venue.id, form, possible);
      await this.freed.tell(
        tx,
        possible.map((date) => ({ venueId: venue.id, date, start: shape.start, end: shape.end })),
      );
      return { ids, leftOut: dates.filter((date) => !possible.includes(date)) };
    });
  }

  /** @throws Refused childcare.slot_stale, and as `open`; PlacesAffected */
  async update(actorId: number, slotId: number, { shape, revision, acceptance }: ChangeForm): Promise<void> {
    const wish = {
      actorId,
      slotId,
      action: 'childcare.slot_changed',
      acceptance,
      reason: 'care:reasons.changed',
    } as const;
    await this.changes.change(wish, async (tx, slot) => {
      if (slot.revision !== revision) throw new Refused('conflict', 'childcare.slot_stale');
      const venue = await this.venueOf(tx, shape.roomId);
      if (venue.id !== slot.venueId) throw invalid('roomId', 'platform.unknown_choice');
      const source = sourceOf(slotId);
      const day = await this.venueDays.day(tx, venue, slot.date, { without: [source] });
      const code = whyNotInRoom(shape.roomId, shape, day);
      if (code) throw invalid('roomId', code, { date: slot.date });
      const { start: startMinute, end: endMinute, ...rest } = shape;
      await this.timetable.move(tx, source, [shape.roomId], { ...shape, date: slot.date });
      await this.rosters.follow(tx, slot, shape);
      await tx.update(CareSlot, slotId, { ...rest, startMinute, endMinute, revision: revision + 1 });
      return { before: shapeOf(slot), after: shape };
    });
  }

  /** @throws PlacesAffected */
  async close(actorId: number, slotId: number, acceptance: Acceptance): Promise<void> {
    const wish = {
      actorId,
      slotId,
      action: 'childcare.slot_closed',
      acceptance,
      reason: 'care:reasons.closed',
    } as const;
    await this.changes.change(wish, async (tx) => {
      await this.shut(tx, [slotId], actorId, acceptance.tellReason);
      return {};
    });
  }

  /** Nobody can come any more, and the room is free; what becomes of the places, whoever calls sees to. */
  async shut(tx: EntityManager, ids: readonly number[], actorId: number, reason: string | null): Promise<void> {
    await this.timetable.releaseAll(tx, 'care_slot', ids);
    await tx.update(CareSlot, [...ids], {
      status: 'closed',
      closedAt: this.clock.now(),
      closedBy: actorId,
      closeReason: reason,
    });
  }

  private async venueOf(tx: EntityManager, roomId: number): Promise<Venue> {
    const room = await tx.findOneBy(Resource, { id: roomId, kind: 'room' });
    if (!room) throw invalid('roomId', 'platform.unknown_choice');
    return tx.findOneByOrFail(Venue, { id: room.venueId });
  }

  private async write(
    tx: EntityManager,
    actorId: number,
    venueId: number,
    { shape, until, weekdays, staffIds, dates }: OpeningForm,
    possible: readonly DateText[],
  ): Promise<number[]> {
    const { start, end, ...rest } = shape;
    const made = { createdAt: this.clock.now(), createdBy: actorId };
    const common = { ...rest, venueId, startMinute: start, endMinute: end, ...made };
    const pattern = until
      ? await tx.save(tx.create(CarePattern, { ...common, weekdays, fromDate: dates[0]!, untilDate: until }))
      : undefined;
    const slots = await tx.save(
      possible.map((date) => tx.create(CareSlot, { ...common, date, status: 'open', patternId: pattern?.id ?? null })),
    );
    await this.timetable.occupyAll(
      tx,
      'care_slot',
      slots.map(({ id, date }) => ({ sourceId: id, resourceIds: [shape.roomId], date, start, end })),
    );
    for (const userId of staffIds) await this.rosters.put(tx, actorId, slots, { userId, start, end });
    const ids = slots.map(({ id }) => id);
    const [first] = ids;
    const subject = { kind: 'care_slot', id: first! };
    await this.audit.record(tx, {
      actorId,
      action: 'childcare.slots_opened',
      subject,
      detail: { ids, shape, staffIds },
    });
    return ids;
  }
}

function noDay(dates: readonly DateText[], why: (date: DateText) => ReturnType<typeof whyNotInRoom>): Refused {
  const [date] = dates;
  if (!date) return invalid('weekdays', 'childcare.no_such_day');
  return invalid(why(date) === 'childcare.day_shut' ? 'date' : 'roomId', why(date)!, { date });
}

/** How a slot is written in the timetable. */
export function sourceOf(id: number): Source {
  return { kind: 'care_slot', id };
}

function shapeOf({
  roomId,
  startMinute: start,
  endMinute: end,
  places,
  minAgeMonths,
  maxAgeMonths,
}: CareSlot): SlotShape {
  return { roomId, start, end, places, minAgeMonths, maxAgeMonths };
}
