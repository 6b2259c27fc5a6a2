import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Jobs } from '../jobs/jobs.js';
import { projectRoot } from '../project-root.js';
import { SETTINGS, type Settings } from '../settings.js';
import type { Moment } from '../time.js';
import { isTooOld, takenAt } from './backup.policy.js';

const run = promisify(execFile);

export interface BackupState {
  /** `off`: no folder is set, somebody else takes care of it. */
  state: 'ok' | 'old' | 'off';
  latest?: Moment;
}

/** The backup of each night, and how old the last one is. */
@Injectable()
export class Backups implements OnModuleInit {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    if (!this.settings.backupDir) return;
    this.jobs.register({
      name: 'backup.nightly',
      schedule: { every: 'day', at: '02:30' },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.take(),
    });
  }

  /** Whatever made it, this job or somebody by hand. */
  async state(): Promise<BackupState> {
    const { backupDir } = this.settings;
    if (!backupDir) return { state: 'off' };
    const names = await readdir(backupDir).catch(() => []);
    const latest = names
      .filter((name) => takenAt(name))
      .toSorted()
      .at(-1);
    const at = latest === undefined ? undefined : takenAt(latest);
    return { state: isTooOld(at, this.clock.now()) ? 'old' : 'ok', latest: at };
  }

  /** In a process of its own: copying and checking take seconds, in which this one could not answer. */
  private async take(): Promise<void> {
    const { databaseUrl, sqliteFile, backupDir, pgBin } = this.settings;
    const cli = join(projectRoot, 'dist/src/platform/backup/backup.cli.js');
    const env = { ...process.env, DATABASE_URL: databaseUrl, SQLITE_FILE: sqliteFile, PG_BIN: pgBin };
    await run(process.execPath, [cli, backupDir!, '--rotate'], { env });
  }
}
