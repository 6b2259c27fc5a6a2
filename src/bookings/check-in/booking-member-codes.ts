import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MemberCodes, type MemberCodeSource } from '../../accounts/members/member-codes.js';
import { Database } from '../../platform/database/database.js';
import { Booking } from '../booking.entity.js';
import { CheckInCodes } from './check-in-codes.js';

/** The code of a booking says whose it is, also where it is not the booking that matters. */
@Injectable()
export class BookingMemberCodes implements MemberCodeSource, OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly codes: CheckInCodes,
    private readonly members: MemberCodes,
  ) {}

  onModuleInit(): void {
    this.members.register(this);
  }

  async memberOf(code: string): Promise<number | undefined> {
    const id = this.codes.idOf(code);
    const booking = id === undefined ? null : await this.database.reader.findOneBy(Booking, { id });
    return booking?.memberId;
  }
}
