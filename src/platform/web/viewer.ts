import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Language } from '../time.format.js';
import type { Moment } from '../time.js';
import type { Role } from './roles.js';

/** The person who looks at the page. */
export interface Viewer {
  id: number;
  name: string;
  email: string;
  roles: readonly Role[];
  language: Language;
  emailConfirmed: boolean;
  /** Has agreed to the privacy notice as it stands. */
  consented: boolean;
  /** One of the staff without a second factor: until when she has to set one up. */
  setUp?: { due: Moment; overdue: boolean };
}

/** Finds viewers; the accounts room provides it. */
export abstract class Viewers {
  /** @returns nothing for a person who is not there or may not sign in. One SQL statement. */
  abstract find(userId: number): Promise<Viewer | undefined>;
}

/** Reading what the staff reads: anybody who works here. */
export const STAFF: readonly Role[] = ['trainer', 'childcare', 'producer', 'supporter', 'manager', 'admin'];

export function isOne(viewer: Viewer | undefined, roles: readonly Role[]): boolean {
  return viewer !== undefined && viewer.roles.some((role) => roles.includes(role));
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Nothing: nobody is signed in. Set by the access guard. */
    viewer?: Viewer;
  }
  interface Session {
    userId?: number;
  }
}

/** The viewer in a handler's parameters. Optional only on public routes. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer | undefined => {
  return context.switchToHttp().getRequest<FastifyRequest>().viewer;
});
