import { PRIVACY_VERSION } from '../../src/accounts/privacy-notice.js';
import { Clock } from '../../src/platform/clock.js';
import { addDays, todayAt } from '../../src/platform/time.js';
import type { Ground } from './plans-ground.js';
import { stored } from './world-base.js';
import { sessionKey, sessionName } from './world.js';

export const VENUES = 100;
const PER_VENUE = 60;
const RESOURCES = VENUES * PER_VENUE;
const MEMBERS = 100_000;
/** Bookings of an hour on a full day. */
const PER_DAY = RESOURCES * 8;
/** Who looks: a member, and a manager. */
export const MEMBER = 1;
export const MANAGER = 2;

/** A hundred houses, full every day up to a week ahead. Indexes and checks come last: row by row they would take hours. */
export async function fillGround(ground: Ground, bookings: number, tell: (line: string) => void): Promise<void> {
  const today = todayAt(new Clock().now());
  const run = async (what: string, ...statements: string[]): Promise<void> => {
    const begun = performance.now();
    for (const statement of statements) await ground.run(statement);
    tell(`${what}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  };
  await run('houses and people', ...housesAndPeople(ground, stored(today, 0), stored(addDays(today, 14), 0)));
  const later = await ground.takeAway();
  await run(
    `${bookings.toLocaleString('en')} bookings`,
    `CREATE TABLE held AS SELECT nth + 1 AS id, nth % ${RESOURCES} + 1 AS resource_id,
       ${ground.daysBefore(addDays(today, 7), `nth / ${PER_DAY}`)} AS date,
       540 + 60 * (nth / ${RESOURCES} % 8) AS start, nth * 7 % ${MEMBERS} + 1 AS member_id
     FROM (${ground.series(bookings)}) counted`,
    `INSERT INTO booking (id, venue_id, member_id, date, start_minute, end_minute, status, created_at, created_by)
     SELECT id, (resource_id - 1) / ${PER_VENUE} + 1, member_id, date, start, start + 60, 'booked',
       '${stored(today, 0)}', member_id FROM held`,
    `INSERT INTO booking_resource (booking_id, resource_id) SELECT id, resource_id FROM held`,
    `INSERT INTO occupancy (resource_id, date, start_minute, end_minute, source_kind, source_id)
     SELECT resource_id, date, start, start + 60, 'booking', id FROM held`,
    'DROP TABLE held',
  );
  for (const one of later) await run(nameOf(one), one);
}

/** What an index, check or trigger that comes back is called. */
function nameOf(statement: string): string {
  return /(?:INDEX|CONSTRAINT|TRIGGER)(?: IF NOT EXISTS)? "?(\w+)/i.exec(statement)?.[1] ?? statement;
}

function housesAndPeople(ground: Ground, now: string, later: string): string[] {
  const hours = JSON.stringify([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 })));
  const cookie = '{"path":"/","httpOnly":true,"secure":false,"sameSite":"lax","originalMaxAge":null,"expires":null}';
  const insert = (into: string, values: string, count: number): string =>
    `INSERT INTO ${into} SELECT ${values} FROM (${ground.series(count)}) counted`;
  return [
    insert(
      `venue (id, name, address, active_from, slot_minutes, window_days, cancel_deadline_minutes, grace_minutes,
        max_resources, closed_on_holidays, opening_hours, holiday_overrides, booking_limits, position)`,
      `nth + 1, 'V' || (nth + 1), '', '2000-01-01', 30, 730, 60, 15, 4, false, '${hours}', '[]', '[]', nth`,
      VENUES,
    ),
    insert(
      'resource (id, venue_id, kind, name, capacity, bookable_by, attributes, active_from, position)',
      `nth + 1, nth / ${PER_VENUE} + 1, 'desk', 'R' || (nth + 1), 1, 'member', '[]', '2000-01-01', nth`,
      RESOURCES,
    ),
    insert(
      `app_user (id, email, email_confirmed_at, name, kana, resident, raising_children, language, search_text, created_at)`,
      `nth + 1, 'bench' || (nth + 1) || '@example.jp', '${now}', 'N' || (nth + 1), 'K', true, true, 'ja', '', '${now}'`,
      MEMBERS,
    ),
    ...(
      [
        [MEMBER, 'member'],
        [MANAGER, 'manager'],
      ] as const
    ).flatMap(([id, role]) => [
      `INSERT INTO user_role (user_id, role, granted_at) VALUES (${id}, '${role}', '${now}')`,
      `INSERT INTO consent (user_id, document, version, agreed_at) VALUES (${id}, 'privacy', '${PRIVACY_VERSION}', '${now}')`,
      `INSERT INTO session (id, user_id, data, created_at, expires_at) VALUES ('${sessionKey(sessionName(id))}', ${id},
         '{"cookie":${cookie},"userId":${id}}', '${now}', '${later}')`,
    ]),
  ];
}
