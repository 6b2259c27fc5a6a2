import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { Retention } from './platform/personal-data/retention.js';
import { readSettings } from './platform/settings.js';

/** `npm run retention -- --dry-run` tells how many of each kind would be anonymised now; without it, it is done. */
async function run(dry: boolean): Promise<void> {
  const settings = { ...readSettings(process.env), timers: false };
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(settings), { logger: ['error', 'warn'] });
  try {
    const retention = app.get(Retention);
    for (const { kind, years, before, ids } of await (dry ? retention.due() : retention.run()))
      console.log(
        `${kind}: ${ids.length} ${dry ? 'would be' : 'were'} anonymised (ended before ${before}, ${years} years)`,
      );
  } finally {
    await app.close();
  }
}

await run(process.argv.includes('--dry-run')).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
