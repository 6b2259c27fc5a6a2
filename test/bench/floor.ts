import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Row, signedIn } from './floor/base.js';
import { book, cancel, dayView, myPage } from './floor/bookings.js';
import { careDay } from './floor/care.js';
import { report } from './floor/reports.js';
import { count, enrol, month, tap } from './floor/trainings.js';

/**
 * The floor that the app is compared with: a bare node:http server that looks up the session, reads the same rows, joins
 * strings and does the same inserts with the same durability. No framework, no template, no rule beyond the timetable's.
 */
const today = process.env.TODAY!;

const PAGES: Record<string, (user: Row, query: URLSearchParams) => string> = {
  '/me': (user) => myPage(user, today),
  '/bookings': (user, query) => dayView(user, query.get('date')!),
  '/care': (user, query) => careDay(user, query.get('date')!),
  '/trainings': () => month(today),
  '/manage/trainings/count': () => count(today),
};

/** A report in any form is its figures. */
const REPORT = /^\/reports\/(\d{4}-\d{2})(\.pdf|\.xlsx)?$/;

/** Each pattern with what it does with the number in it. @returns where it leads */
const DEEDS: [RegExp, (user: Row, id: string, form: URLSearchParams) => string][] = [
  [/^\/bookings$/, (user, _, form) => `/bookings/${book(user, form)}`],
  [
    /^\/bookings\/(\d+)\/cancellation$/,
    (user, id) => {
      cancel(user, id);
      return '/me';
    },
  ],
  [/^\/trainings\/(\d+)\/enrolments$/, (user, id, form) => `/enrolments/${enrol(user, id, form)}`],
  [
    /^\/sessions\/(\d+)\/attendance$/,
    (user, id, form) => {
      tap(user, id, form);
      return `/sessions/${id}/attendance`;
    },
  ],
];

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const user = signedIn(request);
  if (!user) return void response.writeHead(303, { Location: '/sign-in' }).end();
  const { pathname, searchParams } = new URL(request.url!, 'http://floor');
  if (request.method === 'GET') {
    const month = REPORT.exec(pathname)?.[1];
    const html = month ? report(month) : PAGES[pathname]!(user, searchParams);
    return void response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
  }
  for (const [pattern, deed] of DEEDS) {
    const found = pattern.exec(pathname);
    if (!found) continue;
    const where = deed(user, found[1]!, new URLSearchParams(body));
    return void response.writeHead(303, { Location: where }).end();
  }
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
