import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { type DateText, todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Venue } from '../../venues/venue.entity.js';
import { Readings } from '../readings/readings.js';
import { CarePlace } from '../places/care-place.entity.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { seesNames } from '../slots/affected.view.js';
import { DayReading, type DayPlace, type Look } from './day-reading.js';
import { DayScope } from './day-scope.js';
import type { DayFacts } from './day.view.js';
import { type Person, mayPickUp } from './people.js';

/** Reads what the pages of a day of childcare show, and logs who has looked. */
@Injectable()
export class DayPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly reading: DayReading,
    private readonly scope: DayScope,
    private readonly readings: Readings,
  ) {}

  /** Five statements, and one on a new look. @param what on the screen or on paper @throws Refused not_found: no such venue */
  async day(
    viewer: Viewer,
    { date, venueId }: { date: DateText; venueId?: number },
    what: 'day' | 'roster' = 'day',
  ): Promise<DayFacts> {
    const now = this.clock.now();
    const venues = await this.reading.venues(date);
    const chosen =
      venueId === undefined
        ? (venues.find(({ slots }) => slots > 0) ?? venues[0])
        : venues.find(({ venue }) => venue.id === venueId);
    if (!chosen) throw notFound();
    const inside = this.scope.isWithin(date, chosen.dueDays);
    const names = seesNames(viewer) && inside;
    const look = { readerId: viewer.id, what };
    const places = await this.reading.places(look, date, { venueId: chosen.venue.id });
    if (names) await this.logged(look, places);
    const duties = await this.reading.duties(chosen.venue.id, date);
    const outside = seesNames(viewer) && !inside;
    return { date, today: todayAt(now), now, venues, chosen, places, duties, names, outside, readerId: viewer.id };
  }

  /** One child's place, with all that is told of her there. @throws Refused not_found for a day that is not shown */
  async record(viewer: Viewer, id: number): Promise<DayPlace & { venueId: number; venue: string }> {
    const look = { readerId: viewer.id, what: 'record' as const };
    const { place, ...where } = await this.find(look, id);
    await this.logged(look, [place]);
    return { ...place, ...where };
  }

  /** One statement. @throws Refused not_found */
  async whereIs(id: number): Promise<{ date: DateText; venueId: number; venue: string }> {
    const row = await this.database.reader
      .createQueryBuilder(CarePlace, 'place')
      .innerJoin(CareSlot, 'slot', 'slot.id = place.slot_id')
      .innerJoin(Venue, 'venue', 'venue.id = slot.venue_id')
      .select(['place.date AS "date"', 'slot.venue_id AS "venueId"', 'venue.name AS "venue"'])
      .where('place.id = :id', { id })
      .getRawOne<{ date: DateText; venueId: number; venue: string }>();
    if (!row) throw notFound();
    return row;
  }

  /** Who of those that may pick the child up is named; none: nobody by that name. */
  async receiver(viewer: Viewer, id: number, key: string): Promise<Person | undefined> {
    const { place } = await this.find({ readerId: viewer.id, what: 'day' }, id);
    return mayPickUp(place.people).find((one) => one.key === key);
  }

  private async find(look: Look, id: number): Promise<{ place: DayPlace; venueId: number; venue: string }> {
    const { date, ...where } = await this.whereIs(id);
    if (!(await this.scope.shows(this.database.reader, date))) throw notFound();
    const [place] = await this.reading.places(look, date, { id });
    if (!place) throw notFound();
    return { place, ...where };
  }

  private async logged({ readerId, what }: Look, places: readonly DayPlace[]): Promise<void> {
    const fresh = places.filter(({ logged }) => !logged);
    await this.readings.add(
      readerId,
      fresh.map(({ child }) => child.id),
      what,
    );
  }
}
