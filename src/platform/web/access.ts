import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../clock.js';
import { forbidden } from '../errors.js';
import { isDevicePage } from './device.js';
import { checkProof } from './proof.js';
import type { Role } from './roles.js';
import { isOne, Viewers } from './viewer.js';

export type Access = 'public' | 'signed-in' | readonly Role[];

const ACCESS = 'tsudoi:access';

/** Open to everybody. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, 'public' satisfies Access);
/** Open to everybody who is signed in, whatever the role. */
export const SignedIn = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, 'signed-in' satisfies Access);
/** Open to people with at least one of these roles. */
export const Allow = (...roles: [Role, ...Role[]]): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, roles);

/** What a route declares: on the method, else on its class. */
export function accessOf(reflector: Reflector, handler: object, controller: object): Access | undefined {
  return reflector.getAllAndOverride<Access>(ACCESS, [handler as never, controller as never]);
}

/** Nobody is signed in, and the route is not public. The web filter leads to the sign-in page. */
export class SignInNeeded extends Error {}

/** First of the three locks (DESIGN §5.9). A route that declares nothing is shut. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly viewers: Viewers,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const userId = request.session?.userId;
    if (userId !== undefined && !isDevicePage(request)) request.viewer = await this.viewers.find(userId);

    const target: [object, object] = [context.getHandler(), context.getClass()];
    const access = accessOf(this.reflector, ...target);
    if (access === 'public') return true;
    if (!request.viewer) throw new SignInNeeded();
    if (!access || (access !== 'signed-in' && !isOne(request.viewer, access))) throw forbidden();
    checkProof(this.reflector, target, request, this.clock.now());
    return true;
  }
}
