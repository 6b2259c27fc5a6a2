import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { onSendHookHandler } from 'fastify';
import { SETTINGS, type Settings } from '../settings.js';
import { farewell } from './farewell.js';

/**
 * A process that is told to end lets nobody down: for a while it goes on as ever, but says to whom it answers that she should
 * not come back on this connection, and to who watches over it (/readyz) that no more should be sent.
 */
@Injectable()
export class Leaving implements BeforeApplicationShutdown, OnApplicationShutdown {
  begun = false;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'drainSeconds'>) {}

  async beforeApplicationShutdown(signal?: string): Promise<void> {
    this.begun = true;
    if (signal) await pause(this.settings.drainSeconds * 1000);
  }

  /** The port is closed. */
  async onApplicationShutdown(signal?: string): Promise<void> {
    if (signal) await farewell();
  }

  /** A hook of the server. */
  readonly tell: onSendHookHandler = (_request, reply, payload, done) => {
    if (this.begun) void reply.header('Connection', 'close');
    done(null, payload);
  };
}
