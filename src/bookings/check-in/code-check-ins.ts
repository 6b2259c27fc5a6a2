import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { MemberCodes } from '../../accounts/members/member-codes.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import { Booking } from '../booking.entity.js';
import { CheckInCodes } from './check-in-codes.js';
import { type CheckInOrder, CheckInService } from './check-in.service.js';
import { meantBookings } from './meant-bookings.policy.js';

export interface CodeCheckedIn {
  /** The first of several. */
  id: number;
  /** She was in for all of them before. */
  already: boolean;
}

/** Checks in whoever shows a code, at the front desk and at the kiosk alike. Shown again, it changes nothing. */
@Injectable()
export class CodeCheckIns {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly codes: CheckInCodes,
    private readonly members: MemberCodes,
    private readonly checkIns: CheckInService,
  ) {}

  /**
   * @param typed a member's code of the day, or the code of a booking
   * @throws Refused whatever check-in.policy.ts says; `bookings.in_unknown` for what is no code; `bookings.in_none` where she has nothing today
   */
  async byCode(typed: string, order: CheckInOrder): Promise<CodeCheckedIn> {
    const text = typed.normalize('NFKC');
    const memberId = this.members.ownerToday(text);
    if (memberId !== undefined) return this.all(await this.meant(memberId, order), order);
    const id = this.codes.idOf(text);
    if (id === undefined) throw conflict('code', 'bookings.in_unknown');
    return this.all([id], order);
  }

  /**
   * @returns her bookings that are meant, one at least
   * @throws Refused `bookings.in_none`, at the kiosk `bookings.kiosk_none`, where she has nothing today or is not there at all
   */
  async meant(memberId: number, order: Pick<CheckInOrder, 'kind' | 'venueId'>): Promise<number[]> {
    const now = this.clock.now();
    const bookings = await this.database.reader.find(Booking, {
      where: { memberId, date: todayAt(now), status: Not('cancelled') },
      order: { startMinute: 'ASC', id: 'ASC' },
    });
    const meant = meantBookings(bookings, order.venueId, now).map(({ id }) => id);
    if (meant.length === 0) throw conflict('code', order.kind === 'kiosk' ? 'bookings.kiosk_none' : 'bookings.in_none');
    return meant;
  }

  /** @param ids one at least @throws Refused whatever check-in.policy.ts says */
  async all(ids: readonly number[], order: CheckInOrder): Promise<CodeCheckedIn> {
    let already = true;
    for (const id of ids) {
      const done = await this.checkIns.checkIn(id, order);
      already &&= done.already;
    }
    return { id: ids[0]!, already };
  }
}
