import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { ask } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { Child } from '../children/child.entity.js';
import type { ReadingOf } from '../readings/card-reading.entity.js';
import { Readings } from '../readings/readings.js';
import { CarePlace } from '../places/care-place.entity.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { CareRoster } from '../staffing/care-roster.entity.js';
import { type CareRules, DEFAULT_RULES } from '../staffing/care-rules.policy.js';
import { CareSettings } from '../staffing/care-settings.entity.js';
import { CareEvent } from './care-event.entity.js';
import { type Person, type PersonOf, receiverKey } from './people.js';

/** A line with who has written it. */
export type WrittenEvent = CareEvent & { recorder: string };

export interface DayPlace {
  place: CarePlace;
  child: Child;
  events: WrittenEvent[];
  people: Person[];
  /** Has this reader's look at the child been logged just now? */
  logged: boolean;
}

export interface Look {
  readerId: number;
  what: ReadingOf;
}

export interface DayVenue {
  venue: Venue;
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
    const { raw, entities } = await this.database.reader
      .createQueryBuilder(Venue, 'venue')
      .leftJoinAndMapOne('venue.care', CareSettings, 'care', 'care.venue_id = venue.id')
      .addSelect('(SELECT due_days FROM child_rules WHERE id = 1)', 'due_days')
      .addSelect(
        `(SELECT COUNT(*) FROM care_slot slot WHERE slot.venue_id = venue.id AND slot.date = :date AND slot.status = 'open')`,
        'slots',
      )
      .setParameters({ date })
      .orderBy('venue.position')
      .addOrderBy('venue.id')
      .getRawAndEntities<{ due_days: number; slots: number | string }>();
    return (entities as (Venue & { care: CareSettings | null })[]).map((venue, at) => ({
      venue,
      rules: { ...DEFAULT_RULES, ...venue.care?.rules },
      dueDays: raw[at]!.due_days,
      slots: Number(raw[at]!.slots),
    }));
  }

  /** Slots that are open with who is on duty, by start. One statement. */
  async duties(venueId: number, date: DateText): Promise<DayDuty[]> {
    const rows = await this.database.reader
      .createQueryBuilder(CareSlot, 'slot')
      .leftJoin(CareRoster, 'roster', 'roster.slot_id = slot.id AND roster.withdrawn_at IS NULL')
      .leftJoin(User, 'person', 'person.id = roster.user_id')
      .select(['slot.id AS "slotId"', 'slot.start_minute AS "slotStart"', 'slot.end_minute AS "slotEnd"'])
      .addSelect(['person.name AS "name"', 'roster.qualified AS "qualified"'])
      .addSelect(['roster.start_minute AS "start"', 'roster.end_minute AS "end"'])
      .where("slot.venue_id = :venueId AND slot.date = :date AND slot.status = 'open'", { venueId, date })
      .orderBy('slot.start_minute')
      .addOrderBy('slot.id')
      .addOrderBy('person.kana')
      .getRawMany<DayDuty & { qualified: boolean | number | null }>();
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
    const where = 'id' in only ? 'place.id = :id' : 'place.date = :date AND slot.venue_id = :venueId';
    const { raw, entities } = await reader
      .createQueryBuilder(CarePlace, 'place')
      .innerJoin(CareSlot, 'slot', 'slot.id = place.slot_id')
      .innerJoinAndMapOne('place.child', Child, 'child', 'child.id = place.child_id')
      .addSelect(
        `(SELECT COUNT(*) FROM card_reading look WHERE look.child_id = place.child_id AND look.reader_id = :readerId
          AND look.what = :what AND look.read_at > :since)`,
        'looks',
      )
      .where(where, { ...only, date })
      .andWhere(
        `(place.status = 'reserved' OR EXISTS (SELECT 1 FROM care_event event WHERE event.place_id = place.id))`,
      )
      .setParameters({ readerId, what, since: forSql(this.readings.since(what)) })
      .orderBy('child.kana')
      .addOrderBy('place.start_minute')
      .addOrderBy('place.id')
      .getRawAndEntities<{ looks: number | string }>();
    if (entities.length === 0) return [];
    const events = await this.events(
      reader,
      entities.map(({ id }) => id),
    );
    const people = await this.people(reader, date);
    return (entities as (CarePlace & { child: Child })[]).map(({ child, ...place }, at) => ({
      place,
      child,
      events: events.get(place.id) ?? [],
      people: people.get(child.id) ?? [],
      logged: Number(raw[at]!.looks) > 0,
    }));
  }

  private async events(manager: EntityManager, placeIds: readonly number[]): Promise<Map<number, WrittenEvent[]>> {
    const { raw, entities } = await manager
      .createQueryBuilder(CareEvent, 'event')
      .innerJoin(User, 'person', 'person.id = event.recorded_by')
      .addSelect('person.name', 'recorder')
      .where('event.place_id IN (:...placeIds)', { placeIds })
      .orderBy('event.id')
      .getRawAndEntities<{ recorder: string }>();
    const written = entities.map((event, at) => ({ ...event, recorder: raw[at]!.recorder }));
    return groupBy(written, ({ placeId }) => placeId);
  }

  /** Guardians first, then who may pick up; whom to call in her order. Of all children of the day. One statement. */
  private async people(manager: EntityManager, date: DateText): Promise<Map<number, Person[]>> {
    const of = (mark: string): string => `IN (SELECT place.child_id FROM care_place place WHERE place.date = ${mark})`;
    const rows = await ask<Omit<Person, 'key'> & { id: number; of: PersonOf }>(
      manager,
      `SELECT 'guardian' AS "of", one.user_id AS "id", one.child_id AS "childId", one.position AS "position",
          person.name AS "name", one.relation AS "relation", person.phone AS "phone"
        FROM child_guardian one JOIN app_user person ON person.id = one.user_id WHERE one.child_id ${of('$1')}
      UNION ALL SELECT 'pickup', one.id, one.child_id, one.position, one.name, one.relation, NULL
        FROM child_pickup one WHERE one.child_id ${of('$2')}
      UNION ALL SELECT 'contact', one.id, one.child_id, one.position, one.name, one.relation, one.phone
        FROM child_contact one WHERE one.child_id ${of('$3')}
      ORDER BY 1, 4`,
      [date, date, date],
    );
    const named = rows.map(({ id, ...row }) => ({ ...row, key: receiverKey(row.of, id) }));
    return groupBy(
      named.toSorted((a, b) => RANK[a.of] - RANK[b.of]),
      ({ childId }) => childId,
    );
  }
}

const RANK: Record<PersonOf, number> = { guardian: 0, pickup: 1, contact: 2 };
