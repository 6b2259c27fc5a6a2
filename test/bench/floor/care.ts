import { all, connection, now, one, page, type Row } from './base.js';

const slots =
  all(`SELECT s.*, r.id AS duty, r.qualified, r.start_minute AS from_minute, r.end_minute AS to_minute, p.name
  FROM care_slot s LEFT JOIN care_roster r ON r.slot_id = s.id AND r.withdrawn_at IS NULL
  LEFT JOIN app_user p ON p.id = r.user_id WHERE s.venue_id = 1 AND s.date = ? AND s.status = 'open' ORDER BY s.start_minute`);
const reserved =
  all(`SELECT p.*, c.birth_date FROM care_slot s JOIN care_place p ON p.slot_id = s.id AND p.status = 'reserved'
  JOIN child c ON c.id = p.child_id WHERE s.venue_id = 1 AND s.date = ? AND s.status = 'open'`);
const children =
  all(`SELECT p.*, c.name, c.kana, c.birth_date, c.allergies, c.medication, c.conditions FROM care_place p
  JOIN child c ON c.id = p.child_id WHERE p.date = ? AND p.status = 'reserved' ORDER BY c.kana, p.id`);
const events = all(`SELECT e.*, u.name FROM care_event e JOIN app_user u ON u.id = e.recorded_by
  JOIN care_place p ON p.id = e.place_id WHERE p.date = ? ORDER BY e.id`);
const of = 'IN (SELECT child_id FROM care_place WHERE date = ?)';
const people =
  all(`SELECT g.child_id, u.name, g.relation, u.phone FROM child_guardian g JOIN app_user u ON u.id = g.user_id
    WHERE g.child_id ${of}
  UNION ALL SELECT child_id, name, relation, NULL FROM child_pickup WHERE child_id ${of}
  UNION ALL SELECT child_id, name, relation, phone FROM child_contact WHERE child_id ${of}`);
/** Where each of her children stands. */
export const childrenOf =
  all(`SELECT c.id, c.name, c.birth_date, c.health_changed_at, g.user_id, i.id AS interview, s.date, a.outcome, a.valid_until,
    (SELECT COUNT(*) FROM child_contact t WHERE t.child_id = c.id) AS contacts,
    (SELECT MAX(t.version) FROM child_consent t WHERE t.child_id = c.id) AS consent
  FROM child_guardian own JOIN child c ON c.id = own.child_id LEFT JOIN child_guardian g ON g.child_id = c.id
  LEFT JOIN interview i ON i.child_id = c.id AND i.status = 'booked' LEFT JOIN interview_slot s ON s.id = i.slot_id
  LEFT JOIN child_approval a ON a.id = (SELECT MAX(t.id) FROM child_approval t WHERE t.child_id = c.id)
  WHERE own.user_id = ? AND c.archived_at IS NULL ORDER BY c.kana, c.id`);
const looks = all('SELECT child_id FROM card_reading WHERE reader_id = ? AND read_at > ?');
const rules = all(`SELECT v.id, v.name, s.rules FROM venue v LEFT JOIN care_settings s ON s.venue_id = v.id`);
const unreported = all(`SELECT i.* FROM care_incident i WHERE i.grade = 'serious'`);
const approval = one(`SELECT a.* FROM child_guardian g JOIN child_approval a ON a.child_id = g.child_id
  WHERE g.user_id = ? AND g.child_id = ? ORDER BY a.id DESC LIMIT 1`);
const insertPlace =
  connection.prepare(`INSERT INTO care_place (slot_id, child_id, guardian_id, date, start_minute, end_minute,
    for_kind, for_id, for_start_minute, for_end_minute, status, reserved_at, reserved_by)
  VALUES (?, ?, ?, ?, ?, ?, 'booking', ?, ?, ?, 'reserved', ?, ?)`);

function byKey(rows: readonly Row[], key: string): Map<Row[string], Row[]> {
  const groups = new Map<Row[string], Row[]>();
  for (const row of rows) {
    const group = groups.get(row[key]!);
    if (group) group.push(row);
    else groups.set(row[key]!, [row]);
  }
  return groups;
}

const NOTES = Array.from({ length: 8 }, (_, nth) => `<button name="note" value="meal.${nth}">食事 完食</button>`).join(
  '',
);
/** Letters of the app's page of 24 children. */
const LENGTH = 42_900;

export function careDay(user: Row, date: string): string {
  const told = byKey(events(date), 'place_id');
  const known = byKey(people(date, date, date), 'child_id');
  const seen = new Set(looks(user.id, date).map((row) => row.child_id));
  let html = `<h1>${date} ${rules().length} ${unreported().length}</h1>`;
  for (const { name, from_minute, to_minute } of slots(date)) html += `<p>${name} ${from_minute}–${to_minute}</p>`;
  for (const place of children(date)) {
    html += `<section><h2>${place.name}</h2><p>${place.start_minute}–${place.end_minute} ${place.allergies} ${place.conditions} ${seen.has(place.child_id!)}</p>`;
    for (const one of told.get(place.id!) ?? [])
      html += `<p>${one.kind} ${one.happened_at} ${one.name} ${JSON.parse(String(one.data)).temperature}</p>`;
    for (const one of known.get(place.child_id!) ?? []) html += `<li>${one.name} ${one.relation} ${one.phone}</li>`;
    html += `<form method="post" action="/care/places/${place.id}/notes">${NOTES}</form></section>`;
  }
  return page(html, LENGTH);
}

interface Stay {
  id: number | bigint;
  date: string;
  start: number;
  end: number;
}

/** Places beside a booking, as many as there are children: the rows of the day are read, and no rule is asked. */
export function reserve(user: Row, { id, date, start, end }: Stay, childIds: readonly string[]): void {
  if (childIds.length === 0) return;
  const [slot] = slots(date);
  reserved(date);
  for (const child of childIds) {
    approval(user.id, child);
    insertPlace.run(slot!.id, child, user.id, date, start - 15, end + 15, id, start, end, now(), user.id);
  }
}
