import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../platform/group-by.js';
import type { DateText, Minute } from '../platform/time.js';
import type { Phrase } from '../platform/views/phrase.js';

/** Something that stands in the timetable, as a manager sees it before she changes the rules under it. */
export interface Occupant {
  kind: string;
  id: number;
  date: DateText;
  start: Minute;
  end: Minute;
  resourceIds: number[];
  /** What it is and whose, `予約 田中 花子`. */
  label: Phrase;
  href: string;
}

/** A room that puts things into the timetable: it can say what they are, and end them when the place shuts. */
export interface OccupantSource {
  kind: string;
  /** What there is in the venue from a date on, by date and start. A fixed number of statements. */
  upcoming(manager: EntityManager, venueId: number, from: DateText): Promise<Occupant[]>;
  /** Ends these, in the transaction of the change, and tells the people concerned with the reason. */
  evict(tx: EntityManager, ids: readonly number[], reason: string, actorId: number): Promise<void>;
}

/**
 * Who stands in the timetable. Venues know nothing of bookings: rooms downstream register here, so that a change of
 * hours, a closure or the end of a resource can show what it collides with, and end it if the manager so chooses.
 */
@Injectable()
export class Occupants {
  private readonly sources = new Map<string, OccupantSource>();

  register(source: OccupantSource): void {
    this.sources.set(source.kind, source);
  }

  async upcoming(manager: EntityManager, venueId: number, from: DateText): Promise<Occupant[]> {
    const found: Occupant[] = [];
    for (const source of this.sources.values()) found.push(...(await source.upcoming(manager, venueId, from)));
    return found.toSorted((a, b) => a.date.localeCompare(b.date) || a.start - b.start);
  }

  async evict(
    tx: EntityManager,
    occupants: readonly Pick<Occupant, 'kind' | 'id'>[],
    reason: string,
    actorId: number,
  ): Promise<void> {
    for (const [kind, of] of groupBy(occupants, (one) => one.kind)) {
      await this.sources.get(kind)?.evict(
        tx,
        of.map(({ id }) => id),
        reason,
        actorId,
      );
    }
  }
}
