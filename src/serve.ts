import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { adapterFor, setUp } from './app.setup.js';
import { readSettings, SettingsError } from './platform/settings.js';

/** Boots the server: settings, database, seeds, web. */
export async function serve(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    const settings = readSettings(env);
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapterFor(settings), {
      logger: ['error', 'warn', 'log'],
    });
    await setUp(app, settings);
    await app.listen(settings.port, settings.host);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
