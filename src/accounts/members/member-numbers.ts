import { createHmac } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { installationSecret } from '../../platform/database/secrets.js';
import { remember } from '../../platform/remember.js';
import { MOST_NUMBERS, mix, readNumber, type Stir, unmix, withCheckDigit } from './member-number.policy.js';

/**
 * The number by which a member can be meant without her name, to be typed where there is no camera. Seven digits; it follows from
 * her id and a secret of this installation, and proves nothing about who types it.
 */
@Injectable()
export class MemberNumbers implements OnModuleInit {
  private stir: Stir = () => 0;
  /** Her number never changes, and her page shows it each time. */
  private readonly known = remember<string>(2000);

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    const secret = await installationSecret(this.database, 'member-number');
    this.stir = (round, half) => createHmac('sha256', secret).update(`${round} ${half}`).digest().readUInt32BE() % 1000;
  }

  /** `1234-567`; nothing beyond a million people. */
  of(userId: number): string | undefined {
    if (userId >= MOST_NUMBERS) return undefined;
    return this.known(String(userId), () => {
      const digits = withCheckDigit(String(mix(userId, this.stir)).padStart(6, '0'));
      return `${digits.slice(0, 4)}-${digits.slice(4)}`;
    });
  }

  /** @returns whose it would be, whether she is there or not; nothing for a slip of the finger. */
  idOf(text: string): number | undefined {
    const digits = readNumber(text);
    return digits === undefined ? undefined : unmix(Number(digits.slice(0, 6)), this.stir);
  }
}
