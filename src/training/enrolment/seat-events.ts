import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarEvent } from '../../platform/calendar/icalendar.js';
import { OwnEvents, type OwnEventSource } from '../../platform/calendar/own-events.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import type { Language } from '../../platform/time.format.js';
import type { DateText } from '../../platform/time.js';
import { seatEvent } from './seat-event.js';
import { SeatRows } from './seat-rows.js';

/** A member's seats in her calendar, beside her bookings. */
@Injectable()
export class SeatEvents implements OwnEventSource, OnModuleInit {
  constructor(
    private readonly events: OwnEvents,
    private readonly rows: SeatRows,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.events.register(this);
  }

  /** One statement. */
  async eventsOf(
    manager: EntityManager,
    { id, language }: { id: number; language: Language },
    from: DateText,
  ): Promise<CalendarEvent[]> {
    const seats = await this.rows.ofPerson(manager, id, from);
    return seats.map((seat) => seatEvent(seat, seat.changed, language, this.settings.publicUrl));
  }
}
