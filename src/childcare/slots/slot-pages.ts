import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { addDays, type DateText, isDate, todayAt, weekdayOf } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Resource } from '../../venues/resource.entity.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Venue } from '../../venues/venue.entity.js';
import { DayScope } from '../day/day-scope.js';
import { CareBoards } from '../places/care-board.js';
import { CareHolders } from '../places/care-holders.js';
import { CarePlaceRows } from '../places/care-place-rows.js';
import { SetAside } from '../set-aside/set-aside.entity.js';
import { sourceOf } from '../set-aside/set-asides.js';
import { DEFAULT_RULES } from '../staffing/care-rules.policy.js';
import { Readings } from '../readings/readings.js';
import { Rosters } from '../staffing/rosters.js';
import { seesNames } from './affected.view.js';
import { CareSlot } from './care-slot.entity.js';
import { formView, type RoomChoice, type SlotPage, slotView, weekView } from './slots.view.js';

/** Reads what the staff's pages about slots show. */
@Injectable()
export class SlotPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly boards: CareBoards,
    private readonly rows: CarePlaceRows,
    private readonly holders: CareHolders,
    private readonly rosters: Rosters,
    private readonly scope: DayScope,
    private readonly readings: Readings,
  ) {}

  /** The week of a date, Monday to Sunday, of all venues. */
  async week(asked: unknown): Promise<object> {
    const today = this.today();
    const date = typeof asked === 'string' && isDate(asked) ? asked : today;
    const monday = addDays(date, 1 - weekdayOf(date));
    const dates = Array.from({ length: 7 }, (_, ahead) => addDays(monday, ahead));
    const { reader } = this.database;
    const furnished = await this.venueDays.furnished(reader);
    const days = furnished.flatMap(({ venue }) => dates.map((day) => ({ venueId: venue.id, date: day })));
    return weekView(dates, today, await this.boards.read(reader, days), furnished);
  }

  async opening(asked: unknown): Promise<object> {
    const date = typeof asked === 'string' && isDate(asked) ? asked : this.today();
    const { reader } = this.database;
    return formView(await this.rooms(reader), { date, carers: await this.rosters.carers(reader) });
  }

  async editing(id: number): Promise<object> {
    const { reader } = this.database;
    const { slot } = await this.find(reader, id);
    const rooms = (await this.rooms(reader)).filter(({ venueId }) => venueId === slot.venueId);
    return formView(rooms, { date: slot.date, slot });
  }

  async show(id: number, viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const found = await this.find(reader, id);
    const places = await this.rows.inSlots(reader, [id]);
    const named = seesNames(viewer) && (await this.scope.shows(reader, found.slot.date));
    const children = named ? places.map(({ childId }) => childId) : [];
    await this.readings.log(viewer.id, children, 'slot');
    const rules = (await this.boards.rules(reader, [found.slot.venueId])).get(found.slot.venueId) ?? DEFAULT_RULES;
    return slotView({
      ...found,
      places,
      rules,
      named,
      now: this.clock.now(),
      holders: await this.holders.describe(reader, [...places, ...found.setAsides]),
      lines: await this.rosters.lines(reader, [id]),
      carers: await this.rosters.carers(reader),
    });
  }

  /** One statement. */
  private async find(
    manager: EntityManager,
    id: number,
  ): Promise<Pick<SlotPage, 'slot' | 'room' | 'venue' | 'setAsides'>> {
    const slot = (await manager
      .createQueryBuilder(CareSlot, 'slot')
      .innerJoinAndMapOne('slot.room', Resource, 'room', 'room.id = slot.room_id')
      .innerJoinAndMapOne('slot.venue', Venue, 'venue', 'venue.id = slot.venue_id')
      .leftJoinAndMapMany('slot.setAsides', SetAside, 'aside', 'aside.slot_id = slot.id')
      .where('slot.id = :id', { id })
      .orderBy('aside.id')
      .getOne()) as (CareSlot & { room: Resource; venue: Venue; setAsides: SetAside[] }) | null;
    if (!slot) throw notFound();
    const setAsides = slot.setAsides.map((one) => ({ ...one, for: sourceOf(one) }));
    return { slot, room: slot.room, venue: slot.venue, setAsides };
  }

  private async rooms(manager: EntityManager): Promise<RoomChoice[]> {
    const furnished = await this.venueDays.furnished(manager);
    return furnished.flatMap(({ venue, resources }) =>
      resources
        .filter(({ kind }) => kind === 'room')
        .map(({ id, name, capacity }) => ({ id, name, capacity, venueId: venue.id, venue: venue.name })),
    );
  }

  private today(): DateText {
    return todayAt(this.clock.now());
  }
}
