import type { Database as Connection } from 'better-sqlite3';
import { CARE_TERMS_VERSION } from '../../src/childcare/children/care-terms.js';
import { addDays, addMonths, type DateText } from '../../src/platform/time.js';
import { MEMBERS, RESOURCES, STAFF, stored } from './world-base.js';

export interface CareSize {
  /** Children in childcare today, of as many members. */
  today: number;
  /** Days ahead on which there is childcare, beside bookings. */
  days: number;
}

export interface CareWorld {
  /** The first of the days ahead. */
  from: DateText;
  days: number;
}

/** Behind all days on which the other bookings are made. */
const AHEAD = 100;

/** Two children of four for each member, approved; a full day today, and a slot on each of the days ahead. */
export function fillCare(connection: Connection, today: DateText, { today: count, days }: CareSize): CareWorld {
  fillChildren(connection, today);
  const room = RESOURCES + 1;
  connection
    .prepare(
      `INSERT INTO resource (id, venue_id, kind, name, capacity, bookable_by, attributes, active_from, position)
       VALUES (?, 1, 'room', '保育室', 60, 'nobody', '[]', '2000-01-01', ?)`,
    )
    .run(room, room);
  const from = addDays(today, AHEAD + 1);
  const open = slots(connection, today, room);
  fillDay(connection, today, open(today), count);
  for (let nth = 0; nth < days; nth += 1) open(addDays(from, nth));
  return { from, days };
}

function fillChildren(connection: Connection, today: DateText): void {
  const now = stored(today, 0);
  const child = connection.prepare(
    `INSERT INTO child (id, name, kana, birth_date, allergies, medication, conditions, created_at, created_by)
     VALUES (?, ?, 'ケイソク', ?, '', '', '', ?, ?)`,
  );
  const guardian = connection.prepare(
    `INSERT INTO child_guardian (child_id, user_id, position, relation, linked_at) VALUES (?, ?, 1, '母', ?)`,
  );
  const contact = connection.prepare(
    `INSERT INTO child_contact (child_id, position, name, relation, phone) VALUES (?, 1, '計測 祖母', '祖母', '09000000000')`,
  );
  const pickup = connection.prepare(
    `INSERT INTO child_pickup (child_id, position, name, relation) VALUES (?, 1, '計測 父', '父')`,
  );
  const consent = connection.prepare(
    'INSERT INTO child_consent (child_id, version, agreed_at, agreed_by) VALUES (?, ?, ?, ?)',
  );
  const approval = connection.prepare(
    `INSERT INTO child_approval (child_id, decided_by, decided_at, outcome, valid_until) VALUES (?, ?, ?, 'approved', ?)`,
  );
  const born = addMonths(today, -54);
  for (let id = 1; id <= 2 * MEMBERS; id += 1) {
    const mother = Math.ceil(id / 2);
    child.run(id, `計測 子${id}`, born, now, mother);
    guardian.run(id, mother, now);
    contact.run(id);
    pickup.run(id);
    consent.run(id, CARE_TERMS_VERSION, now, mother);
    approval.run(id, STAFF, now, addMonths(today, 36));
  }
}

/** Of the opening hours, with places for 60 and enough people on the roster. */
function slots(connection: Connection, today: DateText, room: number): (date: DateText) => number | bigint {
  const slot = connection.prepare(
    `INSERT INTO care_slot (venue_id, room_id, start_minute, end_minute, places, min_age_months, created_at, created_by, date, status)
     VALUES (1, ?, 540, 1020, 60, 0, ?, ?, ?, 'open')`,
  );
  const duty = connection.prepare(
    `INSERT INTO care_roster (slot_id, user_id, qualified, start_minute, end_minute, added_at, added_by)
     VALUES (?, ?, 1, 540, 1020, ?, ?)`,
  );
  const occupancy = connection.prepare(
    `INSERT INTO occupancy (resource_id, date, start_minute, end_minute, source_kind, source_id)
     VALUES (?, ?, 540, 1020, 'care_slot', ?)`,
  );
  const now = stored(today, 0);
  return (date) => {
    const { lastInsertRowid: id } = slot.run(room, now, STAFF, date);
    // Who they are matters to nobody here.
    for (const user of [STAFF, 1, 2]) duty.run(id, user, now, STAFF);
    occupancy.run(room, date, id);
    return id;
  };
}

/** Each child has come, and something was noted. */
function fillDay(connection: Connection, today: DateText, slot: number | bigint, count: number): void {
  const place = connection.prepare(
    `INSERT INTO care_place (slot_id, child_id, guardian_id, date, start_minute, end_minute, for_kind, for_id, for_start_minute,
       for_end_minute, status, reserved_at, reserved_by)
     VALUES (?, ?, ?, ?, 540, 1020, 'booking', ?, 540, 1020, 'reserved', ?, ?)`,
  );
  const event = connection.prepare(
    `INSERT INTO care_event (place_id, kind, happened_at, data, recorded_at, recorded_by, client_key) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (let mother = 1; mother <= count; mother += 1) {
    const { lastInsertRowid: id } = place.run(slot, 2 * mother, mother, today, mother, stored(today, 0), mother);
    for (const [kind, data] of [
      ['arrival', { temperature: 365, condition: 'well', broughtBy: '計測 母' }],
      ['note', { what: 'meal', value: 'meal.half' }],
    ] as const) {
      const at = stored(today, 0);
      event.run(id, kind, at, JSON.stringify(data), at, STAFF, `bench-${kind}-${mother}`);
    }
  }
}
