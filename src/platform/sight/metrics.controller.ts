import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notFound } from '../errors.js';
import { SETTINGS, type Settings } from '../settings.js';
import { Public } from '../web/access.js';
import { allMetrics } from './all-metrics.js';
import { Metrics } from './metrics.js';

const OWN_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const FORWARDED = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'];

/** For Prometheus, in its own format. Who may not see it is not told that it is there. */
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('metrics')
  @Public()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async show(@Req() request: FastifyRequest): Promise<string> {
    if (!this.mayRead(request)) throw notFound();
    return allMetrics(this.metrics.registry);
  }

  /** With the token that is set; without one only from this machine itself, and not through a proxy on it. */
  private mayRead({ headers, socket }: FastifyRequest): boolean {
    const { metricsToken } = this.settings;
    if (metricsToken) return isSame(headers.authorization ?? '', `Bearer ${metricsToken}`);
    return OWN_ADDRESSES.has(socket.remoteAddress ?? '') && FORWARDED.every((name) => !(name in headers));
  }
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
