import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Language } from '../time.format.js';
import type { DateText } from '../time.js';
import type { CalendarEvent } from './icalendar.js';

/** A room in which people have something to come to. */
export interface OwnEventSource {
  /** Hers from a day on, given-up ones too, so that calendars drop them. A fixed number of statements. */
  eventsOf(manager: EntityManager, user: { id: number; language: Language }, from: DateText): Promise<CalendarEvent[]>;
}

/** What stands in a person's own calendar. */
@Injectable()
export class OwnEvents {
  private readonly sources: OwnEventSource[] = [];

  /** Called once at boot, in `onModuleInit`. */
  register(source: OwnEventSource): void {
    this.sources.push(source);
  }

  /** By day and start. */
  async of(...asked: Parameters<OwnEventSource['eventsOf']>): Promise<CalendarEvent[]> {
    const events: CalendarEvent[] = [];
    for (const source of this.sources) events.push(...(await source.eventsOf(...asked)));
    return events.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.start - b.start));
  }
}
