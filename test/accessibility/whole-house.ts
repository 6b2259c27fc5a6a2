import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { User } from '../../src/accounts/user.entity.js';
import { FirstAdministrator } from '../../src/accounts/first-administrator.service.js';
import { type AccessibilityResult, lookOfPages, RESULT_FILE } from '../../src/home/accessibility-result.js';
import { LANGUAGES } from '../../src/platform/time.format.js';
import { ROLES } from '../../src/platform/web/roles.js';
import { startApp } from '../support/app.js';
import { PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { liveOn } from '../support/demo-life.js';
import { type DemoHouse, openDemoHouse, type Visit, type Who } from '../support/demo-walk.js';
import { addUser, signIn } from '../support/factories.js';
import { allRoutes, type Route, routeFinder } from '../support/routes.js';
import type { Visitor } from '../support/visitor.js';
import { beginnings } from './beginnings.js';
import { errorSights, kioskSights, secondStep, withoutConnection } from './moments.js';
import { Proof } from './proof.js';
import { type Known, refusedSights, type Sights, sightsOf } from './sights.js';

const WALKERS: readonly Who[] = ['stranger', 'member', 'trainer', 'childcare', 'manager', 'officer', 'editor', 'admin'];

/** Papers, tables and pictures, and what a script asks for. */
const NO_PAGE = /\.(pdf|csv|svg|ics|xlsx)$|\/pictures\/:\w+$|^\/postal-codes\//;

/** Pages that the run does not open, each with its reason. */
const UNREACHED: Record<string, string> = {};

/** What can be looked at by itself, to see whether something is mended. */
type Part = 'usual' | 'errors' | 'moments' | 'open' | 'refused' | 'empty';

/**
 * Every page that somebody can open, in the states that the demo world knows: at each width, in each language.
 * @param only of these parts, by name; none: all
 */
export async function proveWholeHouse(
  tell: (line: string) => void,
  only: readonly string[] = [],
): Promise<AccessibilityResult> {
  const has = (part: Part): boolean => only.length === 0 || only.includes(part);
  const house = await openDemoHouse();
  const { world, people } = house;
  await liveOn(house);
  const also = await beginnings(house);
  const known: Known = new Set();
  const usual = await sightsOf(house, 'usual', known, { walkers: WALKERS, also });
  tell(`${usual.list.length} pages as they stand`);
  const browser = await startBrowser(world);
  const proof = new Proof(browser, people, tell);
  try {
    if (has('usual')) await proof.look(usual.list);
    if (has('errors')) await proof.look(errorSights());
    if (has('moments')) await proveMoments(house, proof, browser, usual);

    world.clock.setTo('2026-11-24', 605);
    const open = await sightsOf(house, 'opening hours', known, { walkers: WALKERS });
    tell(`${open.list.length} more in opening hours`);
    if (has('open')) await proof.look(open.list);

    const refused = has('refused') ? await refusedSights(house, usual.walk) : [];
    tell(`${refused.length} refused forms`);
    await proof.look(refused);
    if (has('empty')) await proveEmptyHouse(proof, known, tell);
    return resultOf(house.routes, [...usual.walk.visits, ...open.walk.visits], proof);
  } finally {
    await browser.close();
  }
}

/** What comes only at a certain step or without a connection. */
async function proveMoments(house: DemoHouse, proof: Proof, browser: TestBrowser, usual: Sights): Promise<void> {
  const { world, people } = house;
  const manager = await world.database.reader.findOneByOrFail(User, { email: 'manager@demo.test' });
  for (const { sights, visitors } of [await secondStep(world), await kioskSights(world, manager.id)])
    await proof.look(sights, visitors);
  const roll = usual.list.find(({ route, who }) => route === '/sessions/:id/attendance' && who === 'trainer');
  if (roll) await withoutConnection(proof, browser, people.get('trainer')!, roll.url);
}

/** A house in which nobody has done anything yet, with one person of each role. */
async function proveEmptyHouse(first: Proof, known: Known, tell: (line: string) => void): Promise<void> {
  const world = await startApp();
  const link = await world.get(FirstAdministrator).linkIfNeeded();
  const people = new Map<string, Visitor>([['stranger', world.visitor()]]);
  const routes = allRoutes(world);
  const house = { world, routes, routeOf: routeFinder(routes), people: people as DemoHouse['people'] };
  const stranger = await sightsOf(house, 'empty', known, { walkers: ['stranger'], also: { stranger: [link!] } });
  for (const role of ROLES) people.set(role, await signIn(world, await addUser(world, { roles: [role] })));
  const { list } = await sightsOf(house, 'empty', known, { walkers: [...ROLES] as Who[] });
  tell(`${stranger.list.length + list.length} more where nothing is yet`);
  const browser = await startBrowser(world);
  try {
    await first.in(browser).look([...stranger.list, ...list], people);
  } finally {
    await browser.close();
  }
}

function resultOf(routes: readonly Route[], visits: readonly Visit[], proof: Proof): AccessibilityResult {
  const looked = new Set(proof.looked.map(({ route }) => route));
  const met = new Set(
    visits
      .filter(({ status, who }) => status === 200 || (status === 303 && who !== 'stranger'))
      .map(({ route }) => route.path),
  );
  const isPage = ({ method, path }: Route): boolean => method === 'GET' && !NO_PAGE.test(path);
  const left = routes.filter((route) => isPage(route) && !met.has(route.path) && !looked.has(route.path));
  const axe = JSON.parse(readFileSync('node_modules/axe-core/package.json', 'utf8')) as { version: string };
  const states: Record<string, number> = {};
  for (const { state } of proof.looked) states[state] = (states[state] ?? 0) + 1;
  return {
    date: new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10),
    commits: Number(execFileSync('git', ['rev-list', '--count', 'HEAD'], { encoding: 'utf8' })),
    look: lookOfPages(),
    axe: axe.version,
    rules: proof.rules,
    widths: [PHONE.width, SCREEN.width],
    languages: [...LANGUAGES],
    roles: ['nobody', ...ROLES],
    states,
    pages: [...looked].filter((path) => path !== '*').toSorted(),
    unreached: Object.fromEntries(left.map(({ path }) => [path, UNREACHED[path] ?? ''])),
    checks: proof.checks,
    findings: proof.findings.toSorted(),
  };
}

export function keep(result: AccessibilityResult): void {
  writeFileSync(RESULT_FILE, `${JSON.stringify(result, null, 2)}\n`);
}
