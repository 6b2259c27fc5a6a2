import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'node:http';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { onSendHookHandler } from 'fastify';
import { SETTINGS, type Settings } from '../settings.js';
import { farewell } from './farewell.js';

/** Who comes in the instant in which the port is closed is cut off: it stays open until nobody has come for so long. */
const QUIET_MS = 300;
/** But no longer than this, for who never heard that nobody should come. */
const LATEST_MS = 5000;

/**
 * A process that is told to end lets nobody down: for a while it goes on as ever, but says to whom it answers that she should
 * not come back on this connection, and to who watches over it (/readyz) that no more should be sent.
 */
@Injectable()
export class Leaving implements BeforeApplicationShutdown, OnApplicationShutdown {
  begun = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'drainSeconds'>,
    private readonly host: HttpAdapterHost,
  ) {}

  async beforeApplicationShutdown(signal?: string): Promise<void> {
    this.begun = true;
    const { drainSeconds } = this.settings;
    if (!signal || drainSeconds === 0) return;
    await pause(drainSeconds * 1000);
    await this.quiet();
  }

  /** The port is closed. */
  async onApplicationShutdown(signal?: string): Promise<void> {
    if (signal) await farewell();
  }

  private async quiet(): Promise<void> {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    let came = false;
    server.on('connection', () => (came = true));
    const latest = performance.now() + LATEST_MS;
    do {
      came = false;
      await pause(QUIET_MS);
    } while (came && performance.now() < latest);
  }

  /** A hook of the server. */
  readonly tell: onSendHookHandler = (_request, reply, payload, done) => {
    if (this.begun) void reply.header('Connection', 'close');
    done(null, payload);
  };
}
