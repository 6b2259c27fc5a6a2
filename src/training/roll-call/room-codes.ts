import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { installationSecret } from '../../platform/database/secrets.js';
import type { Moment } from '../../platform/time.js';
import { codeMinutes } from './room-code.policy.js';

const DIGITS = 6;

/** The codes on the screen of a room: of one session and one minute. Six digits, since people type them. */
@Injectable()
export class RoomCodes implements OnModuleInit {
  private secret = '';

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    this.secret = await installationSecret(this.database, 'room-code');
  }

  /** @param minute since 1970 */
  codeOf(sessionId: number, minute: number): string {
    const digest = createHmac('sha256', this.secret).update(`room:${sessionId}:${minute}`).digest();
    return String(digest.readUInt32BE() % 10 ** DIGITS).padStart(DIGITS, '0');
  }

  /**
   * Those of the sessions whose code it is now, and those whose it was a while ago.
   * @param code six digits
   */
  sessionsOf<T extends { id: number }>(sessions: readonly T[], code: string, now: Moment): { now: T[]; before: T[] } {
    const typed = Buffer.from(code);
    const minutes = codeMinutes(now);
    const matches = sessions.flatMap((session) =>
      minutes
        .filter(({ minute }) => timingSafeEqual(Buffer.from(this.codeOf(session.id, minute)), typed))
        .map(({ good }) => ({ session, good })),
    );
    const [fresh, old] = [true, false].map((wanted) => matches.filter(({ good }) => good === wanted));
    return { now: fresh!.map(({ session }) => session), before: old!.map(({ session }) => session) };
  }
}
