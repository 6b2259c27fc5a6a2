import { addDays } from '../../../src/platform/time.js';
import { all, connection, minuteOf, note, now, one, page, type Row, tell } from './base.js';
import { childrenOf, reserve } from './care.js';
import { enrolled } from './trainings.js';

const venues = all('SELECT * FROM venue ORDER BY position, id');
const resources = all('SELECT * FROM resource WHERE venue_id = ? ORDER BY position, id');
const closures = all('SELECT * FROM closure WHERE venue_id = ? AND (to_date >= ? OR yearly = 1)');
const occupancies = all(
  'SELECT o.* FROM occupancy o JOIN resource r ON r.id = o.resource_id WHERE r.venue_id = ? AND o.date = ?',
);
const occupanciesOf = all('SELECT * FROM occupancy WHERE date = ? AND resource_id = ?');
const marks = all(`SELECT o.date, sum(o.end_minute - o.start_minute) minutes FROM occupancy o
  JOIN resource r ON r.id = o.resource_id WHERE r.venue_id = ? AND r.kind = 'desk' AND o.date BETWEEN ? AND ? GROUP BY o.date`);
const seen = all(`SELECT b.id, b.member_id, o.resource_id, o.start_minute, o.end_minute, r.name FROM booking b
  JOIN occupancy o ON o.source_kind = 'booking' AND o.source_id = b.id JOIN resource r ON r.id = o.resource_id
  WHERE b.member_id = ? AND b.date = ?`);
const own = all(`SELECT b.*, r.name FROM booking b JOIN booking_resource h ON h.booking_id = b.id
  JOIN resource r ON r.id = h.resource_id WHERE b.member_id = ? AND b.date >= ? AND b.status = 'booked' ORDER BY b.date, b.start_minute`);
const coming =
  all(`SELECT b.*, v.name AS venue, (SELECT COUNT(*) FROM care_place p WHERE p.for_kind = 'booking' AND p.for_id = b.id
    AND p.status = 'reserved') AS care FROM booking b JOIN venue v ON v.id = b.venue_id
  WHERE b.member_id = ? AND b.date >= ? AND b.status IN ('requested', 'booked') ORDER BY b.date, b.start_minute LIMIT 7`);
const names = all(
  `SELECT r.name FROM booking_resource h JOIN resource r ON r.id = h.resource_id WHERE h.booking_id = ?`,
);
const waiting = all(`SELECT e.*, v.name AS venue, o.expires_at FROM waitlist_entry e JOIN venue v ON v.id = e.venue_id
  LEFT JOIN waitlist_offer o ON o.entry_id = e.id AND o.status = 'open'
  WHERE e.member_id = ? AND e.status IN ('waiting', 'offered') ORDER BY e.date, e.start_minute`);
const fees = one(`SELECT 1 AS found FROM booking WHERE member_id = ? AND fee IS NOT NULL
  UNION ALL SELECT 1 FROM fee_plan WHERE member_id = ? AND ended_at IS NULL LIMIT 1`);
const booking = one('SELECT * FROM booking WHERE id = ? AND member_id = ?');
const held = all('SELECT * FROM booking_resource WHERE booking_id = ?');
const insertBooking =
  connection.prepare(`INSERT INTO booking (venue_id, member_id, date, start_minute, end_minute, status, created_at, created_by)
  VALUES (1, ?, ?, ?, ?, 'booked', ?, ?)`);
const insertHolding = connection.prepare('INSERT INTO booking_resource (booking_id, resource_id) VALUES (?, ?)');
const insertOccupancy = connection.prepare(
  `INSERT INTO occupancy (resource_id, date, start_minute, end_minute, source_kind, source_id) VALUES (?, ?, ?, ?, 'booking', ?)`,
);
const cancelBooking = connection.prepare(
  `UPDATE booking SET status = 'cancelled', revision = revision + 1, cancelled_at = ?, cancelled_by = ? WHERE id = ?`,
);
const deleteOccupancy = connection.prepare(`DELETE FROM occupancy WHERE source_kind = 'booking' AND source_id = ?`);

/** Letters of the app's pages. */
const LENGTHS = { day: 15_800, me: 3_400 };

export function dayView(user: Row, date: string): string {
  const venue = venues()[0]!;
  const shut = closures(venue.id, date);
  const week = marks(venue.id, date, addDays(date, 13));
  const mine = new Set(seen(user.id, date).map((row) => row.id));
  const taken = new Map<number, Row[]>();
  for (const row of occupancies(venue.id, date)) {
    const of = taken.get(row.resource_id as number);
    if (of) of.push(row);
    else taken.set(row.resource_id as number, [row]);
  }
  let html = `<p>${shut.length} ${week.length}</p><table>`;
  for (const resource of resources(venue.id)) {
    html += `<tr><th>${resource.name}</th>`;
    const held = taken.get(resource.id as number) ?? [];
    for (let at = 540; at < 1020;) {
      const by = held.find((row) => (row.start_minute as number) <= at && at < (row.end_minute as number));
      const next = held.find((row) => (row.start_minute as number) > at);
      const until = Number(by ? by.end_minute : (next?.start_minute ?? 1020));
      html += by
        ? `<td colspan=${(until - at) / 30} class=${mine.has(by.source_id) ? 'mine' : 'taken'}>予約済`
        : `<td colspan=${(until - at) / 30}><button name=at value=${resource.id}.${at}>${at}–${until}</button>`;
      at = until;
    }
    html += '</tr>';
  }
  return page(`${html}</table>`, LENGTHS.day);
}

export function myPage(user: Row, date: string): string {
  const lines = [
    ...coming(user.id, date).map(
      (row) =>
        `${row.date} ${row.start_minute}–${row.end_minute} ${names(row.id).map(({ name }) => name)} ${row.venue} ${row.care}`,
    ),
    ...waiting(user.id).map(
      (row) => `${row.date} ${row.start_minute}–${row.end_minute} ${row.venue} ${row.expires_at}`,
    ),
    ...childrenOf(user.id).map((row) => `${row.name} ${row.outcome} ${row.contacts} ${row.consent} ${row.interview}`),
    ...enrolled(user.id, date).map((row) => `${row.date} ${row.start_minute} ${row.title} ${row.status}`),
  ];
  const links = fees(user.id, user.id) ? '<a href="/me/fees">利用料</a>' : '';
  return page(`<h1>${user.name}</h1><ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>${links}`, LENGTHS.me);
}

export const book = connection.transaction((user: Row, form: URLSearchParams): number | bigint => {
  const [date, start, end] = [form.get('date')!, minuteOf(form.get('start')!), minuteOf(form.get('end')!)];
  const venue = venues()[0]!;
  own(user.id, process.env.TODAY!);
  closures(venue.id, date);
  resources(venue.id);
  for (const resource of form.getAll('resourceIds')) occupanciesOf(date, resource);
  const at = now();
  const id = insertBooking.run(user.id, date, start, end, at, user.id).lastInsertRowid;
  for (const resource of form.getAll('resourceIds')) {
    insertHolding.run(id, resource);
    insertOccupancy.run(resource, date, start, end, id);
  }
  reserve(user, { id, date, start, end }, form.getAll('childIds'));
  note(user, 'bookings.booked', 'booking', id, { date, start, end });
  tell(user, 'bookings.booked', `${date} ${start}`, at);
  return id;
});

export const cancel = connection.transaction((user: Row, id: string): void => {
  const found = booking(id, user.id)!;
  venues();
  held(id);
  const at = now();
  cancelBooking.run(at, user.id, id);
  deleteOccupancy.run(id);
  note(user, 'bookings.cancelled', 'booking', id, {});
  tell(user, 'bookings.cancelled', `${found.date}`, at);
});
