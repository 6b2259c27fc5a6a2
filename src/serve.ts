import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ACCOUNTS } from '../seeds/demo/names.js';
import { DEMO_PASSWORD } from '../seeds/demo/people.js';
import { hasDemo, seed } from '../seeds/seed.js';
import { FirstAdministrator } from './accounts/first-administrator.service.js';
import { AppModule } from './app.module.js';
import { adapterFor, setUp } from './app.setup.js';
import { Clock } from './platform/clock.js';
import { CannotOpen } from './platform/database/data-source.js';
import { Database } from './platform/database/database.js';
import { paths } from './platform/paths.js';
import { share } from './platform/sight/all-metrics.js';
import { announce } from './platform/sight/announce.js';
import { JsonLogger } from './platform/sight/json-logger.js';
import { LogLines } from './platform/sight/log-lines.js';
import { Metrics } from './platform/sight/metrics.js';
import type { Settings } from './platform/settings.js';

/**
 * Boots the server: database, seeds, web. Whatever is in the way is told in a line, and the process ends with 1.
 * @param greets it says where the house is
 */
export async function serve(settings: Settings, greets: boolean): Promise<void> {
  let app: NestFastifyApplication | undefined;
  try {
    const quiet = { logger: false, abortOnError: false } as const; // until it is open, errors are told below
    app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapterFor(settings), quiet);
    app.enableShutdownHooks(undefined, { useProcessExit: true });
    const clock = app.get(Clock);
    const lines = settings.log === 'json' ? new LogLines(() => clock.now()) : undefined;
    await setUp(app, settings, lines);
    await seed(app.get(Database), clock, settings.seed);
    await app.listen(settings.port, settings.host);
    app.useLogger(lines ? new JsonLogger(lines) : new ConsoleLogger({ logLevels: ['error', 'warn'] }));
    app.get(Metrics).watchNode();
    share(app.get(Metrics).registry);
    if (greets) await welcome(app, settings);
  } catch (error) {
    console.error(whyNot(error));
    process.exitCode = 1;
    await app?.close();
  }
}

async function welcome(app: NestFastifyApplication, settings: Settings): Promise<void> {
  const tell = announce(settings);
  const own = (await app.getUrl()).replace(/\/\/(0\.0\.0\.0|127\.0\.0\.1|\[::1?\])/, '//localhost');
  const address = settings.production ? settings.publicUrl : own;
  tell(`Tsudoi is open at ${address}${settings.production ? ` (here ${own})` : ''}`);
  if (!settings.smtpUrl) tell(`No mail server is set (SMTP_URL): read the mails at ${address}${paths.mails()}`);
  const link = await app.get(FirstAdministrator).linkIfNeeded();
  if (link) tell(`There is no administrator yet. Whoever opens this link first becomes one: ${address}${link}`);
  if (settings.seed !== 'demo' || !(await hasDemo(app.get(Database)))) return;
  tell(`Demo accounts, password ${DEMO_PASSWORD}:`);
  for (const { email, name, roles } of ACCOUNTS) tell(`  ${email.padEnd(20)} ${roles.join(', ')} (${name})`);
}

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof CannotOpen) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Please choose another, such as: PORT=${port! + 1} npm start`;
  return `Tsudoi cannot start. ${error.stack}`;
}
