import { connection, all, note, now, one, page, type Row, tell } from './base.js';

const TAKEN = '(SELECT COUNT(*) FROM session_seat t WHERE t.session_id = s.id AND t.released_at IS NULL) AS taken';
const SESSION = `SELECT s.*, c.title, c.category, c.enrolment_per, v.name AS venue, ${TAKEN} FROM training_session s
  JOIN course c ON c.id = s.course_id LEFT JOIN venue v ON v.id = s.venue_id`;
const offered = all(
  `${SESSION} WHERE c.status = 'published' AND s.date BETWEEN ? AND ? ORDER BY s.date, s.start_minute`,
);
const next = one(`SELECT min(s.date) AS date FROM training_session s JOIN course c ON c.id = s.course_id
  WHERE c.status = 'published' AND s.date >= ?`);
const course = one('SELECT * FROM course WHERE id = ?');
const ofCourse = all(`${SESSION} WHERE s.course_id = ?`);
const own = all(`SELECT s.* FROM session_seat e JOIN training_session s ON s.id = e.session_id
  WHERE e.user_id = ? AND e.released_at IS NULL AND s.date >= ?`);
/** What she has a seat in, or waits for, from a day on. */
export const enrolled =
  all(`SELECT e.id, e.status, e.child_ids, e.offer_expires_at, c.title, s.date, s.start_minute, s.end_minute
  FROM enrolment e JOIN course c ON c.id = e.course_id JOIN training_session s ON s.id = e.session_id
  WHERE e.user_id = ? AND e.status IN ('waiting', 'offered', 'enrolled') AND s.date >= ? ORDER BY s.date, s.start_minute`);
const open = one(
  `SELECT * FROM enrolment WHERE user_id = ? AND course_id = ? AND session_id = ? AND status = 'enrolled'`,
);
const insertEnrolment =
  connection.prepare(`INSERT INTO enrolment (course_id, session_id, user_id, status, asked_at, asked_by,
    enrolled_at) VALUES (?, ?, ?, 'enrolled', ?, ?, ?)`);
const insertSeat = connection.prepare(
  'INSERT INTO session_seat (session_id, enrolment_id, user_id, taken_at) VALUES (?, ?, ?, ?)',
);
const session = one('SELECT s.*, c.title FROM training_session s JOIN course c ON c.id = s.course_id WHERE s.id = ?');
const tapped = one('SELECT id FROM attendance WHERE tap = ?');
const roll = all(`SELECT t.*, u.name, u.kana FROM session_seat t JOIN app_user u ON u.id = t.user_id
  WHERE t.session_id = ? AND t.released_at IS NULL ORDER BY u.kana`);
const said = all(
  'SELECT a.*, u.name FROM attendance a JOIN app_user u ON u.id = a.marked_by WHERE a.session_id = ? ORDER BY a.id',
);
const insertAttendance =
  connection.prepare(`INSERT INTO attendance (session_id, seat_id, user_id, status, from_status, marked_at,
    marked_by, means, tap) VALUES (?, ?, ?, ?, ?, ?, ?, 'list', ?)`);
const held = all(`SELECT s.id, s.date, c.category, c.target FROM training_session s JOIN course c ON c.id = s.course_id
  WHERE s.status <> 'cancelled' AND s.date <= ?`);
const rows = connection
  .prepare('SELECT a.id, a.session_id, a.user_id, a.status, a.marked_at FROM attendance a ORDER BY a.marked_at, a.id')
  .raw();

/** Letters of the app's page: a month with eight sessions. */
const LENGTH = 8_800;

export function month(today: string): string {
  const first = `${String(next(today)!.date).slice(0, 7)}-01`;
  let html = `<h1>${first}</h1>`;
  for (const one of offered(first, `${first.slice(0, 7)}-31`)) {
    const free = Number(one.capacity) - Number(one.taken);
    html += `<article><h2>${one.title}</h2><p>${one.date} ${one.start_minute}–${one.end_minute} ${one.venue} ${free}</p></article>`;
  }
  return page(html, LENGTH);
}

export const enrol = connection.transaction((user: Row, courseId: string, form: URLSearchParams): number | bigint => {
  const sessionId = form.get('sessionId')!;
  course(courseId);
  const wanted = ofCourse(courseId).find(({ id }) => String(id) === sessionId)!;
  if (open(user.id, courseId, sessionId) || wanted.taken === wanted.capacity) throw new Error('taken');
  own(user.id, process.env.TODAY!);
  const at = now();
  const { lastInsertRowid: id } = insertEnrolment.run(courseId, sessionId, user.id, at, user.id, at);
  insertSeat.run(sessionId, id, user.id, at);
  note(user, 'training.enrolled', 'enrolment', id, { courseId, sessionId });
  tell(user, 'training.enrolled', `${wanted.title} ${wanted.date}`, at);
  return id;
});

export const tap = connection.transaction((user: Row, sessionId: string, form: URLSearchParams): void => {
  session(sessionId);
  if (tapped(form.get('key'))) return;
  const [, userId] = form.get('who')!.split(':');
  const seat = roll(sessionId).find((one) => String(one.user_id) === userId)!;
  said(sessionId);
  insertAttendance.run(
    sessionId,
    seat.id,
    userId,
    form.get('status'),
    form.get('from'),
    now(),
    user.id,
    form.get('key'),
  );
});

/** By year and category; the last row of a person and session holds. */
export function count(today: string): string {
  const sessions = new Map(held(today).map((one) => [one.id, one]));
  const last = new Map<string, string>();
  for (const [, sessionId, userId, status] of rows.iterate() as Iterable<(string | number)[]>) {
    if (sessions.has(sessionId!)) last.set(`${sessionId} ${userId}`, String(status));
  }
  const figures = new Map<string, { attendances: number; people: Set<string> }>();
  for (const [key, status] of last) {
    if (status.startsWith('absent')) continue;
    const [sessionId, userId] = key.split(' ') as [string, string];
    const { date, category } = sessions.get(Number(sessionId))!;
    const name = `${String(date).slice(0, 4)} ${category}`;
    const figure = figures.get(name) ?? { attendances: 0, people: new Set() };
    figure.attendances += 1;
    figure.people.add(userId);
    figures.set(name, figure);
  }
  let html = '<table>';
  for (const [name, { attendances, people }] of figures)
    html += `<tr><th>${name}</th><td>${attendances} ${people.size}</td></tr>`;
  return page(`${html}</table>`);
}
