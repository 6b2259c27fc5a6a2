import { ACCOUNTS } from '../../seeds/demo/names.js';
import { DEMO_PASSWORD } from '../../seeds/demo/people.js';
import { seed } from '../../seeds/seed.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from './app.js';
import { formsIn, type FoundForm } from './forms.js';
import { type Route, routeFinder, allRoutes } from './routes.js';
import type { Answer, Visitor } from './visitor.js';

/** Who walks: the demo people by their first role but one, and somebody who is not signed in. */
export type Who = 'stranger' | 'member' | 'editor' | 'trainer' | 'childcare' | 'manager' | 'officer' | 'admin';

export interface Visit {
  who: Who;
  url: string;
  route: Route;
  status: number;
  headers: Answer['headers'];
  html: boolean;
  /** There is a scanner on the page. */
  scanner: boolean;
}

/** The app with the demo world in it, and people who are signed in. */
export interface DemoHouse {
  world: TestApp;
  routes: Route[];
  people: Map<Who, Visitor>;
  routeOf: (method: string, url: string) => Route | undefined;
}

export async function openDemoHouse(): Promise<DemoHouse> {
  const world = await startApp();
  await seed(world.database, world.clock, 'demo');
  const people = new Map<Who, Visitor>([['stranger', world.visitor()]]);
  for (const { email } of ACCOUNTS) {
    const visitor = world.visitor();
    const { status } = await visitor.post(paths.signIn(), { email, password: DEMO_PASSWORD });
    if (status !== 303) throw new Error(`${email} cannot sign in: ${status}`);
    people.set(email.split('@')[0] as Who, visitor);
  }
  const routes = allRoutes(world);
  return { world, routes, people, routeOf: routeFinder(routes) };
}

export interface WalkLooks {
  walkers?: readonly Who[];
  /** Addresses of one route that one person is sent to; the forms of a page differ little from row to row. */
  ofOneRoute?: number;
  /** Where somebody begins, beside the addresses without a parameter: what a letter or a code tells her. */
  also?: Partial<Record<Who, readonly string[]>>;
  /** Sees each answer as it comes. */
  meet?: (visit: Visit, answer: Answer) => void;
}

export interface Walk {
  visits: Visit[];
  /** By the route that takes them. */
  forms: (FoundForm & { who: Who; page: string; route: Route })[];
}

/** An editor is a member, and an administrator sees what a manager does; each costs as much as the others. */
const WALKERS: readonly Who[] = ['stranger', 'member', 'trainer', 'childcare', 'manager', 'officer'];

/** What stands behind the third row of a list. */
const ALSO: Partial<Record<Who, string[]>> = {
  member: [paths.training(1)],
  childcare: [paths.careSlot(1), paths.careSlotEdit(1)],
  manager: [
    paths.courseMaterials(1),
    paths.courseQuestions(1),
    paths.courseCertificates(1),
    paths.pictures(1, 2),
    paths.resourceCalendar(1, 2),
    paths.member(20),
  ],
};

/** Each person opens every address that has no parameter and every link that she meets. */
export async function walk({ people, routes, routeOf }: DemoHouse, looks: WalkLooks = {}): Promise<Walk> {
  const { walkers = WALKERS, ofOneRoute = 2, also = {}, meet } = looks;
  const found: Walk = { visits: [], forms: [] };
  const starts = routes.filter(({ method, path }) => method === 'GET' && !path.includes(':')).map(({ path }) => path);
  for (const who of walkers) {
    const visitor = people.get(who)!;
    const waiting = [...starts, ...(ALSO[who] ?? []), ...(also[who] ?? [])];
    const seen = new Set(waiting);
    const counted = new Map<string, number>();
    const formsSeen = new Set<string>();
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      const route = routeOf('GET', url);
      if (!route) continue;
      const answer = await visitor.get(url);
      const { status, headers, location, $ } = answer;
      const html = String(headers['content-type']).startsWith('text/html');
      const visit = { who, url, route, status, headers, html, scanner: html && $('qr-scanner').length > 0 };
      found.visits.push(visit);
      meet?.(visit, answer);
      const open = (links: readonly string[]): void => {
        for (const link of linksIn(links)) {
          const target = routeOf('GET', link);
          const many = counted.get(target?.path ?? '') ?? 0;
          if (!target || seen.has(link) || many >= ofOneRoute) continue;
          counted.set(target.path, many + 1);
          seen.add(link);
          waiting.push(link);
        }
      };
      if (location) open([location]);
      if (!html || status !== 200) continue;
      for (const form of formsIn($, url)) {
        const taker = routeOf(form.method, form.action);
        const key = `${form.method} ${taker?.path} ${form.fields.map(([name]) => name).join()}`;
        if (!taker || formsSeen.has(key)) continue;
        formsSeen.add(key);
        found.forms.push({ ...form, who, page: url, route: taker });
      }
      open(
        $('a[href], img[src]')
          .toArray()
          .map((one) => $(one).attr('href') ?? $(one).attr('src')!),
      );
    }
  }
  return found;
}

/** Addresses of the house, without what follows `#`. */
function linksIn(targets: readonly string[]): string[] {
  return targets.map((target) => target.split('#')[0]!).filter((target) => /^\/(?!\/|assets\/)/.test(target));
}
