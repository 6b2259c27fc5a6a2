import { setTimeout as pause } from 'node:timers/promises';
import type { User } from '../../src/accounts/user.entity.js';
import { Clock } from '../../src/platform/clock.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import type { Database } from '../../src/platform/database/database.js';
import { paths } from '../../src/platform/paths.js';
import { addDays, todayAt, type DateText } from '../../src/platform/time.js';
import { openDatabase } from './database.js';
import type { FreshDatabase } from './databases.js';
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

  constructor(
    private readonly addresses: readonly string[],
    private readonly cookie: string,
  ) {}

  async post(path: string, values: Values): Promise<Reply> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(values))
      for (const one of [value].flat()) form.append(name, String(one));
    const address = this.addresses[this.sent++ % this.addresses.length]!;
    const headers = { cookie: this.cookie, origin: address };
    const answer = await fetch(address + path, { method: 'POST', body: form, headers, redirect: 'manual' });
    await answer.arrayBuffer();
    return { status: answer.status, location: answer.headers.get('location') };
  }
}

/** Real server processes on one fresh database: one on SQLite, two on PostgreSQL. They go by the real clock. */
export interface Servers {
  world: { database: Database; clock: Clock; visitor: never };
  where: FreshDatabase['where'];
  /** A day inside every window. */
  date: DateText;
  /** Signs people in by the real form. The first request of each goes to another process than that of the one before. */
  signIn(users: readonly Pick<User, 'email'>[]): Promise<Client[]>;
  close(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  const data = await openDatabase();
  const { databaseUrl: DATABASE_URL, sqliteFile: SQLITE_FILE } = data.where;
  const count = databaseKind === 'postgres' ? 2 : 1;
  const settings = { DATABASE_URL, SQLITE_FILE, SEED: 'none', NODE_ENV: 'test' };
  const processes = Array.from({ length: count }, () => new ServerProcess(settings));
  const addresses = await Promise.all(processes.map((one) => one.opened()));
  const clock = new Clock();
  return {
    where: data.where,
    world: { database: data.database, clock, visitor: undefined as never },
    date: addDays(todayAt(clock.now()), 7),
    signIn: async (users) => {
      const clients: Client[] = [];
      for (const [index, user] of users.entries()) {
        const turned = [...addresses.slice(index % count), ...addresses.slice(0, index % count)];
        clients.push(new Client(turned, await signInAt(turned[0]!, user.email)));
      }
      return clients;
    },
    close: async () => {
      await Promise.all(processes.map((one) => one.stop()));
      await pause(50);
      await data.close();
    },
  };
}

async function signInAt(address: string, email: string): Promise<string> {
  const answer = await fetch(address + paths.signIn(), {
    method: 'POST',
    body: new URLSearchParams({ email, password: PASSWORD }),
    headers: { origin: address },
    redirect: 'manual',
  });
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]!);
  if (answer.status !== 303 || cookies.length === 0) throw new Error(`cannot sign in ${email}: ${answer.status}`);
  return cookies.join('; ');
}
