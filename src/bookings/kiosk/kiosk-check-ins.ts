import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { MemberCodes } from '../../accounts/members/member-codes.js';
import { MemberNumbers } from '../../accounts/members/member-numbers.js';
import { Throttle } from '../../accounts/throttle.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import { CheckInCodes } from '../check-in/check-in-codes.js';
import { CheckInService } from '../check-in/check-in.service.js';
import { Booking } from '../booking.entity.js';
import { meantBookings } from './kiosk-arrival.policy.js';
import type { KioskDevice } from './kiosk-device.entity.js';

/** Digits with gaps and dashes, of any width: a number, and no code. */
const LIKE_A_NUMBER = /^[\d\s\u2010-\u2015\u2212\u30fc-]+$/;

/** Checks in whoever stands before the kiosk, by a code or by her number. */
@Injectable()
export class KioskCheckIns {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly throttle: Throttle,
    private readonly codes: CheckInCodes,
    private readonly numbers: MemberNumbers,
    private readonly members: MemberCodes,
    private readonly checkIns: CheckInService,
  ) {}

  /**
   * @param typed what a scanner read or a person typed. Typed again, it changes nothing.
   * @returns the code of the booking, the first of several, and whether she was in before
   * @throws Refused whatever check-in.policy.ts says; `bookings.in_unknown` for a code, `bookings.kiosk_no_such` for a number
   *   that is none, and `bookings.kiosk_none` alike where nobody has it and where she has nothing today; `throttled`
   */
  async checkIn(device: KioskDevice, typed: string): Promise<{ code: string; already: boolean }> {
    const text = typed.normalize('NFKC');
    const ids = await this.meant(device, text);
    const done = [];
    for (const id of ids) {
      if (id === undefined) throw conflict('code', 'bookings.in_unknown');
      const order = { actorId: null, kind: 'kiosk', venueId: device.venueId } as const;
      done.push(await this.checkIns.checkIn(id, order));
    }
    return { code: this.codes.codeOf(ids[0]!), already: done.every(({ already }) => already) };
  }

  /** A number, her code of the day, or the code of a booking. */
  private async meant(device: KioskDevice, text: string): Promise<(number | undefined)[]> {
    if (LIKE_A_NUMBER.test(text)) return this.byNumber(device, text);
    const memberId = this.members.ownerToday(text);
    return memberId === undefined ? [this.codes.idOf(text)] : this.todayOf(device, memberId);
  }

  /** Only what leads nowhere counts as a guess. */
  private async byNumber(device: KioskDevice, text: string): Promise<number[]> {
    const memberId = this.numbers.idOf(text);
    if (memberId === undefined) throw conflict('code', 'bookings.kiosk_no_such');
    await this.throttle.count(['kiosk.number', String(device.id)]);
    const found = await this.todayOf(device, memberId);
    await this.throttle.forgive(['kiosk.number', String(device.id)]);
    return found;
  }

  private async todayOf(device: KioskDevice, memberId: number): Promise<number[]> {
    const now = this.clock.now();
    const bookings = await this.database.reader.find(Booking, {
      where: { memberId, date: todayAt(now), status: Not('cancelled') },
      order: { startMinute: 'ASC', id: 'ASC' },
    });
    const meant = meantBookings(bookings, device.venueId, now);
    if (meant.length === 0) throw conflict('code', 'bookings.kiosk_none');
    return meant.map(({ id }) => id);
  }
}
