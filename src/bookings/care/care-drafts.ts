import { Injectable } from '@nestjs/common';
import { Children } from '../../childcare/children/children.js';
import { type CareChance, CareChances } from '../../childcare/places/care-chances.js';
import { Database } from '../../platform/database/database.js';
import type { DateText } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { seesNames } from '../../childcare/places/care-names.policy.js';
import { type CareFormView, careFormView } from './care-form.view.js';

export interface CareDraft extends Stretch {
  venueId: number;
  memberId: number;
  date: DateText;
  /** Ticked; in a change that says nothing of children, those who have a place. */
  childIds: readonly number[];
  /** The booking that is being changed: what it holds is hers. */
  bookingId?: number;
}

/** Reads what the form for booking shows of childcare. */
@Injectable()
export class CareDrafts {
  constructor(
    private readonly database: Database,
    private readonly children: Children,
    private readonly chances: CareChances,
  ) {}

  /** Nothing for a member without children, or a day without childcare. One statement then; two at most. */
  async read(viewer: Viewer, draft: CareDraft): Promise<CareFormView | undefined> {
    const { reader } = this.database;
    const children = await this.children.ofGuardian(reader, draft.memberId, draft.date);
    if (children.length === 0) return undefined;
    const chances = await this.chancesOf(draft);
    return careFormView({ children, chances, draft, named: seesNames(viewer, draft.memberId) });
  }

  private async chancesOf({ venueId, date, start, end, bookingId }: CareDraft): Promise<CareChance[]> {
    const without = bookingId === undefined ? undefined : { kind: 'booking', id: bookingId };
    return this.chances.on(this.database.reader, venueId, [date], { start, end }, without);
  }
}
