import { SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Moment } from '../time.js';
import { dropOldForm } from './kept-form.js';

/** How long the house believes that whoever sits before the screen is still she who signed in, where much hangs on it. */
const PROOF_MINUTES = 30;

const PROVEN = 'tsudoi:proven';
const DURING_SET_UP = 'tsudoi:during-set-up';

declare module 'fastify' {
  interface Session {
    /** When she last showed her password or a passkey, epoch milliseconds. */
    provedAt?: number;
  }
}

/** For what a browser that was left open must not give away: asked for the password again if that was long ago. */
export const Proven = (): MethodDecorator & ClassDecorator => SetMetadata(PROVEN, true);
/** Open also to somebody of the staff who must set up a second factor first. */
export const DuringSetUp = (): MethodDecorator & ClassDecorator => SetMetadata(DURING_SET_UP, true);

/** The web filter leads to the page that asks for the password, and from there back. */
export class ProofNeeded extends Error {
  constructor(readonly now: Moment) {
    super();
  }
}
/** The web filter leads to where second factors are set up. */
export class SetUpNeeded extends Error {}

type Target = [handler: object, controller: object];

/** What stands between the viewer of the request and a route that she may use. @throws ProofNeeded, SetUpNeeded */
export function checkProof(reflector: Reflector, target: Target, request: FastifyRequest, now: Moment): void {
  dropOldForm(request, now);
  const declares = (mark: string): boolean => reflector.getAllAndOverride<boolean>(mark, target as never) ?? false;
  if (request.viewer?.setUp?.overdue && !declares(DURING_SET_UP)) throw new SetUpNeeded();
  if (declares(PROVEN) && !isFresh(request.session.provedAt, now)) throw new ProofNeeded(now);
}

function isFresh(provedAt: number | undefined, now: Moment): boolean {
  return provedAt !== undefined && now.epochMilliseconds - provedAt < PROOF_MINUTES * 60_000;
}
