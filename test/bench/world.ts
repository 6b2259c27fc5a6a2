import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import Sqlite, { type Database as Connection } from 'better-sqlite3';
import { PRIVACY_VERSION } from '../../src/accounts/privacy-notice.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import { type CareSize, type CareWorld, fillCare } from './world-care.js';
import { fillReport, type ReportWorld } from './world-report.js';
import { fillTrainings, type TrainingSize, type TrainingWorld } from './world-trainings.js';
import { addDays, type DateText } from '../../src/platform/time.js';
import { integers, MEMBERS, RESOURCES, STAFF, stored } from './world-base.js';

const { sign } = createRequire(import.meta.url)('@fastify/cookie') as { sign(value: string, secret: string): string };

export const SECRET = 'a secret that only the measurement knows';
const HOURS = { start: 540, end: 1020 };
const PER_DAY = RESOURCES * ((HOURS.end - HOURS.start) / 60);

export interface BenchWorld {
  file: string;
  /** The day with 300 bookings on it, a week ahead. */
  day: DateText;
  today: DateText;
  /** A cookie header for each member, signed in. */
  cookies: string[];
  staffCookie: string;
  /** Childcare, trainings and the monthly report, where they are in it. */
  care?: CareWorld;
  trainings?: TrainingWorld;
  report?: ReportWorld;
}

/** What the world holds beside the bookings. */
export interface Rooms {
  care: CareSize;
  trainings: TrainingSize;
}

/** The number of the session that member n is signed in with. */
export const sessionName = (member: number): string => `bench-session-of-member-${member}`;

export const sessionKey = (name: string): string => createHash('sha256').update(name).digest('base64url');

export const cookieFor = (member: number): string => `session=${encodeURIComponent(sign(sessionName(member), SECRET))}`;

/** A database with a venue of 60 resources, 300 members, so many past bookings, and 300 on the day. */
export async function buildWorld(
  file: string,
  pastBookings: number,
  today: DateText,
  rooms?: Rooms,
): Promise<BenchWorld> {
  await (await openWriter({ sqliteFile: file }, [])).destroy();
  const connection = new Sqlite(file);
  connection.pragma('synchronous = OFF');
  const day = addDays(today, 7);
  const more = connection.transaction((): Pick<BenchWorld, 'care' | 'trainings' | 'report'> => {
    fillPlace(connection);
    fillMembers(connection, today);
    fillBookings(connection, today, day, pastBookings);
    if (!rooms) return {};
    return {
      care: fillCare(connection, today, rooms.care),
      trainings: fillTrainings(connection, today, rooms.trainings),
      report: fillReport(connection, today), // of all that is there
    };
  })();
  connection.exec('ANALYZE');
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
  const cookies = Array.from({ length: MEMBERS }, (_, index) => cookieFor(index + 1));
  return { file, day, today, cookies, staffCookie: cookieFor(STAFF), ...more };
}

function fillPlace(connection: Connection): void {
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, ...HOURS }));
  connection
    .prepare(
      `INSERT INTO venue (id, name, address, active_from, slot_minutes, window_days, cancel_deadline_minutes,
        grace_minutes, max_resources, closed_on_holidays, opening_hours, holiday_overrides, booking_limits, position)
       VALUES (1, 'すだち', '東京都小平市', '2000-01-01', 30, 730, 60, 15, 4, 0, ?, '[]', '[]', 1)`,
    )
    .run(JSON.stringify(hours));
  const resource = connection.prepare(
    `INSERT INTO resource (id, venue_id, kind, name, capacity, bookable_by, attributes, active_from, position)
     VALUES (?, 1, ?, ?, 1, 'member', '[]', '2000-01-01', ?)`,
  );
  for (let id = 1; id <= RESOURCES; id += 1) resource.run(id, id % 4 ? 'desk' : 'pc', `席${id}`, id);
}

function fillMembers(connection: Connection, today: DateText): void {
  const user = connection.prepare(
    `INSERT INTO app_user (id, email, email_confirmed_at, name, kana, resident, raising_children, language, search_text, created_at)
     VALUES (?, ?, ?, ?, ?, 1, 1, 'ja', ?, ?)`,
  );
  const role = connection.prepare('INSERT INTO user_role (user_id, role, granted_at) VALUES (?, ?, ?)');
  const consent = connection.prepare(
    `INSERT INTO consent (user_id, document, version, agreed_at) VALUES (?, 'privacy', ?, ?)`,
  );
  const session = connection.prepare(
    `INSERT INTO session (id, user_id, data, created_at, expires_at) VALUES (?, ?, ?, ?, ?)`,
  );
  const [now, then] = [stored(today, 0), stored(addDays(today, 14), 0)];
  const cookie = { path: '/', httpOnly: true, secure: false, sameSite: 'lax', originalMaxAge: null, expires: null };
  for (let id = 1; id <= STAFF; id += 1) {
    const [name, kana] = [`計測 ${id}`, `ケイソク ${id}`];
    user.run(id, `bench${id}@example.jp`, now, name, kana, `${name}${kana}bench${id}`, now);
    for (const one of id === STAFF ? ['manager', 'childcare'] : ['member']) role.run(id, one, now);
    consent.run(id, PRIVACY_VERSION, now);
    session.run(sessionKey(sessionName(id)), id, JSON.stringify({ cookie, userId: id }), now, then);
  }
}

/** Past days are full, an hour a booking, the oldest first; on the day 300 of 480 hours are taken. */
function fillBookings(connection: Connection, today: DateText, day: DateText, past: number): void {
  connection
    .prepare(
      `CREATE TEMP TABLE held AS
       WITH RECURSIVE counted (nth) AS (SELECT 0 UNION ALL SELECT nth + 1 FROM counted WHERE nth + 1 < :all),
       placed AS (
         SELECT nth, CASE WHEN nth < :past THEN (:past - 1 - nth) % :perDay ELSE nth - :past END AS place,
           CASE WHEN nth < :past THEN date(:today, '-1 day', -((:past - 1 - nth) / :perDay) || ' days') ELSE :day END AS date
         FROM counted)
       SELECT nth + 1 AS id, date, place % :resources + 1 AS resource_id, :opens + 60 * (place / :resources) AS start,
         nth * 7 % :members + 1 AS member_id
       FROM placed`,
    )
    .run({
      ...integers({
        all: past + 300,
        past,
        perDay: PER_DAY,
        opens: HOURS.start,
        resources: RESOURCES,
        members: MEMBERS,
      }),
      today,
      day,
    });
  connection.exec(
    `INSERT INTO booking (id, venue_id, member_id, date, start_minute, end_minute, status, created_at, created_by)
     SELECT id, 1, member_id, date, start, start + 60, 'booked', date || ' 00:00:00.000', member_id FROM held;
     INSERT INTO booking_resource (booking_id, resource_id) SELECT id, resource_id FROM held;
     INSERT INTO occupancy (resource_id, date, start_minute, end_minute, source_kind, source_id)
     SELECT resource_id, date, start, start + 60, 'booking', id FROM held;
     DROP TABLE held`,
  );
}
