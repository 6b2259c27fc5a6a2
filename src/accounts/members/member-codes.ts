import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { installationSecret } from '../../platform/database/secrets.js';
import { type DateText, todayAt } from '../../platform/time.js';
import { MemberNumbers } from './member-numbers.js';

/** A room whose codes lead to a member as well. */
export interface MemberCodeSource {
  /** @param code alone, or at the end of an address. At most one statement. */
  memberOf(code: string): Promise<number | undefined>;
}

const SIGNATURE_BYTES = 16;
const CODE = /^m([0-9a-z]{1,6})-([\w-]{22})$/;

/**
 * Who stands there with a code: her own of the day, her number, or what other rooms have given her. The one of the day is
 * her number signed with the date, so that a picture of it is worth nothing tomorrow.
 */
@Injectable()
export class MemberCodes implements OnModuleInit {
  private readonly sources: MemberCodeSource[] = [];
  private secret = '';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly numbers: MemberNumbers,
  ) {}

  async onModuleInit(): Promise<void> {
    this.secret = await installationSecret(this.database, 'member-code');
  }

  register(source: MemberCodeSource): void {
    this.sources.push(source);
  }

  /** Good for today. */
  codeOf(userId: number): string {
    const signature = this.sign(userId, todayAt(this.clock.now())).toString('base64url');
    return `m${userId.toString(36)}-${signature}`;
  }

  /** @returns whose it would be, whether she is there or not; nothing for what is none of ours */
  async memberOf(typed: string): Promise<number | undefined> {
    const code = typed.normalize('NFKC').trim();
    const own = this.ownerToday(code) ?? this.numbers.idOf(code);
    if (own !== undefined) return own;
    for (const source of this.sources) {
      const member = await source.memberOf(code);
      if (member !== undefined) return member;
    }
    return undefined;
  }

  /** Whose code of today it is; nothing for anything else. No statement. */
  ownerToday(code: string): number | undefined {
    const match = CODE.exec(code.trim());
    if (!match) return undefined;
    const id = Number.parseInt(match[1]!, 36);
    const today = this.sign(id, todayAt(this.clock.now()));
    return timingSafeEqual(Buffer.from(match[2]!, 'base64url'), today) ? id : undefined;
  }

  private sign(userId: number, date: DateText): Buffer {
    return createHmac('sha256', this.secret).update(`member:${userId}:${date}`).digest().subarray(0, SIGNATURE_BYTES);
  }
}
