import { all, page } from './base.js';
import { count } from './trainings.js';

const booked = all(`SELECT b.*, r.kind FROM booking b JOIN booking_resource h ON h.booking_id = b.id
  JOIN resource r ON r.id = h.resource_id WHERE b.date BETWEEN ? AND ?`);
const cared = all('SELECT * FROM care_place WHERE date BETWEEN ? AND ?');
const held = all(`SELECT s.*, c.title FROM training_session s JOIN course c ON c.id = s.course_id
  WHERE s.date BETWEEN ? AND ?`);
const came = all(`SELECT a.* FROM attendance a JOIN training_session s ON s.id = a.session_id
  WHERE s.date BETWEEN ? AND ? ORDER BY a.marked_at, a.id`);

/** The month's rows, summed by kind, and the count since the beginning: as words alone, no paper and no spreadsheet. */
export function report(month: string): string {
  const span = [`${month}-01`, `${month}-31`];
  const hours = new Map<string, number>();
  for (const { kind, start_minute: start, end_minute: end } of booked(...span))
    hours.set(String(kind), (hours.get(String(kind)) ?? 0) + (Number(end) - Number(start)) / 60);
  const last = new Map(came(...span).map((row) => [`${row.session_id} ${row.user_id}`, row.status]));
  let html = `<h1>${month}</h1><p>${cared(...span).length} ${last.size}</p>`;
  for (const [kind, sum] of hours) html += `<p>${kind} ${sum}</p>`;
  for (const { date, title } of held(...span)) html += `<tr><td>${date}</td><td>${title}</td></tr>`;
  return page(html + count(`${month}-31`));
}
