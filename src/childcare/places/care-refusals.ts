import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { bandOn } from '../staffing/age.policy.js';
import type { CareRefusal } from './care-refusal.entity.js';
import { CarePlaceRows } from './care-place-rows.js';
import type { CareWish, PlacingFacts } from './placing.policy.js';
import type { Planned } from './planning.policy.js';

/** Keeps count of what was asked for and not to be had. */
@Injectable()
export class CareRefusals {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rows: CarePlaceRows,
  ) {}

  /** Noted after the use case, which as a rule goes back with the refusal. */
  note(planned: readonly Planned<CareWish>[], { rulesOf, children }: PlacingFacts): void {
    const at = this.clock.now();
    const rows = planned.flatMap((one): Omit<CareRefusal, 'id'>[] => {
      if (!('refused' in one) || !one.reason) return [];
      const { reason, wish } = one;
      const { venueId, date, start, end } = wish;
      const common = { venueId, date, startMinute: start, endMinute: end, reason, at };
      return wish.childIds.map((childId) => {
        const band = bandOn(children.get(childId)!.birthDate, date, rulesOf(venueId).basis);
        return { ...common, childId, band };
      });
    });
    if (rows.length === 0) return;
    this.database.afterwards(() => this.database.transaction((tx) => this.rows.noteRefusals(tx, rows)));
  }
}
