import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from './platform/settings.js';
import { answerMetrics } from './platform/sight/all-metrics.js';
import { announce } from './platform/sight/announce.js';
import { answerFarewells } from './platform/web/farewell.js';

/** Who ends sooner than this after its start will hardly do better at once. */
const EARLY_MS = 10_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Several processes on one port (WEB_CONCURRENCY). This one serves nobody: it starts them, replaces those that die, and on
 * SIGHUP renews one after the other, so that a new version comes without a gap.
 */
export async function lead(settings: Settings): Promise<void> {
  const team = new Team(settings.webConcurrency, announce(settings));
  answerMetrics();
  answerFarewells();
  process.on('SIGHUP', () => void team.renew());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void team.dismiss());
  await team.open();
}

class Team {
  private readonly members = new Set<Worker>();
  private closing = false;
  private wait = 0;
  private renewing: Promise<void> = Promise.resolve();

  constructor(
    private readonly size: number,
    private readonly tell: (message: string) => unknown,
  ) {}

  /** The first alone: it brings the schema up to date and says where the house is. It tells itself why it cannot. */
  async open(): Promise<void> {
    if (!(await this.add({ TSUDOI_FIRST: '1' }))) return this.dismiss(1);
    while (this.members.size < this.size && (await this.add()));
  }

  /** One after the other; the new one is there before the old one goes. One that cannot start leaves the old ones alone. */
  renew(): Promise<void> {
    this.renewing = this.renewing.then(async () => {
      const olds = [...this.members];
      for (const old of olds) {
        if (this.closing || !(await this.add())) return;
        this.members.delete(old);
        await end(old);
      }
      this.tell(`${this.members.size} processes are new.`);
    });
    return this.renewing;
  }

  async dismiss(code = 0): Promise<void> {
    this.closing = true;
    await Promise.all([...this.members].map(end));
    process.exit(code);
  }

  /** @returns whether it serves */
  private async add(env: Record<string, string> = {}): Promise<boolean> {
    const begun = performance.now();
    const worker = cluster.fork(env);
    const serves = await Promise.race([
      once(worker, 'listening').then(() => true),
      once(worker, 'exit').then(() => false),
    ]);
    if (!serves) return false;
    this.members.add(worker);
    this.tell(`Process ${worker.process.pid} serves.`);
    worker.once('exit', () => void this.replace(worker, performance.now() - begun));
    if (this.closing) await end(worker);
    return true;
  }

  private async replace(worker: Worker, lived: number): Promise<void> {
    if (!this.members.delete(worker) || this.closing) return;
    this.tell(`Process ${worker.process.pid} ended by itself and is replaced.`);
    this.wait = lived > EARLY_MS ? 0 : Math.min(Math.max(1000, this.wait * 2), LONGEST_WAIT_MS);
    await pause(this.wait);
    while (!this.closing && !(await this.add())) await pause(LONGEST_WAIT_MS);
  }
}

async function end(worker: Worker): Promise<void> {
  if (worker.isDead()) return;
  const ended = once(worker, 'exit');
  worker.process.kill('SIGTERM');
  await ended;
}
