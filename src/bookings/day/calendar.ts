import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, type DateText, daysBetween, minuteAt, type Moment, todayAt } from '../../platform/time.js';
import type { Closure } from '../../venues/closure.entity.js';
import type { Opening } from '../../venues/opening.policy.js';
import type { Resource } from '../../venues/resource.entity.js';
import { VenueDays } from '../../venues/venue-days.js';
import type { Venue } from '../../venues/venue.entity.js';
import { type DayMark, deskMinutes, markOf } from './mark.policy.js';

export interface MarkedDay {
  date: DateText;
  mark: DayMark;
  opening: Opening;
}

export interface VenueFacts {
  venue: Venue;
  closures: readonly Closure[];
  resources: readonly Resource[];
}

/** Tells of each day between two dates whether desks are free. */
@Injectable()
export class Calendar {
  constructor(private readonly venueDays: VenueDays) {}

  /** Both dates included. One statement, however many days. */
  async marks(
    manager: EntityManager,
    { venue, closures, resources }: VenueFacts,
    from: DateText,
    to: DateText,
    now: Moment,
  ): Promise<MarkedDay[]> {
    const [today, minute] = [todayAt(now), minuteAt(now)];
    const taken = await this.venueDays.usedDeskMinutes(manager, venue.id, { from, to }, { date: today, minute });
    const minutesOf = deskMinutes(resources, closures);
    return this.venueDays.openings(venue, closures, from, daysBetween(from, to) + 1).map(({ date, opening }) => ({
      date,
      opening,
      mark: markOf({
        date,
        today,
        lastDay: addDays(today, venue.windowDays),
        isOpen: opening.stretches.length > 0,
        openMinutes: minutesOf(date, opening, date === today ? minute : 0),
        takenMinutes: taken.get(date) ?? 0,
      }),
    }));
  }
}
