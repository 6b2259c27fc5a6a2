import { expect, test } from '@jest/globals';
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from '../../../seeds/demo/random.js';
import { DEMO_PASSWORD } from '../../../seeds/demo/people.js';
import { User } from '../../../src/accounts/user.entity.js';
import { databaseKind } from '../../../src/platform/database/kind.js';
import { statementsOf } from '../../../src/platform/database/statement-log.js';
import { paths } from '../../../src/platform/paths.js';
import { liveOn } from '../../support/demo-life.js';
import { type DemoHouse, openDemoHouse, type Walk, walk, type Who } from '../../support/demo-walk.js';
import type { Answer } from '../../support/visitor.js';
import { broken, brokenPage, type Shot } from './mutations.js';
import { unescapedIn } from './values.js';

/** `npm run fuzz` sends all 20,000 on both databases; the test run some of them, on PostgreSQL for some people alone. */
const FEW = !process.env.FUZZ && databaseKind === 'postgres';
const SHOTS = Number(process.env.FUZZ ?? (FEW ? 100 : 500));
const SEED = Number(process.env.FUZZ_SEED ?? 20261122);
/** Shots at one world: what gets through changes it. */
const OF_ONE_WORLD = 4_000;

const PATIENCE_MS = 60_000;

/** What a refused request may leave behind: that it came, and that there was no place for a child. */
const TRACES = /^(session|throttle|request_rate|audit_entry|card_reading|care_refusal|import)$/;

test(`${SHOTS} broken requests: no error of ours, nothing half done, nothing reflected`, async () => {
  const found: string[] = [];
  const answers = new Map<number, number>();
  for (let sent = 0; sent < SHOTS; sent += OF_ONE_WORLD) {
    const house = await openDemoHouse();
    await liveOn(house);
    const gun = new Gun(
      house,
      await walk(house, FEW ? { walkers: ['stranger', 'member'] } : {}),
      new Chance(SEED + sent),
    );
    for (let at = 0; at < Math.min(OF_ONE_WORLD, SHOTS - sent); at += 1) {
      const { status, wrong } = await gun.fire();
      answers.set(status, (answers.get(status) ?? 0) + 1);
      for (const one of wrong) {
        if (process.env.FUZZ_LOG) appendFileSync(process.env.FUZZ_LOG, `${sent + at} ${one}\n`);
        found.push(one);
      }
    }
    await house.world.close();
  }
  const told = [...answers].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  if (process.env.FUZZ) process.stdout.write(`${SHOTS} requests, seed ${SEED}: ${told.join(', ')}\n`);
  expect(found).toEqual([]);
  expect(answers.get(422)).toBeGreaterThan(SHOTS / 20);
}, 3_600_000);

class Gun {
  private readonly pages: Walk['visits'];
  private readonly forms: Walk['forms'];

  constructor(
    private readonly house: DemoHouse,
    { visits, forms }: Walk,
    private readonly chance: Chance,
  ) {
    const heavy = /\.(pdf|xlsx)$/;
    this.pages = visits.filter(({ status, route }) => status === 200 && !heavy.test(route.path));
    this.forms = forms.filter(({ route }) => route.path !== paths.signOut());
  }

  async fire(): Promise<{ status: number; wrong: string[] }> {
    const { chance } = this;
    if (chance.happens(0.25)) {
      const { who, url } = chance.pick(this.pages);
      return this.shoot(who, brokenPage(url, chance));
    }
    // By route and not by form: some stand on many pages.
    const { path } = chance.pick(this.routes);
    const form = chance.pick(this.forms.filter(({ route }) => route.path === path));
    return this.shoot(form.who, broken(form, chance));
  }

  private get routes(): { path: string }[] {
    this.known ??= [...new Set(this.forms.map(({ route }) => route.path))].map((path) => ({ path }));
    return this.known;
  }
  private known?: { path: string }[];

  private async shoot(who: Who, shot: Shot): Promise<{ status: number; wrong: string[] }> {
    const person = this.house.people.get(who)!;
    const wrong: string[] = [];
    const tell = (what: string): number =>
      wrong.push(`${who} ${shot.method} ${shot.url.slice(0, 200)} (${shot.how}): ${what}`);
    const { result: answer, statements } = await statementsOf(() => inTime(person.sendRaw(shot)));
    if (!answer) {
      tell(`no answer in ${PATIENCE_MS} ms ${String(shot.payload ?? '').slice(0, 300)}`);
      return { status: 0, wrong };
    }
    if (answer.status >= 500)
      tell(`${answer.status} ${answer.text.slice(-120)} ${String(shot.payload ?? '').slice(0, 300)}`);
    if (answer.status >= 400)
      for (const table of writtenIn(statements))
        if (!TRACES.test(table)) tell(`${answer.status}, but ${table} was written`);
    for (const place of reflectedIn(answer)) tell(`unescaped: ${place}`);
    if (answer.status === 303 && answer.location?.startsWith('/') && shot.method === 'POST') {
      const next = await person.sendRaw({ method: 'GET', url: answer.location, headers: {} });
      if (next.status >= 500) tell(`the page after it, ${answer.location}: ${next.status}`);
      for (const place of reflectedIn(next)) tell(`unescaped on ${answer.location}: ${place}`);
    }
    if (answer.status === 303 && /^https?:|^\/\/|^\/\\/.test(answer.location ?? ''))
      tell(`leads out of the house: ${answer.location}`);
    if (answer.status === 303 && answer.location?.startsWith(paths.signIn()) && who !== 'stranger' && !shot.cookie)
      await this.revive(who);
    return { status: answer.status, wrong };
  }

  /** Some shots end sessions, or send people away. */
  private async revive(who: Who): Promise<void> {
    const email = `${who}@demo.test`;
    const { database } = this.house.world;
    await database.transaction((tx) => tx.update(User, { email }, { deactivatedAt: null }));
    const { status } = await this.house.people.get(who)!.post(paths.signIn(), { email, password: DEMO_PASSWORD });
    if (status !== 303) throw new Error(`${who} cannot sign in again: ${status}`);
  }
}

/** Nothing where the answer never comes: what hangs is found, and the others go on. */
async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  const late = new AbortController();
  const patience = pause(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined);
  return Promise.race([answer, patience]).finally(() => late.abort());
}

function reflectedIn({ headers, body }: Answer): string[] {
  const place = String(headers['content-type']).startsWith('text/html') ? unescapedIn(body) : undefined;
  return place === undefined ? [] : [place];
}

/** The tables into which something was written that was kept. */
function writtenIn(statements: readonly string[]): Set<string> {
  const kept = new Set<string>();
  let open: string[] | undefined;
  for (const statement of statements) {
    const table = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?/i.exec(statement)?.[1];
    if (/^(BEGIN|START)/i.test(statement)) open = [];
    else if (/^ROLLBACK$/i.test(statement)) open = undefined;
    else if (/^COMMIT/i.test(statement)) {
      for (const one of open ?? []) kept.add(one);
      open = undefined;
    } else if (table) {
      if (open) open.push(table);
      else kept.add(table);
    }
  }
  return kept;
}
