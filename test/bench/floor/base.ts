import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import Sqlite from 'better-sqlite3';
import { SECRET, sessionKey } from '../world.js';

/** What the floors of all rooms stand on: the database with the same durability, the session, the frame of a page. */
const { unsign } = createRequire(import.meta.url)('@fastify/cookie') as {
  unsign(value: string, secret: string): { valid: boolean; value: string | null };
};

export const connection = new Sqlite(process.env.SQLITE_FILE!);
connection.pragma('journal_mode = WAL');
connection.pragma('synchronous = FULL');
connection.pragma('foreign_keys = ON');

export interface Row {
  [column: string]: string | number | null;
}
export const one = (sql: string): ((...values: unknown[]) => Row | undefined) => {
  const statement = connection.prepare(sql);
  return (...values) => statement.get(...values) as Row | undefined;
};
export const all = (sql: string): ((...values: unknown[]) => Row[]) => {
  const statement = connection.prepare(sql);
  return (...values) => statement.all(...values) as Row[];
};

const session = one('SELECT * FROM session WHERE id = ?');
const viewer = all('SELECT u.*, r.role FROM app_user u LEFT JOIN user_role r ON r.user_id = u.id WHERE u.id = ?');
const insertAudit = connection.prepare(
  `INSERT INTO audit_entry (at, actor_id, action, subject_kind, subject_id, detail) VALUES (?, ?, ?, ?, ?, ?)`,
);
const insertMail = connection.prepare(
  `INSERT INTO outbox_mail (to_address, language, template, subject, text, html, attachments, created_at, due_at, attempts)
   VALUES (?, 'ja', ?, ?, ?, ?, ?, ?, ?, 0)`,
);

const FRAME = '<!DOCTYPE html><html lang="ja"><head><title>つどい</title></head><body>'.padEnd(2_400, '<nav>…</nav>');
const END = '</body></html>';

/**
 * A page in a frame of links as long as the app's. What the app prints around its rows (forms, hints, other links) is given
 * as a length, so that both send the same amount. @param length letters of the app's page in the measured world; none: any
 */
export function page(rows: string, length = 0): string {
  return `${FRAME}${rows}`.padEnd(length - END.length, '<p>…</p>') + END;
}
export const now = (): string => new Date().toISOString().replace('T', ' ').replace('Z', '');
export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

export function signedIn(request: IncomingMessage): Row | undefined {
  const cookie = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const name = cookie ? unsign(decodeURIComponent(cookie), SECRET) : undefined;
  const found = name?.valid ? session(sessionKey(name.value!)) : undefined;
  return found ? viewer(found.user_id)[0] : undefined;
}

/** As long as the app's letter: a text, a page, an invitation for the calendar. */
export function tell(user: Row, template: string, words: string, at: string): void {
  const [text, html, invitation] = [words.padEnd(240, '。'), words.padEnd(1700, '。'), words.padEnd(1100, 'a')];
  insertMail.run(user.email, template, 'お知らせ', text, html, JSON.stringify([invitation]), at, at);
}

export function note(user: Row, action: string, kind: string, id: number | bigint | string, detail: object): void {
  insertAudit.run(now(), user.id, action, kind, id, JSON.stringify(detail));
}
