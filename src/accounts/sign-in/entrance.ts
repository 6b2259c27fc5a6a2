import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { Database } from '../../platform/database/database.js';
import { Refused } from '../../platform/errors.js';
import { Consents } from '../consent/consents.service.js';
import { SecondFactors } from '../second-factor/factors.service.js';
import '../second-factor/session-state.js';
import { User } from '../user.entity.js';
import { BrowserSession } from './browser-session.js';

interface Onward {
  /** Where she was going. */
  next: string;
  /** She came by a link of a mail. */
  byMail?: boolean;
}

/** The way in: password, second factor where there is one, consent where it is missing, and on to where she was going. */
@Injectable()
export class Entrance {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly factors: SecondFactors,
    private readonly sessions: BrowserSession,
    private readonly consents: Consents,
  ) {}

  /** She has shown her password, or that the mailbox is hers. @returns the page to go to */
  async afterPassword(request: FastifyRequest, reply: FastifyReply, user: User, onward: Onward): Promise<string> {
    if (!(await this.factors.isAsked(user.id))) return this.open(request, reply, user.id, onward);
    await request.session.regenerate();
    request.session.pending = { userId: user.id, since: this.clock.now().epochMilliseconds, ...onward };
    return paths.secondStep();
  }

  /**
   * She has shown all that is asked of her. Whoever has not agreed to the privacy notice as it stands is asked first.
   * @returns the page to go to
   * @throws Refused `accounts.deactivated`
   */
  async open(request: FastifyRequest, reply: FastifyReply, userId: number, onward: Onward): Promise<string> {
    const user = await this.database.reader.findOneByOrFail(User, { id: userId });
    if (user.deactivatedAt) throw new Refused('forbidden', 'accounts.deactivated');
    await this.sessions.open(request, reply, user, onward.byMail);
    return (await this.consents.isThere(user.id)) ? onward.next : paths.ownConsent(onward.next);
  }
}
