import { createHash, randomBytes } from 'node:crypto';
import cookies from '@fastify/cookie';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IsNull } from 'typeorm';
import { Throttle } from '../../accounts/throttle.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { installationSecret } from '../../platform/database/secrets.js';
import { conflict } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { KioskDevice } from './kiosk-device.entity.js';

const COOKIE = 'kiosk';
/** The longest that browsers keep a cookie; each look at the board renews it. */
const COOKIE_DAYS = 400;
/** Being seen is written down this often at most. */
const SEEN_SECONDS = 60;

/**
 * What makes a tablet a kiosk: a cookie of its own, sent to /kiosk only, which says a random token with our signature. It
 * is no session, and signs nobody in.
 */
@Injectable()
export class KioskPairing implements OnModuleInit {
  private secret = '';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly throttle: Throttle,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onModuleInit(): Promise<void> {
    this.secret = await installationSecret(this.database, 'kiosk');
  }

  /**
   * The device by which a code was typed becomes the kiosk. Of two that type the same one, only the first.
   * @param network who tries: wrong codes slow it down
   * @throws Refused `bookings.kiosk_code_wrong`, also for one that was used or ran out; `throttled`
   */
  async pair(code: string, network: string, reply: FastifyReply): Promise<void> {
    await this.throttle.count(['kiosk.pairing', network]);
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const device = await tx.findOneBy(KioskDevice, { pairingCode: code, revokedAt: IsNull() });
      if (!device?.pairingUntil || device.pairingUntil.epochMilliseconds <= now.epochMilliseconds) throw wrongCode();
      const facts = { tokenHash: hashOf(token), pairingCode: null, pairingUntil: null, pairedAt: now, lastSeenAt: now };
      const { affected } = await tx.update(KioskDevice, { id: device.id, pairingCode: code }, facts);
      if (!affected) throw wrongCode();
      const subject = { kind: 'kiosk', id: device.id };
      await this.audit.record(tx, { actorId: null, action: 'bookings.kiosk_paired', subject });
      await this.throttle.forget(tx, ['kiosk.pairing', network]);
    });
    this.give(reply, cookies.sign(token, this.secret));
  }

  /** The kiosk that asks, if it is one. One statement; once a minute its being seen is written down. */
  async deviceOf(request: FastifyRequest): Promise<KioskDevice | undefined> {
    const { valid, value } = cookies.unsign(request.cookies[COOKIE] ?? '', this.secret);
    if (!valid || !value) return undefined;
    const device = await this.database.reader.findOneBy(KioskDevice, {
      tokenHash: hashOf(value),
      revokedAt: IsNull(),
    });
    if (device) await this.seen(device);
    return device ?? undefined;
  }

  /** Lets the device be a kiosk for longer. */
  keep(request: FastifyRequest, reply: FastifyReply): void {
    this.give(reply, request.cookies[COOKIE]!);
  }

  private give(reply: FastifyReply, value: string): void {
    const secure = this.settings.publicUrl.startsWith('https:');
    const maxAge = COOKIE_DAYS * 24 * 60 * 60;
    void reply.setCookie(COOKIE, value, { path: paths.kiosk(), httpOnly: true, sameSite: 'strict', secure, maxAge });
  }

  private async seen({ id, lastSeenAt }: KioskDevice): Promise<void> {
    const now = this.clock.now();
    const before = lastSeenAt?.epochMilliseconds ?? 0;
    if (now.epochMilliseconds - before < SEEN_SECONDS * 1000) return;
    await this.database.transaction((tx) => tx.update(KioskDevice, { id }, { lastSeenAt: now }));
  }
}

function wrongCode() {
  return conflict('code', 'bookings.kiosk_code_wrong');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
