import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../app.module.js';
import { readSettings } from '../../platform/settings.js';
import { SecondFactors } from './factors.service.js';

/** `npm run factors:reset -- address`, with the settings of the server: for the administrator whom no other can help. */
async function run(email: string | undefined): Promise<void> {
  if (!email) throw new Error('Usage: npm run factors:reset -- somebody@example.jp');
  const settings = { ...readSettings(process.env), timers: false };
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(settings), { logger: ['error', 'warn'] });
  try {
    if (!(await app.get(SecondFactors).resetOf(email))) throw new Error(`Nobody has the address ${email}.`);
    console.log(
      `${email}: passkeys, app and recovery codes are gone, and all sessions ended. The password is as it was.`,
    );
  } finally {
    await app.close();
  }
}

await run(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
