import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask, places } from '../platform/database/ask.js';
import { groupBy } from '../platform/group-by.js';
import { addDays, type DateText, type Minute } from '../platform/time.js';
import { Closure } from './closure.entity.js';
import { insideOf } from './nesting.policy.js';
import { Occupancy } from './occupancy.entity.js';
import { isActive, openingOf, type Opening } from './opening.policy.js';
import type { Source } from './timetable.js';
import { Resource } from './resource.entity.js';
import { layOutDay, type StandingRow, type VenueDay } from './venue-day.policy.js';
import { Venue } from './venue.entity.js';

/** What is at hand already, and what is to be left out. */
interface DayParts {
  closures?: readonly Closure[];
  /** All of the venue. */
  resources?: readonly Resource[];
  /** As if they were not there: bookings that are being changed. */
  without?: readonly Source[];
  /** Nothing else of the venue is asked for: only these are laid out. */
  only?: readonly number[];
}

/** The use that a row stands for, without its buffers. */
const START = '(occupancy.start_minute + occupancy.buffer_before)';
const END = '(occupancy.end_minute - occupancy.buffer_after)';

/** Some resources, with all that they stand in and all that stands inside them. */
const KIN = `resource.id IN (
  WITH RECURSIVE outwards (id, parent_id) AS (
    SELECT own.id, own.parent_id FROM resource own WHERE own.id IN (:...only)
    UNION SELECT outer_one.id, outer_one.parent_id FROM resource outer_one JOIN outwards ON outwards.parent_id = outer_one.id),
  inwards (id) AS (
    SELECT own.id FROM resource own WHERE own.id IN (:...only)
    UNION SELECT inner_one.id FROM resource inner_one JOIN inwards ON inner_one.parent_id = inwards.id)
  SELECT id FROM outwards UNION SELECT id FROM inwards)`;

/** Reads what a day looks like. Give it `database.reader`, or the open transaction where the answer decides something. */
@Injectable()
export class VenueDays {
  /** All venues, in use or not, in their order. One statement. */
  venues(manager: EntityManager): Promise<Venue[]> {
    return manager.find(Venue, { order: { position: 'ASC', id: 'ASC' } });
  }

  /** The same, each with all of its resources, in the order of the house. One statement. */
  async furnished(manager: EntityManager): Promise<{ venue: Venue; resources: Resource[] }[]> {
    const found = (await manager
      .createQueryBuilder(Venue, 'venue')
      .leftJoinAndMapMany('venue.resources', Resource, 'resource', 'resource.venue_id = venue.id')
      .orderBy('venue.position')
      .addOrderBy('venue.id')
      .addOrderBy('resource.position')
      .addOrderBy('resource.id')
      .getMany()) as (Venue & { resources: Resource[] })[];
    return found.map(({ resources, ...venue }) => ({ venue, resources }));
  }

  /** Venues in use on the date, in their order. One statement. */
  async venuesOn(manager: EntityManager, date: DateText): Promise<Venue[]> {
    return (await this.venues(manager)).filter((venue) => isActive(venue, date));
  }

  /** Closures that are not over on `from`. One statement. @param venueId none: of all venues */
  closuresFrom(manager: EntityManager, venueId: number | undefined, from: DateText): Promise<Closure[]> {
    return manager
      .createQueryBuilder(Closure, 'closure')
      .where('(closure.to_date >= :from OR closure.yearly = :yes)', { from, yes: true })
      .andWhere(venueId === undefined ? '1 = 1' : 'closure.venue_id = :venueId', { venueId })
      .orderBy('closure.from_date')
      .addOrderBy('closure.id')
      .getMany();
  }

  /** All resources of a venue, also those not in use, in the order of the house. One statement. */
  resourcesOf(manager: EntityManager, venueId: number): Promise<Resource[]> {
    return manager.find(Resource, { where: { venueId }, order: { position: 'ASC', id: 'ASC' } });
  }

  /** The venue on a date. Three statements, however many resources; one less for each thing that is at hand. */
  async day(manager: EntityManager, venue: Venue, date: DateText, given: DayParts = {}): Promise<VenueDay> {
    return (await this.days(manager, venue, [date], given)).get(date)!;
  }

  /** The venue on each of these dates. As many statements as for one. */
  async days(
    manager: EntityManager,
    venue: Venue,
    dates: readonly DateText[],
    given: DayParts = {},
  ): Promise<Map<DateText, VenueDay>> {
    if (dates.length === 0) return new Map();
    const closures = given.closures ?? (await this.closuresFrom(manager, venue.id, dates.toSorted()[0]!));
    const resources = given.resources ?? (await this.resourcesFor(manager, venue.id, given.only));
    const concerned = given.only?.flatMap((id) => [id, ...insideOf(id, resources).map((inside) => inside.id)]);
    const standing = await this.standing(manager, venue.id, dates, concerned);
    const without = new Set((given.without ?? []).map(({ kind, id }) => `${kind} ${id}`));
    const left = standing.filter(({ sourceKind, sourceId }) => !without.has(`${sourceKind} ${sourceId}`));
    const byDate = groupBy(left, ({ date }) => date);
    return new Map(
      dates.map((date) => {
        const occupancies = byDate.get(date) ?? [];
        return [date, layOutDay(date, { venue, closures, resources, occupancies, only: given.only })];
      }),
    );
  }

  /** All of the venue, or what the days of `only` hang on. One statement. */
  private resourcesFor(manager: EntityManager, venueId: number, only?: readonly number[]): Promise<Resource[]> {
    if (!only) return this.resourcesOf(manager, venueId);
    return manager
      .createQueryBuilder(Resource, 'resource')
      .where('resource.venue_id = :venueId', { venueId })
      .andWhere(KIN, { only: only.length > 0 ? only : [0] })
      .orderBy('resource.position')
      .addOrderBy('resource.id')
      .getMany();
  }

  /** What holds the venue's resources, or some of them, on these dates. One statement. */
  private async standing(
    manager: EntityManager,
    venueId: number,
    dates: readonly DateText[],
    resourceIds?: readonly number[],
  ): Promise<(StandingRow & { date: DateText })[]> {
    if (resourceIds?.length === 0) return [];
    const there = resourceIds
      ? `resource_id IN (${places(resourceIds, dates.length)})`
      : `resource_id IN (SELECT id FROM resource WHERE venue_id = $${dates.length + 1})`;
    return ask(
      manager,
      `SELECT date, resource_id AS "resourceId", start_minute AS "startMinute", end_minute AS "endMinute",
         buffer_before AS "bufferBefore", buffer_after AS "bufferAfter", source_kind AS "sourceKind", source_id AS "sourceId"
       FROM occupancy WHERE date IN (${places(dates)}) AND ${there}`,
      [...dates, ...(resourceIds ?? [venueId])],
    );
  }

  /**
   * Minutes that are used of all desks together that members may book, by date, both dates included; of today
   * only those from `minute` on. Dates without any are left out, and so are buffers, which may lie outside the opening
   * hours. One statement.
   */
  async usedDeskMinutes(
    manager: EntityManager,
    venueId: number,
    dates: { from: DateText; to: DateText },
    today: { date: DateText; minute: Minute },
  ): Promise<Map<DateText, Minute>> {
    const rows = await manager
      .createQueryBuilder(Occupancy, 'occupancy')
      .innerJoin(Resource, 'resource', 'resource.id = occupancy.resource_id')
      .select('occupancy.date', 'date')
      .addSelect(
        `SUM(${END} - CASE WHEN occupancy.date = :today AND ${START} < :minute THEN :minute ELSE ${START} END)`,
        'minutes',
      )
      .where("resource.venue_id = :venueId AND resource.kind = 'desk' AND resource.bookable_by = 'member'", { venueId })
      .andWhere('occupancy.date >= :from AND occupancy.date <= :to', dates)
      .andWhere(`(occupancy.date <> :today OR ${END} > :minute)`, {
        today: today.date,
        minute: today.minute,
      })
      .groupBy('occupancy.date')
      .getRawMany<{ date: DateText; minutes: number | string }>();
    return new Map(rows.map(({ date, minutes }) => [date, Number(minutes)]));
  }

  /** When the venue is open on each of `days` days from `from`. No statement: the closures are given. */
  openings(
    venue: Venue,
    closures: readonly Closure[],
    from: DateText,
    days: number,
  ): { date: DateText; opening: Opening }[] {
    return Array.from({ length: days }, (_, ahead) => addDays(from, ahead)).map((date) => ({
      date,
      opening: openingOf(date, venue, closures),
    }));
  }
}
