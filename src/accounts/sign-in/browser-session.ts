import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { rememberLanguage } from '../../platform/web/language.js';
import { KnownBrowser } from '../known-browser.js';
import type { User } from '../user.entity.js';

type Person = Pick<User, 'id' | 'email' | 'language'>;

/** Ties a browser to a person, and unties it. */
@Injectable()
export class BrowserSession {
  constructor(
    private readonly browsers: KnownBrowser,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A new session id, so that one planted before the sign-in is worth nothing. Brings the person's language. */
  async open(request: FastifyRequest, reply: FastifyReply, person: Person): Promise<void> {
    await request.session.regenerate();
    request.session.userId = person.id;
    rememberLanguage(reply, person.language);
    await this.browsers.remember(reply, person.email, this.settings.publicUrl.startsWith('https:'));
  }

  async close(request: FastifyRequest): Promise<void> {
    await request.session.destroy();
  }
}
