import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { installationSecret } from '../../platform/database/secrets.js';

/** 128 bits of the signature: nobody guesses it, and the picture stays coarse enough for a poor camera. */
const SIGNATURE_BYTES = 16;
const CODE = /^([0-9a-z]{1,6})-([\w-]{22})$/;

/**
 * The code of a booking, as the QR picture and the mail have it: its number, signed. It says nothing about the person,
 * opens nothing by itself, and is good until the end of the booking, which may have been moved since the mail went out.
 */
@Injectable()
export class CheckInCodes implements OnModuleInit {
  private secret = '';

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    this.secret = await installationSecret(this.database, 'check-in');
  }

  codeOf(bookingId: number): string {
    return `${bookingId.toString(36)}-${this.sign(bookingId).toString('base64url')}`;
  }

  /** @param code as it was scanned or typed: alone, or at the end of its address. @returns nothing for what is none of ours. */
  idOf(code: string): number | undefined {
    const match = CODE.exec(code.trim().split('/').at(-1)!);
    if (!match) return undefined;
    const id = Number.parseInt(match[1]!, 36);
    return timingSafeEqual(Buffer.from(match[2]!, 'base64url'), this.sign(id)) ? id : undefined;
  }

  private sign(bookingId: number): Buffer {
    return createHmac('sha256', this.secret).update(`check-in:${bookingId}`).digest().subarray(0, SIGNATURE_BYTES);
  }
}
