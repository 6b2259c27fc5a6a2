import { Injectable } from '@nestjs/common';
import { Rosters } from '../staffing/rosters.js';
import { acceptanceOf } from './affected.js';
import { SlotChanges } from './slot-changes.js';
import type { DutyForm, WithdrawalForm } from './slot-form.js';

/** Who looks after the children of a slot. */
@Injectable()
export class SlotRoster {
  constructor(
    private readonly changes: SlotChanges,
    private readonly rosters: Rosters,
  ) {}

  /** @throws Refused as Rosters.put */
  async put(actorId: number, slotId: number, { userId, from, to }: DutyForm): Promise<void> {
    const acceptance = { shown: [], tellReason: null };
    const wish = { actorId, slotId, action: 'childcare.rostered', acceptance, reason: 'care:reasons.staff' } as const;
    await this.changes.change(wish, async (tx, slot) => {
      const duty = { userId, start: from ?? slot.startMinute, end: to ?? slot.endMinute };
      await this.rosters.put(tx, actorId, [slot], duty);
      return duty;
    });
  }

  /** @throws Refused not_found; PlacesAffected */
  async withdraw(actorId: number, slotId: number, rosterId: number, form: WithdrawalForm): Promise<void> {
    const acceptance = acceptanceOf(form);
    const wish = { actorId, slotId, action: 'childcare.withdrawn', acceptance, reason: 'care:reasons.staff' } as const;
    await this.changes.change(wish, async (tx) => {
      await this.rosters.withdraw(tx, actorId, slotId, rosterId, form.reason);
      return { rosterId };
    });
  }
}
