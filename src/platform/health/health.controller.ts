import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../web/access.js';
import { type Readiness, ReadinessCheck } from './readiness.js';

/** For whoever watches over the process: JSON, nothing about anybody. */
@Controller()
@Public()
export class HealthController {
  constructor(private readonly readiness: ReadinessCheck) {}

  /** The process is up. It says nothing of the database: a restart would not mend that. */
  @Get('healthz')
  @Header('Cache-Control', 'no-store')
  alive(): object {
    return { alive: true };
  }

  /** Requests may be sent here: both databases answer, and their tables are those of this version. Otherwise 503. */
  @Get('readyz')
  @Header('Cache-Control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.readiness.ask();
    if (!readiness.ready) void reply.status(503);
    return readiness;
  }
}
