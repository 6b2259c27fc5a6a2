import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../../src/platform/project-root.js';
import type { Call } from './load.js';
import { freePort } from './free-port.js';
import { SECRET, type BenchWorld } from './world.js';

export interface Booked {
  location: string;
  call: Call;
}

export interface Server {
  port: number;
  /** Requests so far. */
  served: number;
  /** Calls so far of those kinds that must not be sent twice. */
  sent: Map<string, number>;
  /** What was booked and not cancelled, and where it led to. */
  booked: Booked[];
  /** Resident memory, MB. */
  memory(): number;
  stop(): Promise<void>;
}

/** As `npm start` has them. */
const FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=30'];

/** The app, or the floor, as a process of its own on a database file of its own. @param script below dist/ */
export async function startServer(script: string, world: BenchWorld, file: string): Promise<Server> {
  const port = await freePort();
  const env = { ...process.env, DATABASE_URL: '', SMTP_URL: '', PORT: String(port), HOST: '127.0.0.1' };
  const settings = { SQLITE_FILE: file, SEED: 'none', SESSION_SECRET: SECRET, TODAY: world.today };
  const child = spawn(process.execPath, [...FLAGS, join(projectRoot, 'dist', script)], {
    env: { ...env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await answering(port, child);
  return {
    port,
    served: 0,
    sent: new Map(),
    booked: [],
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/me`, { redirect: 'manual' }).catch(() => undefined);
    if (answer) return;
    await pause(50);
  }
  throw new Error('the server does not answer');
}
