import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import Sqlite from 'better-sqlite3';
import { addDays } from '../../src/platform/time.js';
import { SECRET, sessionKey } from './world.js';

/**
 * The floor that the app is compared with: a bare node:http server that looks up the session, reads the same rows, joins
 * strings and does the same inserts with the same durability. No framework, no template, no rule beyond the timetable's.
 */
const { unsign } = createRequire(import.meta.url)('@fastify/cookie') as {
  unsign(value: string, secret: string): { valid: boolean; value: string | null };
};

const connection = new Sqlite(process.env.SQLITE_FILE!);
connection.pragma('journal_mode = WAL');
connection.pragma('synchronous = FULL');
connection.pragma('foreign_keys = ON');

interface Row {
  [column: string]: string | number | null;
}
const one = (sql: string): ((...values: unknown[]) => Row | undefined) => {
  const statement = connection.prepare(sql);
  return (...values) => statement.get(...values) as Row | undefined;
};
const all = (sql: string): ((...values: unknown[]) => Row[]) => {
  const statement = connection.prepare(sql);
  return (...values) => statement.all(...values) as Row[];
};

const session = one('SELECT * FROM session WHERE id = ?');
const viewer = all('SELECT u.*, r.role FROM app_user u LEFT JOIN user_role r ON r.user_id = u.id WHERE u.id = ?');
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
const booking = one('SELECT * FROM booking WHERE id = ? AND member_id = ?');
const held = all('SELECT * FROM booking_resource WHERE booking_id = ?');
const insertBooking =
  connection.prepare(`INSERT INTO booking (venue_id, member_id, date, start_minute, end_minute, status, created_at, created_by)
  VALUES (1, ?, ?, ?, ?, 'booked', ?, ?)`);
const insertHolding = connection.prepare('INSERT INTO booking_resource (booking_id, resource_id) VALUES (?, ?)');
const insertOccupancy = connection.prepare(
  `INSERT INTO occupancy (resource_id, date, start_minute, end_minute, source_kind, source_id) VALUES (?, ?, ?, ?, 'booking', ?)`,
);
const insertAudit = connection.prepare(
  `INSERT INTO audit_entry (at, actor_id, action, subject_kind, subject_id, detail) VALUES (?, ?, ?, 'booking', ?, ?)`,
);
const insertMail = connection.prepare(
  `INSERT INTO outbox_mail (to_address, language, template, subject, text, html, attachments, created_at, due_at, attempts)
   VALUES (?, 'ja', ?, ?, ?, ?, ?, ?, ?, 0)`,
);
const cancelBooking = connection.prepare(
  `UPDATE booking SET status = 'cancelled', revision = revision + 1, cancelled_at = ?, cancelled_by = ? WHERE id = ?`,
);
const deleteOccupancy = connection.prepare(`DELETE FROM occupancy WHERE source_kind = 'booking' AND source_id = ?`);

const FRAME = `<!DOCTYPE html><html lang="ja"><head><title>つどい</title></head><body>${'<nav>…</nav>'.repeat(20)}`;
const now = (): string => new Date().toISOString().replace('T', ' ').replace('Z', '');
const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function signedIn(request: IncomingMessage): Row | undefined {
  const cookie = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const name = cookie ? unsign(decodeURIComponent(cookie), SECRET) : undefined;
  const found = name?.valid ? session(sessionKey(name.value!)) : undefined;
  return found ? viewer(found.user_id)[0] : undefined;
}

function dayView(user: Row, date: string): string {
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
  let html = `${FRAME}<p>${shut.length} ${week.length}</p><table>`;
  for (const resource of resources(venue.id)) {
    html += `<tr><th>${resource.name}</th>`;
    const held = taken.get(resource.id as number) ?? [];
    for (let at = 540; at < 1020; at += 30) {
      const by = held.find((row) => (row.start_minute as number) <= at && at < (row.end_minute as number));
      html += by
        ? `<td class="${mine.has(by.source_id) ? 'mine' : 'taken'}"></td>`
        : `<td><button name="at" value="${resource.id}-${at}"></button></td>`;
    }
    html += '</tr>';
  }
  return `${html}</table></body></html>`;
}

function myPage(user: Row, date: string): string {
  const rows = own(user.id, date).map(
    (row) => `<li>${row.date} ${row.start_minute}–${row.end_minute} ${row.name}</li>`,
  );
  return `${FRAME}<h1>${user.name}</h1><ul>${rows.join('')}</ul></body></html>`;
}

/** As long as the app's letter: a text, a page, an invitation for the calendar. */
function tell(user: Row, template: string, words: string, at: string): void {
  const [text, html, invitation] = [words.padEnd(240, '。'), words.padEnd(1700, '。'), words.padEnd(1100, 'a')];
  insertMail.run(user.email, template, '予約のお知らせ', text, html, JSON.stringify([invitation]), at, at);
}

const book = connection.transaction((user: Row, form: URLSearchParams): number | bigint => {
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
  insertAudit.run(at, user.id, 'bookings.booked', id, JSON.stringify({ date, start, end }));
  tell(user, 'bookings.booked', `${date} ${start}`, at);
  return id;
});

const cancel = connection.transaction((user: Row, id: string): void => {
  const found = booking(id, user.id)!;
  venues();
  held(id);
  const at = now();
  cancelBooking.run(at, user.id, id);
  deleteOccupancy.run(id);
  insertAudit.run(at, user.id, 'bookings.cancelled', id, '{}');
  tell(user, 'bookings.cancelled', `${found.date}`, at);
});

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const user = signedIn(request);
  if (!user) return void response.writeHead(303, { Location: '/sign-in' }).end();
  const url = new URL(request.url!, 'http://floor');
  if (request.method === 'GET') {
    const html =
      url.pathname === '/me' ? myPage(user, process.env.TODAY!) : dayView(user, url.searchParams.get('date')!);
    return void response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
  }
  const cancelled = /^\/bookings\/(\d+)\/cancellation$/.exec(url.pathname)?.[1];
  if (cancelled) cancel(user, cancelled);
  const where = cancelled ? '/me' : `/bookings/${book(user, new URLSearchParams(body))}`;
  response.writeHead(303, { Location: where }).end();
}

createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    try {
      answer(request, response, Buffer.concat(parts).toString());
    } catch {
      response.writeHead(409).end();
    }
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
