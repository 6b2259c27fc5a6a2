import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { rememberLanguage } from '../../platform/web/language.js';
import { KnownBrowser } from '../known-browser.js';
import { recipient } from '../letters.js';
import { newDevice } from '../second-factor/letters.js';
import { coarseNetwork, deviceOf } from '../sessions/device.policy.js';
import { deviceLabel } from '../sessions/device-label.js';
import { User } from '../user.entity.js';

type Person = Pick<User, 'id' | 'email' | 'language'>;

declare module 'fastify' {
  interface Session {
    /** Where she signed in: for the list of her sessions. */
    device?: string;
    network?: string;
  }
}

/** Ties a browser to a person, and unties it. */
@Injectable()
export class BrowserSession {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly browsers: KnownBrowser,
    private readonly mailer: Mailer,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * A new session id, so that one planted before the sign-in is worth nothing. Brings the person's language. She is told by mail of
   * a browser that is new to her account.
   * @param byMail she came by a link of a mail: then she knows
   */
  async open(request: FastifyRequest, reply: FastifyReply, person: Person, byMail = false): Promise<void> {
    const known = byMail || (await this.browsers.recognise(request, person.email)) !== undefined;
    await request.session.regenerate();
    const { session } = request;
    session.userId = person.id;
    session.provedAt = this.clock.now().epochMilliseconds;
    session.device = deviceOf(request.headers['user-agent']);
    session.network = coarseNetwork(request.ip);
    rememberLanguage(reply, person.language);
    await this.browsers.remember(reply, person.email, this.settings.publicUrl.startsWith('https:'));
    await this.database.transaction((tx) => this.note(tx, person.id, request, known));
  }

  async close(request: FastifyRequest): Promise<void> {
    await request.session.destroy();
  }

  /** The very first browser is new to nobody. Staff is asked for a second factor from the first sign-in on. */
  private async note(tx: EntityManager, userId: number, { session }: FastifyRequest, known: boolean): Promise<void> {
    const now = this.clock.now();
    const user = await tx.findOneByOrFail(User, { id: userId });
    const asks = this.settings.secondFactorDays !== undefined;
    const factorAskedAt = user.factorAskedAt ?? (asks ? now : null);
    await tx.update(User, { id: userId }, { signedInAt: now, factorAskedAt });
    if (known || !user.signedInAt) return;
    await this.mailer.send(tx, recipient(user), newDevice(now, deviceLabel(session.device), session.network!));
  }
}
