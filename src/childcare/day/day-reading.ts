import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask, places as marks } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText } from '../../platform/time.js';
import type { ReadingOf } from '../readings/card-reading.entity.js';
import { Readings } from '../readings/readings.js';
import { type CareRules, DEFAULT_RULES } from '../staffing/care-rules.policy.js';
import {
  dutyRows,
  eventRows,
  placeAndChild,
  type PlaceAndChild,
  placesOfDay,
  placeWithId,
  venueRows,
  type WrittenEvent,
  writtenEvent,
} from './day-rows.js';
import { type Person, type PersonOf, receiverKey } from './people.js';

export interface DayPlace extends PlaceAndChild {
  events: WrittenEvent[];
  people: Person[];
}

export interface Look {
  readerId: number;
  what: ReadingOf;
}

export interface DayVenue {
  venue: { id: number; name: string };
  rules: CareRules;
  dueDays: number;
  /** Open slots on the day. */
  slots: number;
}

/** Somebody on duty, and the hours of a slot, on the day. */
export interface DayDuty {
  slotId: number;
  slotStart: number;
  slotEnd: number;
  /** None: nobody is on the roster of the slot. */
  name: string | null;
  qualified: boolean;
  start: number;
  end: number;
}

/** Reads a day of childcare: a fixed number of statements, however many children. */
@Injectable()
export class DayReading {
  constructor(
    private readonly database: Database,
    private readonly readings: Readings,
  ) {}

  /** By the order of the house. One statement. */
  async venues(date: DateText): Promise<DayVenue[]> {
    const rows = await venueRows(this.database.reader, { date });
    return rows.map(({ id, name, rules, dueDays, slots }) => ({
      venue: { id, name },
      rules: { ...DEFAULT_RULES, ...(rules === null ? undefined : (JSON.parse(rules) as CareRules)) },
      dueDays,
      slots: Number(slots),
    }));
  }

  /** Slots that are open with who is on duty, by start. One statement. */
  async duties(venueId: number, date: DateText): Promise<DayDuty[]> {
    const rows = await dutyRows(this.database.reader, { venueId, date });
    return rows.map((row) => ({ ...row, qualified: Boolean(row.qualified) }));
  }

  /**
   * Places of the day, by kana: those that are reserved, and those of which something is told. Three statements.
   * @param look who looks at which page: whether that is logged already comes with each place
   */
  async places(
    { readerId, what }: Look,
    date: DateText,
    only: { venueId: number } | { id: number },
  ): Promise<DayPlace[]> {
    const { reader } = this.database;
    const look = { readerId, what, since: forSql(this.readings.since(what)) };
    const rows = await ('id' in only
      ? placeWithId(reader, { ...only, ...look })
      : placesOfDay(reader, { ...only, date, ...look }));
    if (rows.length === 0) return [];
    const found = rows.map(placeAndChild);
    const placeIds = found.map(({ place }) => place.id);
    const events = groupBy((await eventRows(reader, { placeIds })).map(writtenEvent), ({ placeId }) => placeId);
    const people = await this.people(reader, [...new Set(found.map(({ child }) => child.id))]);
    return found.map((one) => ({
      ...one,
      events: events.get(one.place.id) ?? [],
      people: people.get(one.child.id) ?? [],
    }));
  }

  /** Guardians first, then who may pick up; whom to call in her order. One statement. */
  private async people(manager: EntityManager, childIds: readonly number[]): Promise<Map<number, Person[]>> {
    const among = (nth: number): string => `IN (${marks(childIds, nth * childIds.length)})`;
    const rows = await ask<Omit<Person, 'key'> & { id: number; of: PersonOf }>(
      manager,
      `SELECT 'guardian' AS "of", one.user_id AS "id", one.child_id AS "childId", one.position AS "position",
          person.name AS "name", one.relation AS "relation", person.phone AS "phone"
        FROM child_guardian one JOIN app_user person ON person.id = one.user_id WHERE one.child_id ${among(0)}
      UNION ALL SELECT 'pickup', one.id, one.child_id, one.position, one.name, one.relation, NULL
        FROM child_pickup one WHERE one.child_id ${among(1)}
      UNION ALL SELECT 'contact', one.id, one.child_id, one.position, one.name, one.relation, one.phone
        FROM child_contact one WHERE one.child_id ${among(2)}
      ORDER BY 1, 4`,
      [...childIds, ...childIds, ...childIds],
    );
    const named = rows.map(({ id, ...row }) => ({ ...row, key: receiverKey(row.of, id) }));
    return groupBy(
      named.toSorted((a, b) => RANK[a.of] - RANK[b.of]),
      ({ childId }) => childId,
    );
  }
}

const RANK: Record<PersonOf, number> = { guardian: 0, pickup: 1, contact: 2 };
