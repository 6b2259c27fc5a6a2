import { Injectable } from '@nestjs/common';
import { MemberNumbers } from '../../accounts/members/member-numbers.js';
import { Throttle } from '../../accounts/throttle.js';
import { conflict } from '../../platform/errors.js';
import { CheckInCodes } from '../check-in/check-in-codes.js';
import { CodeCheckIns } from '../check-in/code-check-ins.js';
import type { KioskDevice } from './kiosk-device.entity.js';

/** Digits with gaps and dashes, of any width: a number, and no code. */
const LIKE_A_NUMBER = /^[\d\s\u2010-\u2015\u2212\u30fc-]+$/;

/** Checks in whoever stands before the kiosk, by a code or by her number. */
@Injectable()
export class KioskCheckIns {
  constructor(
    private readonly throttle: Throttle,
    private readonly codes: CheckInCodes,
    private readonly numbers: MemberNumbers,
    private readonly checkIns: CodeCheckIns,
  ) {}

  /**
   * @param typed what a scanner read or a person typed. Typed again, it changes nothing.
   * @returns the code of the booking, the first of several, and whether she was in before
   * @throws Refused whatever check-in.policy.ts says; `bookings.in_unknown` for a code, `bookings.kiosk_no_such` for a number
   *   that is none, and `bookings.kiosk_none` alike where nobody has it and where she has nothing today; `throttled`
   */
  async checkIn(device: KioskDevice, typed: string): Promise<{ code: string; already: boolean }> {
    const text = typed.normalize('NFKC');
    const order = { actorId: null, kind: 'kiosk', venueId: device.venueId } as const;
    const { id, already } = LIKE_A_NUMBER.test(text)
      ? await this.checkIns.all(await this.byNumber(device, text), order)
      : await this.checkIns.byCode(text, order);
    return { code: this.codes.codeOf(id), already };
  }

  /** Only what leads nowhere counts as a guess. */
  private async byNumber(device: KioskDevice, text: string): Promise<number[]> {
    const memberId = this.numbers.idOf(text);
    if (memberId === undefined) throw conflict('code', 'bookings.kiosk_no_such');
    await this.throttle.count(['kiosk.number', String(device.id)]);
    const found = await this.checkIns.meant(memberId, { kind: 'kiosk', venueId: device.venueId });
    await this.throttle.forgive(['kiosk.number', String(device.id)]);
    return found;
  }
}
