import { User } from '../../accounts/user.entity.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { question } from '../../platform/database/question.js';
import type { DateText, Moment } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { Child } from '../children/child.entity.js';
import { healthJson, healthText } from '../children/health-column.js';
import { CarePlace } from '../places/care-place.entity.js';
import type { ReadingOf } from '../readings/card-reading.entity.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { CareRoster } from '../staffing/care-roster.entity.js';
import { CareSettings } from '../staffing/care-settings.entity.js';
import { CareEvent } from './care-event.entity.js';
import type { EventData, Told } from './presence.policy.js';

interface VenueRow {
  id: number;
  name: string;
  /** JSON; none: nothing was set. */
  rules: string | null;
  dueDays: number;
  slots: number | string;
}

export const venueRows = question<VenueRow, { date: DateText }>((manager) =>
  manager
    .createQueryBuilder(Venue, 'venue')
    .leftJoin(CareSettings, 'care', 'care.venue_id = venue.id')
    .select(['venue.id AS "id"', 'venue.name AS "name"', 'care.rules AS "rules"'])
    .addSelect('(SELECT due_days FROM child_rules WHERE id = 1)', 'dueDays')
    .addSelect(
      `(SELECT COUNT(*) FROM care_slot slot WHERE slot.venue_id = venue.id AND slot.date = :date AND slot.status = 'open')`,
      'slots',
    )
    .orderBy('venue.position')
    .addOrderBy('venue.id'),
);

interface DutyRow {
  slotId: number;
  slotStart: number;
  slotEnd: number;
  name: string | null;
  qualified: boolean | number | null;
  start: number;
  end: number;
}

export const dutyRows = question<DutyRow, { venueId: number; date: DateText }>((manager) =>
  manager
    .createQueryBuilder(CareSlot, 'slot')
    .leftJoin(CareRoster, 'roster', 'roster.slot_id = slot.id AND roster.withdrawn_at IS NULL')
    .leftJoin(User, 'person', 'person.id = roster.user_id')
    .select(['slot.id AS "slotId"', 'slot.start_minute AS "slotStart"', 'slot.end_minute AS "slotEnd"'])
    .addSelect(['person.name AS "name"', 'roster.qualified AS "qualified"'])
    .addSelect(['roster.start_minute AS "start"', 'roster.end_minute AS "end"'])
    .where("slot.venue_id = :venueId AND slot.date = :date AND slot.status = 'open'")
    .orderBy('slot.start_minute')
    .addOrderBy('slot.id')
    .addOrderBy('person.kana'),
);

/** A child's place, and of her card what the day has to know. */
export interface PlaceAndChild {
  place: Pick<CarePlace, 'id' | 'date' | 'startMinute' | 'endMinute' | 'status'>;
  child: Pick<Child, 'id' | 'name' | 'kana' | 'birthDate' | 'allergies' | 'medication' | 'conditions' | 'notes'>;
  /** Has this reader's look at the child been logged just now? */
  logged: boolean;
}

type PlaceRow = PlaceAndChild['place'] & Omit<PlaceAndChild['child'], 'id'> & { childId: number; logged: number };

interface Look {
  readerId: number;
  what: ReadingOf;
  /** Looks before this are others. */
  since: Date;
}

/** Places that are reserved, and those of which something is told, by kana. */
function placesWhere<Values extends object>(where: string) {
  return question<PlaceRow, Values & Look>((manager) =>
    manager
      .createQueryBuilder(CarePlace, 'place')
      .innerJoin(CareSlot, 'slot', 'slot.id = place.slot_id')
      .innerJoin(Child, 'child', 'child.id = place.child_id')
      .select(['place.id AS "id"', 'place.date AS "date"', 'place.status AS "status"'])
      .addSelect(['place.start_minute AS "startMinute"', 'place.end_minute AS "endMinute"'])
      .addSelect(['child.id AS "childId"', 'child.name AS "name"', 'child.kana AS "kana"'])
      .addSelect(['child.birth_date AS "birthDate"', 'child.allergies AS "allergies"', 'child.notes AS "notes"'])
      .addSelect(['child.medication AS "medication"', 'child.conditions AS "conditions"'])
      .addSelect(
        `CASE WHEN place.child_id IN (SELECT look.child_id FROM card_reading look
          WHERE look.reader_id = :readerId AND look.what = :what AND look.read_at > :since) THEN 1 ELSE 0 END`,
        'logged',
      )
      .where(where)
      .andWhere(
        `(place.status = 'reserved' OR EXISTS (SELECT 1 FROM care_event event WHERE event.place_id = place.id))`,
      )
      .orderBy('child.kana')
      .addOrderBy('place.start_minute')
      .addOrderBy('place.id'),
  );
}

export const placesOfDay = placesWhere<{ venueId: number; date: DateText }>(
  'place.date = :date AND slot.venue_id = :venueId',
);
export const placeWithId = placesWhere<{ id: number }>('place.id = :id');

export function placeAndChild({ childId, name, kana, birthDate, notes, logged, ...row }: PlaceRow): PlaceAndChild {
  const { allergies, medication, conditions, ...place } = row;
  const health = {
    allergies: healthText(allergies),
    medication: healthText(medication),
    conditions: healthText(conditions),
    notes: healthText(notes),
  };
  return { place, child: { id: childId, name, kana, birthDate, ...health }, logged: logged === 1 };
}

/** A line with who has written it. */
export interface WrittenEvent extends Told {
  placeId: number;
  recordedAt: Moment;
  recorder: string;
}

type EventRow = Raw<Omit<WrittenEvent, 'data'>> & { data: string };

/** In the order in which they came in. */
export const eventRows = question<EventRow, { placeIds: readonly number[] }>((manager) =>
  manager
    .createQueryBuilder(CareEvent, 'event')
    .innerJoin(User, 'person', 'person.id = event.recorded_by')
    .select(['event.id AS "id"', 'event.place_id AS "placeId"', 'event.kind AS "kind"', 'event.data AS "data"'])
    .addSelect(['event.happened_at AS "happenedAt"', 'event.recorded_at AS "recordedAt"'])
    .addSelect(['event.client_key AS "clientKey"', 'event.corrects_id AS "correctsId"'])
    .addSelect('person.name', 'recorder')
    .where('event.place_id IN (:...placeIds)')
    .orderBy('event.id'),
);

export function writtenEvent({ data, happenedAt, recordedAt, ...row }: EventRow): WrittenEvent {
  const at = { happenedAt: fromSql(happenedAt), recordedAt: fromSql(recordedAt) };
  return { ...row, ...at, data: healthJson<EventData>(data) };
}
