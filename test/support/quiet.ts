import { Logger } from '@nestjs/common';

/** Runs what is meant to fail, without its lines in the log. */
export async function quiet<T>(work: () => Promise<T>): Promise<T> {
  Logger.overrideLogger(false);
  try {
    return await work();
  } finally {
    Logger.overrideLogger(['error', 'warn']);
  }
}
