import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from '../../src/platform/project-root.js';
import type { Settings } from '../../src/platform/settings.js';
import type { Moment } from '../../src/platform/time.js';

/** A house of its own, whose clock stands still: it stops before the last line of a report is written, and waits. */
const PROGRAM = `
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
const { AppModule } = await import('./dist/src/app.module.js');
const { Clock } = await import('./dist/src/platform/clock.js');
const { Jobs } = await import('./dist/src/platform/jobs/jobs.js');
const { readSettings } = await import('./dist/src/platform/settings.js');
const { momentOf } = await import('./dist/src/platform/time.js');
const { ReportPost } = await import('./dist/src/programmes/reports/report-post.js');
const settings = { ...readSettings(process.env), timers: false };
const app = await NestFactory.createApplicationContext(AppModule.forRoot(settings), { logger: ['error'] });
app.get(Clock).now = () => momentOf(process.env.NOW);
app.get(ReportPost).compiled = () => {
  console.log('halfway');
  return new Promise(() => setInterval(() => {}, 1000));
};
await app.get(Jobs).tick();
`;

/** Lets another process compile what is due, and kills it with SIGKILL inside the transaction. @returns how it ended */
export async function killCompiling(
  { databaseUrl, sqliteFile }: Pick<Settings, 'databaseUrl' | 'sqliteFile'>,
  now: Moment,
): Promise<NodeJS.Signals | null> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NODE_ENV: 'test', SEED: 'none', NOW: now.toString(), SQLITE_FILE: sqliteFile };
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    cwd: projectRoot,
    env: { ...env, ...(databaseUrl && { DATABASE_URL: databaseUrl }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  child.stdout.on('data', (text: Buffer) => {
    if (text.includes('halfway')) child.kill('SIGKILL');
  });
  return (await ended)[1];
}
