import { Injectable } from '@nestjs/common';
import { type CareChance, CareChances } from '../../childcare/places/care-chances.js';
import { NamedFamily } from '../../childcare/readings/named-family.js';
import { Database } from '../../platform/database/database.js';
import type { DateText } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Stretch } from '../../venues/venue-rules.js';
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
    private readonly families: NamedFamily,
    private readonly chances: CareChances,
  ) {}

  /** Nothing for a member without children, or a day without childcare. One statement then; four at most. */
  async read(viewer: Viewer, draft: CareDraft): Promise<CareFormView | undefined> {
    const whose = { guardianId: draft.memberId, on: draft.date };
    const { children, named } = await this.families.of(this.database.reader, viewer, whose, 'booking');
    if (children.length === 0) return undefined;
    const chances = await this.chancesOf(draft);
    return careFormView({ children, chances, draft, named });
  }

  private async chancesOf({ venueId, date, start, end, bookingId }: CareDraft): Promise<CareChance[]> {
    const without = bookingId === undefined ? undefined : { kind: 'booking', id: bookingId };
    return this.chances.on(this.database.reader, venueId, [date], { start, end }, without);
  }
}
