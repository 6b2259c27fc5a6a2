import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadingOf } from '../../src/childcare/readings/card-reading.entity.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { ROLES } from '../../src/platform/web/roles.js';
import { contentsOf } from '../support/contents.js';
import { liveOn } from '../support/demo-life.js';
import { type DemoHouse, openDemoHouse, type Visit, type Walk, walk, type Who } from '../support/demo-walk.js';
import { addUser, signIn } from '../support/factories.js';
import { NamingWatch, pagesForFamilies } from '../support/naming.js';
import type { Route } from '../support/routes.js';
import type { Answer, Visitor } from '../support/visitor.js';

/**
 * The written table: a line a route, a column for nobody and for each role. `+`: open, to whatever is there; `o`: open to
 * what is hers alone, anything else is not found; `x`: likewise, but that it is there is no secret; `.`: shut. Whoever adds a route adds its line.
 */
const TABLE = join(projectRoot, 'test/architecture/access.table.txt');
const COLUMNS = ['nobody', ...ROLES] as const;
type Column = (typeof COLUMNS)[number];

/** Pages that the walk does not meet in the demo world; a link leads to each where there is something for it to show. */
const UNMET: ReadonlyMap<string, string> = new Map([
  ['/bookings/series/:id', 'from a booking that belongs to a series: the walk opens two bookings'],
  ['/bookings/series/:id/cancellation', 'from the page of the series'],
  ['/bookings/series/:id/edit', 'from the page of the series'],
  ['/check-in/:code', 'behind the QR code of a booking'],
  ['/kiosk/check-ins/:code', 'what the tablet shows after a code was read'],
  ['/manage/courses/:id/sessions/:sessionId/edit', 'from a session that is still to come'],
  ['/manage/erasures/:id', 'from the list, once somebody has asked'],
  ['/manage/programmes/:id/documents/:documentId/versions/:version.pdf', 'from a document, once it is written'],
  ['/manage/programmes/:id/payments/:paymentId.pdf', 'from a payment, once it is requested'],
  ['/manage/requests/:id', 'from the list, once something that needs approval is asked for'],
  ['/me/security/passkeys/:id', 'from the list, once a passkey is made'],
  ['/payments/:id/receipt.pdf', 'from a payment, once its receipt is issued'],
  ['/postal-codes/:code', 'asked by the script of the address fields'],
  ['/reports/:month/pictures/:id', 'a picture of a report that has one'],
  ['/sessions/:id/screen/code.svg', 'the picture on the screen of a session that is on'],
  ['/sessions/:id/walk-ins/:walkInId', 'from the roll, once somebody came without a seat'],
]);

/** Pages that name children who are not the reader's own, and what the log of looks calls each. Papers are told by their pages. */
const NAMING: ReadonlyMap<string, ReadingOf> = new Map<string, ReadingOf>([
  ['/bookings/:id/edit', 'booking'],
  ['/bookings/new', 'booking'],
  ['/care', 'day'],
  ['/care/children', 'list'],
  ['/care/children/:id', 'card'],
  ['/care/incidents', 'incidents'],
  ['/care/incidents/:id', 'incident'],
  ['/care/interviews', 'interviews'],
  ['/care/places/:id', 'record'],
  ['/care/slots/:id', 'slot'],
  ['/enrolments/:id/children', 'enrolment'],
  ['/manage/breaches', 'breach'],
  ['/trainings/:id/enrolments/new', 'enrolment'],
]);

const SCANNERS = ['/kiosk', '/kiosk/check-ins/:code', '/desk', '/attend', '/sessions/:id/attendance'];
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  ...['font-src', 'connect-src', 'manifest-src', 'form-action'].map((name) => `${name} 'self'`),
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

/** What must stand in the head of that answer. Only what is the same for everybody for ever may be kept. */
function headersOf(who: Who, path: string, headers: Answer['headers']): Record<string, string> {
  const camera = SCANNERS.includes(path) ? 'self' : '';
  const never = [
    'accelerometer',
    'display-capture',
    'geolocation',
    'gyroscope',
    'microphone',
    'midi',
    'payment',
    'usb',
  ];
  const kept = /\/pictures\/:|\.ics$|^\/(healthz|readyz|postal-codes|metrics)/.test(path);
  return {
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': [...never.map((name) => `${name}=()`), `camera=(${camera})`].join(', '),
    ...(kept
      ? {}
      : {
          'cache-control':
            headers.location || who !== 'stranger' || path === '/kiosk' ? 'no-store' : 'private, no-cache',
        }),
  };
}

let house: DemoHouse;
let walked: Walk;
let naming: NamingWatch;
/** Somebody with that role alone, of whom nothing in the house tells yet. */
const newcomers = new Map<Column, Visitor>();
const table = new Map<string, Record<Column, string>>();

describe('the table of who may do what', () => {
  beforeAll(async () => {
    house = await openDemoHouse();
    newcomers.set('nobody', house.world.visitor());
    for (const role of ROLES)
      newcomers.set(role, await signIn(house.world, await addUser(house.world, { roles: [role] })));
    for (const line of readFileSync(TABLE, 'utf8').split('\n')) {
      const [method, path, cells] = line.trim().split(/\s+/);
      if (!cells || method === '#') continue;
      const byColumn = COLUMNS.map((column, at) => [column, cells[at]]);
      table.set(`${method} ${path}`, Object.fromEntries(byColumn) as Record<Column, string>);
    }
  });
  afterAll(() => house.world.close());

  const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
  const isDeclared = ({ access }: Route, column: Column): boolean =>
    access === 'public' || (column !== 'nobody' && (access === 'signed-in' || access!.includes(column)));
  const ask = (column: Column, { method }: Route, url: string, fields: [string, string][] = []): Promise<Answer> => {
    const visitor = newcomers.get(column)!;
    return method === 'GET' ? visitor.get(url) : visitor.post(url, Object.fromEntries(fields));
  };
  const filled = (path: string): string => path.replace(/:\w+/g, '1');

  test('the table has one line for each route, and open is open as the route declares', () => {
    expect([...table.keys()].toSorted()).toEqual(house.routes.map(nameOf).toSorted());
    const wrong = house.routes.flatMap((route) =>
      COLUMNS.filter((column) => (table.get(nameOf(route))![column] !== '.') !== isDeclared(route, column)).map(
        (column) => `${nameOf(route)} ${column}: ${table.get(nameOf(route))![column]}`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('what is shut is shut: nobody is led to the sign-in page, everybody else is refused', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const route of house.routes) {
      for (const column of COLUMNS) {
        if (table.get(nameOf(route))?.[column] !== '.') continue;
        asked += 1;
        const { status, location } = await ask(column, route, filled(route.path));
        const right = column === 'nobody' ? status === 303 && location?.startsWith('/sign-in') : status === 403;
        if (!right) wrong.push(`${nameOf(route)} ${column}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  });

  /** Addresses of the route with what others have: from what the people of the demo world see, else those of the first row. */
  function addressesOf(route: Route): { url: string; fields?: [string, string][] }[] {
    const seen = walked.visits.filter((one) => one.route.path === route.path && one.status === 200);
    const forms = walked.forms.filter((one) => nameOf(one.route) === nameOf(route));
    const known = route.method === 'GET' ? seen : forms.map(({ action, fields }) => ({ url: action, fields }));
    return known.length > 0 ? known.slice(0, 3) : [{ url: filled(route.path) }];
  }

  test('each route that has a page is met by somebody', async () => {
    await liveOn(house);
    naming = await NamingWatch.over(house);
    const meet = (visit: Visit, { body }: Answer): void => naming.meet(visit.who, visit.url, body);
    walked = await walk(house, { meet });
    expect(
      walked.visits.filter(({ status }) => status >= 500).map(({ who, url, status }) => `${who} ${url}: ${status}`),
    ).toEqual([]);
    const met = new Set(
      walked.visits.filter(({ status }) => status === 200 || status === 303).map(({ route }) => nameOf(route)),
    );
    const pages = house.routes.filter(({ method, path }) => method === 'GET' && !path.includes(':token'));
    const unmet = pages.filter((route) => !met.has(nameOf(route))).map(({ path }) => path);
    expect(unmet.filter((path) => !UNMET.has(path))).toEqual([]);
  });

  test('who is told the name of a child that is not hers stands in the log of looks, page by page', async () => {
    const all = await addUser(house.world, { roles: ['childcare', 'manager', 'admin'] });
    const visitor = await signIn(house.world, all);
    for (const url of await pagesForFamilies(house)) naming.meet(all.id, url, (await visitor.get(url)).body);
    const paths = naming.told.map(({ path }) => path);
    expect([...new Set(paths)].toSorted()).toEqual([...NAMING.keys()]);
    expect(await naming.unlogged(NAMING)).toEqual([]);
  });

  test('every answer to a GET says what a browser may do with it', () => {
    const wrong: string[] = [];
    for (const { who, url, route, headers } of walked.visits) {
      const expected = headersOf(who, route.path, headers);
      for (const [name, value] of Object.entries(expected))
        if (headers[name] !== value) wrong.push(`${who} ${url} ${name}: ${String(headers[name])}, not ${value}`);
    }
    expect(wrong).toEqual([]);
    const scanners = walked.visits.filter(({ scanner }) => scanner).map(({ route }) => route.path);
    expect(SCANNERS).toEqual(expect.arrayContaining(scanners));
  });

  test('what is somebody else’s is not found, whatever the form says, and nothing is written', async () => {
    const { reader } = house.world.database;
    const before = await contentsOf(reader);
    const wrong: string[] = [];
    let asked = 0;
    for (const route of house.routes) {
      for (const column of COLUMNS) {
        const cell = table.get(nameOf(route))?.[column];
        if (cell !== 'o' && cell !== 'x') continue;
        for (const { url, fields } of addressesOf(route)) {
          asked += 1;
          const { status } = await ask(column, route, url, fields);
          // A form may be refused for what it says before anybody looks whose it is.
          const right = status === (cell === 'o' ? 404 : 403) || (route.method === 'POST' && status === 422);
          if (!right) wrong.push(`${column} ${route.method} ${url}: ${status}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(200);
    expect(await contentsOf(reader)).toEqual(before);
  });

  test('what is open to a role is there for her, whoever it belongs to', async () => {
    const wrong: string[] = [];
    for (const route of house.routes.filter(({ method, path }) => method === 'GET' && path.includes(':id'))) {
      const [first] = addressesOf(route);
      for (const column of COLUMNS.filter((one) => table.get(nameOf(route))?.[one] === '+')) {
        const { status } = await ask(column, route, first!.url);
        if (status === 403 || status >= 500) wrong.push(`${column} ${first!.url}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
