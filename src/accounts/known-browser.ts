import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../platform/database/database.js';
import { installationSecret } from '../platform/database/secrets.js';

const COOKIE = 'browser';
const YEAR = 365 * 24 * 60 * 60;

/**
 * Remembers, in a cookie of its own, that this browser once signed in to this account. It opens nothing; it only keeps a
 * stranger's wrong guesses from slowing down the person herself ("device cookies" of OWASP).
 */
@Injectable()
export class KnownBrowser {
  constructor(private readonly database: Database) {}

  /** @returns what tells this browser from others, if it is known to the account of that address. */
  async recognise(request: FastifyRequest, email: string): Promise<string | undefined> {
    const [nonce, seal] = (request.cookies[COOKIE] ?? '').split('.');
    if (!nonce || !seal) return undefined;
    const right = Buffer.from(await this.seal(nonce, email));
    const given = Buffer.from(seal);
    return right.length === given.length && timingSafeEqual(right, given) ? nonce : undefined;
  }

  async remember(reply: FastifyReply, email: string, secure: boolean): Promise<void> {
    const nonce = randomBytes(16).toString('base64url');
    const value = `${nonce}.${await this.seal(nonce, email)}`;
    void reply.setCookie(COOKIE, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: YEAR });
  }

  private async seal(nonce: string, email: string): Promise<string> {
    this.secret ??= installationSecret(this.database, 'known-browser');
    return createHmac('sha256', await this.secret)
      .update(`${nonce} ${email}`)
      .digest('base64url');
  }

  private secret?: Promise<string>;
}
