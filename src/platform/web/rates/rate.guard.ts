import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../settings.js';
import { isLoopback, networkOf } from '../network.js';
import { rateKindOf } from './rate.policy.js';
import { Rates } from './rates.js';

/** Before anybody asks who it is: too many requests of one person or one network are turned away without a look at the data. */
@Injectable()
export class RateGuard implements CanActivate {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly rates: Rates,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { rateLimits } = this.settings;
    if (rateLimits === 'off' || (rateLimits === 'remote' && isLoopback(request.ip))) return true;
    const userId = request.session?.userId;
    const kind = rateKindOf(request.method, request.routeOptions.url ?? '', userId !== undefined);
    if (kind)
      await this.rates.count(kind, userId === undefined ? `network ${networkOf(request.ip)}` : `person ${userId}`);
    return true;
  }
}
