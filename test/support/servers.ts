import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { User } from '../../src/accounts/user.entity.js';
import { Clock } from '../../src/platform/clock.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import type { Database } from '../../src/platform/database/database.js';
import { paths } from '../../src/platform/paths.js';
import type { Settings } from '../../src/platform/settings.js';
import { addDays, todayAt, type DateText } from '../../src/platform/time.js';
import { startApp, type TestApp } from './app.js';
import { FixedClock } from './clock.js';
import { openDatabase } from './database.js';
import { freshDatabase, type FreshDatabase } from './databases.js';
import { PASSWORD } from './factories.js';
import { ServerProcess } from './server.js';

type Values = Record<string, string | number | readonly (string | number)[]>;

export interface Reply {
  status: number;
  location: string | null;
}

/** Somebody signed in, whose requests go to the processes in turn. */
export class Client {
  private sent = 0;
  private readonly cookies: Map<string, string>;

  constructor(
    private readonly addresses: readonly string[],
    cookies: readonly string[],
  ) {
    this.cookies = new Map();
    this.keep(cookies);
  }

  /** The same browser, when the house has moved. */
  at(address: string): Client {
    return new Client(
      [address],
      [...this.cookies].map(([name, value]) => `${name}=${value}`),
    );
  }

  headers(): { headers: Record<string, string>; redirect: 'manual' } {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { headers: { cookie }, redirect: 'manual' };
  }

  /** As a browser does with a cookie whose time has passed. */
  forget(name: string): void {
    this.cookies.delete(name);
  }

  async get(path: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(this.nextAddress() + path, this.headers());
    this.keep(answer.headers.getSetCookie());
    return { status: answer.status, text: await answer.text() };
  }

  async post(path: string, values: Values): Promise<Reply> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(values))
      for (const one of [value].flat()) form.append(name, String(one));
    const address = this.nextAddress();
    const { headers, redirect } = this.headers();
    const answer = await fetch(address + path, {
      method: 'POST',
      body: form,
      headers: { ...headers, origin: address },
      redirect,
    });
    this.keep(answer.headers.getSetCookie());
    await answer.arrayBuffer();
    return { status: answer.status, location: answer.headers.get('location') };
  }

  private nextAddress(): string {
    return this.addresses[this.sent++ % this.addresses.length]!;
  }

  private keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (/Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(cookie)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
  }
}

/** Several that serve on one fresh database: one on SQLite, two on PostgreSQL. */
export interface Houses {
  world: { database: Database; clock: Clock; visitor: never };
  where: FreshDatabase['where'];
  /** A day inside every window. */
  date: DateText;
  /** Signs people in by the real form. The first request of each goes to another process than that of the one before. */
  signIn(users: readonly Pick<User, 'email'>[]): Promise<Client[]>;
  close(): Promise<void>;
}

/** Each is a process of its own, and goes by the real clock. */
export interface Servers extends Houses {
  /** Each process, and where it listens. */
  processes: { server: ServerProcess; address: string }[];
}

const USUAL_COUNT = databaseKind === 'postgres' ? 2 : 1;

/**
 * They live in this process, with connections and a queue each: enough for whatever the database decides between them. A
 * process costs the time of a hundred requests before its first.
 */
export async function startHouses(
  more: (where: FreshDatabase['where']) => Partial<Settings> | Promise<Partial<Settings>> = () => ({}),
  count = USUAL_COUNT,
): Promise<Houses> {
  const fresh = await freshDatabase();
  const settings = { ...fresh.where, ...(await more(fresh.where)) };
  const clock = new FixedClock();
  clock.run();
  const apps: TestApp[] = [];
  const addresses: string[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const world = await startApp(settings, clock);
    apps.push(world);
    await world.app.listen(0, '127.0.0.1');
    addresses.push(`http://127.0.0.1:${(world.app.getHttpServer().address() as AddressInfo).port}`);
  }
  return {
    world: { database: apps[0]!.database, clock, visitor: undefined as never },
    where: fresh.where,
    date: addDays(todayAt(clock.now()), 7),
    signIn: (users) => signInAll(addresses, users),
    close: async () => {
      for (const { close } of apps) await close();
      await fresh.drop();
    },
  };
}

/** @param more settings of theirs */
export async function startServers(
  more: (where: FreshDatabase['where']) => Record<string, string> | Promise<Record<string, string>> = () => ({}),
  count = USUAL_COUNT,
): Promise<Servers> {
  const data = await openDatabase();
  const { databaseUrl: DATABASE_URL, sqliteFile: SQLITE_FILE } = data.where;
  const settings = { DATABASE_URL, SQLITE_FILE, SEED: 'none', NODE_ENV: 'test', ...(await more(data.where)) };
  const processes = Array.from({ length: count }, () => new ServerProcess(settings));
  const addresses = await Promise.all(processes.map((one) => one.opened()));
  const clock = new Clock();
  return {
    where: data.where,
    processes: processes.map((server, nth) => ({ server, address: addresses[nth]! })),
    world: { database: data.database, clock, visitor: undefined as never },
    date: addDays(todayAt(clock.now()), 7),
    signIn: (users) => signInAll(addresses, users),
    close: async () => {
      await Promise.all(processes.map((one) => one.stop()));
      await pause(50);
      await data.close();
    },
  };
}

async function signInAll(addresses: readonly string[], users: readonly Pick<User, 'email'>[]): Promise<Client[]> {
  const clients: Client[] = [];
  for (const [index, user] of users.entries()) {
    const first = index % addresses.length;
    const turned = [...addresses.slice(first), ...addresses.slice(0, first)];
    clients.push(new Client(turned, await signInAt(turned[0]!, user.email)));
  }
  return clients;
}

export async function signInAt(address: string, email: string): Promise<string[]> {
  const answer = await fetch(address + paths.signIn(), {
    method: 'POST',
    body: new URLSearchParams({ email, password: PASSWORD }),
    headers: { origin: address },
    redirect: 'manual',
  });
  const cookies = answer.headers.getSetCookie();
  if (answer.status !== 303 || cookies.length === 0) throw new Error(`cannot sign in ${email}: ${answer.status}`);
  return cookies;
}
