import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { seal } from '../../platform/crypto/sealed.js';
import { paths } from '../../platform/paths.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { RecoveryCodes } from './recovery-codes.service.js';
import { unsealed } from './session-state.js';

/** Recovery codes on their one way to the person: sealed in her session, until she says that she has kept them. */
@Injectable()
export class FirstCodes {
  constructor(private readonly codes: RecoveryCodes) {}

  /** After a first passkey or app was added: the page with the codes that go with it, else back. */
  async nextPage(viewer: Viewer, request: FastifyRequest): Promise<string> {
    if ((await this.codes.left(viewer.id)) > 0) return paths.security();
    await this.make(viewer, request);
    return paths.recoveryCodes();
  }

  async make(viewer: Viewer, { session }: FastifyRequest): Promise<void> {
    session.newCodes = seal((await this.codes.renew(viewer)).join(' '));
  }

  shownIn({ session }: FastifyRequest): string[] | undefined {
    return unsealed(session.newCodes)?.split(' ');
  }
}
