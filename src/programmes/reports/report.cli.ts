import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../app.module.js';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { readSettings } from '../../platform/settings.js';
import { todayAt } from '../../platform/time.js';
import { isMonth } from '../../platform/web/form-fields.js';
import { Compiling } from './compiling.js';

/** `npm run report -- 2026-10`, with the settings of the server: the report of that month for each programme under way. */
async function run(month: string | undefined): Promise<void> {
  if (month === undefined || !isMonth(month)) throw new Error('Usage: npm run report -- YYYY-MM');
  const settings = { ...readSettings(process.env), timers: false };
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(settings), { logger: ['error', 'warn'] });
  try {
    const compiled = await app.get(Compiling).compileAll(month, todayAt(app.get(Clock).now()));
    if (compiled.length === 0) console.log(`No programme under way has a report of ${month}.`);
    for (const { programme, isNew } of compiled) {
      const address = `${settings.publicUrl}${paths.report(month, { programme: programme.id })}`;
      console.log(`${programme.title}: ${isNew ? 'compiled' : 'is there already'}. ${address}`);
    }
  } finally {
    await app.close();
  }
}

await run(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
