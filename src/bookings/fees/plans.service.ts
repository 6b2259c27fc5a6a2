import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid, notFound } from '../../platform/errors.js';
import { addMonths, todayAt } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingCheck } from '../booking-check.js';
import { mustBeMember } from '../booking.service.js';
import type { Cover } from './fee.policy.js';
import { Fees } from './fees.service.js';
import { monthOf } from './month.js';
import { FeePlan } from './plan.entity.js';

export const MOST_MONTHS = 12;

export interface PlanOrder {
  memberId: number;
  venueId: number;
  kind: Cover;
  /** The first month, `2026-11`. */
  month: string;
  /** 1 to MOST_MONTHS. */
  months: number;
}

/** Months for which a member does not pay by the hour. What she has booked from today on is priced by it at once. */
@Injectable()
export class Plans {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly check: BookingCheck,
    private readonly fees: Fees,
  ) {}

  /**
   * Each month is a line of its own on that month's list. Months that stand already are left alone: sent twice, it is done
   * once.
   * @throws Refused `bookings.fee_no_plan` where the venue sells none, `bookings.fee_other_plan`, `bookings.fee_past_month`
   */
  async sell(actorId: number, { memberId, venueId, kind, month, months }: PlanOrder): Promise<void> {
    const now = this.clock.now();
    if (month < monthOf(todayAt(now))) throw invalid('month', 'bookings.fee_past_month');
    const wanted = Array.from({ length: months }, (_, ahead) => monthOf(addMonths(`${month}-01`, ahead)));
    await this.database.transaction(async (tx) => {
      await this.check.lock(tx, venueId, memberId);
      await mustBeMember(tx, memberId);
      const venue = await tx.findOneBy(Venue, { id: venueId });
      if (!venue) throw notFound();
      const { fees } = venue;
      if (!fees || fees.free || (kind === 'plan' && fees.month === null)) throw invalid('kind', 'bookings.fee_no_plan');
      const standing = await tx.findBy(FeePlan, { memberId, venueId, month: In(wanted), endedAt: IsNull() });
      const other = standing.find((one) => one.kind !== kind);
      if (other) throw conflict('month', 'bookings.fee_other_plan', { month: `${other.month}-01` });
      const fresh = wanted.filter((one) => standing.every((plan) => plan.month !== one));
      if (fresh.length === 0) return;
      const price = kind === 'plan' ? fees.month! : 0;
      const sold = { memberId, venueId, kind, price, taxPercent: fees.taxPercent, soldAt: now, soldBy: actorId };
      await tx.insert(
        FeePlan,
        fresh.map((one) => ({ ...sold, month: one })),
      );
      for (const one of fresh) {
        await this.fees.cover(tx, { venueId, memberId }, one, { from: todayAt(now), cover: kind });
      }
      await this.audit.record(tx, {
        actorId,
        action: 'bookings.fee_plan_sold',
        subject: { kind: 'user', id: memberId },
        detail: { venueId, kind, months: fresh, price },
      });
    });
  }

  /** Takes a month back: what is booked from today on is priced by the hour again. Done once, it stays as it is. */
  async end(actorId: number, memberId: number, id: number): Promise<FeePlan> {
    return this.database.transaction(async (tx) => {
      const seen = await tx.findOneBy(FeePlan, { id, memberId });
      if (!seen) throw notFound();
      await this.check.lock(tx, seen.venueId, seen.memberId);
      const plan = await tx.findOneByOrFail(FeePlan, { id });
      if (plan.endedAt) return plan;
      const now = this.clock.now();
      Object.assign(plan, { endedAt: now, endedBy: actorId });
      await tx.save(plan);
      await this.fees.cover(tx, plan, plan.month, { from: todayAt(now), cover: null });
      const { venueId, month, kind } = plan;
      await this.audit.record(tx, {
        actorId,
        action: 'bookings.fee_plan_ended',
        subject: { kind: 'user', id: memberId },
        detail: { venueId, month, kind },
      });
      return plan;
    });
  }
}
