import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { readSettings, type Settings } from './platform/settings.js';

/** For commands: the whole house with the settings of the server, but without a door, and doing nothing by itself. */
export async function inHouse(
  env: Record<string, string | undefined>,
  work: (house: INestApplicationContext, settings: Settings) => Promise<void>,
): Promise<void> {
  const settings = { ...readSettings(env), timers: false };
  const quiet = { logger: ['error', 'warn'] as ('error' | 'warn')[], abortOnError: false };
  const house = await NestFactory.createApplicationContext(AppModule.forRoot(settings), quiet);
  try {
    await work(house, settings);
  } finally {
    await house.close();
  }
}
