import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { migrations } from '../../../migrations/index.js';
import { Backups, type BackupState } from '../backup/backups.js';
import { ClockCheck } from '../jobs/clock-check.js';
import { Leaving } from '../web/leaving.js';
import { Database } from '../database/database.js';

export type Check = 'writer' | 'reader' | 'migrations';

export interface Readiness {
  ready: boolean;
  checks: Record<Check, 'ok' | 'failed'>;
  /** Requests may come all the same; somebody should look. */
  degraded: ('backup' | 'replica' | 'clock')[];
  backup: { state: BackupState['state']; latest?: string };
}

/** Who asks wants to know now: a database that answers later than this does not answer. */
const PATIENCE_MS = 2000;

/** Can this process serve, and is it not about to end? Many may ask: those who ask at the same time share one answer. */
@Injectable()
export class ReadinessCheck {
  private underWay?: Promise<Readiness>;

  constructor(
    private readonly database: Database,
    private readonly backups: Backups,
    private readonly leaving: Leaving,
    private readonly clockCheck: ClockCheck,
  ) {}

  ask(): Promise<Readiness> {
    this.underWay ??= this.look().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  private async look(): Promise<Readiness> {
    const [applied, reader, backup] = await Promise.all([
      inTime(() => this.database.transaction((tx) => tx.query<{ name: string }[]>('SELECT name FROM migration'))),
      inTime(() => this.database.reader.query('SELECT 1')),
      this.backups.state(),
      inTime(() => this.clockCheck.look()),
    ]);
    const names = new Set(applied?.map(({ name }) => name));
    const complete = migrations.every((Migration) => names.has(new Migration().name));
    const told = (good: boolean) => (good ? 'ok' : 'failed') satisfies Readiness['checks'][Check];
    return {
      ready: !this.leaving.begun && applied !== undefined && reader !== undefined && complete,
      checks: { writer: told(applied !== undefined), reader: told(reader !== undefined), migrations: told(complete) },
      degraded: [
        ...(backup.state === 'old' ? (['backup'] as const) : []),
        ...(this.clockCheck.behind ? (['clock'] as const) : []),
        ...(this.database.isReplicaAway ? (['replica'] as const) : []),
      ],
      backup: { state: backup.state, latest: backup.latest?.toString() },
    };
  }
}

/** @returns nothing when it fails or takes too long: why is for the log of whoever has the fault. */
async function inTime<T>(work: () => Promise<T>): Promise<T | undefined> {
  const late = pause(PATIENCE_MS, undefined, { ref: false });
  return Promise.race([work().catch(() => undefined), late]);
}
