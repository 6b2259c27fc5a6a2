import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Children } from '../../childcare/children/children.js';
import { CarePlaces } from '../../childcare/places/care-places.js';
import { conflict, invalid } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Wanted } from '../booking.policy.js';
import { childPhrase } from '../care/care-form.view.js';
import { seesNames, withoutName } from '../../childcare/places/care-names.policy.js';
import type { Occurrence } from './occurrence.policy.js';
import type { SeriesPlan } from './series-plans.js';

/** A child on the form of a change. */
export interface ChildChoice {
  id: number;
  name: Phrase;
  /** Can be ticked. */
  approved: boolean;
}

/** Whose series it is. */
interface Whose {
  venueId: number;
  memberId: number;
}

/** One date that is written, with its booking. */
type Cared = Wanted & Pick<Occurrence, 'before'> & { childIds: readonly number[]; bookingId: number };

/** Childcare on the dates of a series: each by itself, all of them in as many statements as one. */
@Injectable()
export class SeriesCare {
  constructor(
    private readonly places: CarePlaces,
    private readonly children: Children,
  ) {}

  /** Children of the member that can be chosen, as the viewer may call them. One statement. */
  async choices(manager: EntityManager, viewer: Viewer, memberId: number, on: DateText): Promise<ChildChoice[]> {
    const children = await this.children.ofGuardian(manager, memberId, on);
    const named = seesNames(viewer, memberId);
    return children.map((child, index) => ({
      id: child.id,
      name: childPhrase(child, index + 1, on, named),
      approved: child.standing === 'approved',
    }));
  }

  /**
   * The plan with those dates refused on which childcare cannot be had. Two statements, none without children.
   * @param childrenOn who is to be looked after on a date
   */
  async planned(
    manager: EntityManager,
    viewer: Viewer,
    plan: SeriesPlan,
    memberId: number,
    childrenOn: (one: Occurrence) => readonly number[],
  ): Promise<SeriesPlan> {
    const venueId = plan.venue.id;
    const asked = plan.occurrences.filter((one) => one.accepted && childrenOn(one).length > 0);
    if (asked.length === 0) return plan;
    const wishes = asked.map((one) => ({
      ...slotOf(one),
      venueId,
      guardianId: memberId,
      childIds: childrenOn(one),
      for: one.before && { kind: 'booking', id: one.before.id },
    }));
    const refusals = await this.places.whyRefused(manager, wishes);
    const occurrences = plan.occurrences.map((one): Occurrence => {
      const refused = refusals[asked.indexOf(one)];
      if (!refused) return one;
      const shown = seesNames(viewer, memberId) ? refused : (withoutName(refused) as typeof refused);
      return { ...one, state: 'care', refused: shown, accepted: false };
    });
    return { ...plan, occurrences };
  }

  /** All of them or none. @throws Refused at `dates` where somebody was faster */
  async reserve(
    tx: EntityManager,
    viewer: Viewer,
    { venueId, memberId }: Whose,
    cared: readonly Cared[],
  ): Promise<void> {
    const orders = cared
      .filter((one) => one.childIds.length > 0 || childrenBefore(one).length > 0)
      .map(({ bookingId, childIds, ...one }) => ({
        ...slotOf(one),
        venueId,
        guardianId: memberId,
        actorId: viewer.id,
        childIds,
        for: { kind: 'booking', id: bookingId },
      }));
    if (orders.length === 0) return;
    const refused = (await this.places.reserveAll(tx, orders)).filter((one) => 'refused' in one);
    if (refused.length === 0) return;
    const dates = refused.map(({ order: { date } }) => ({ key: 'series:date', date }));
    const why = refused.some((one) => one.refused.kind === 'conflict') ? conflict : invalid;
    throw why('dates', 'bookings.series_not_all', { dates, total: dates.length });
  }
}

function slotOf({ date, start, end }: Wanted): Pick<Wanted, 'date' | 'start' | 'end'> {
  return { date, start, end };
}

/** Who is looked after beside the booking that is being changed. */
export function childrenBefore({ before }: Pick<Occurrence, 'before'>): readonly number[] {
  return before?.childIds ?? [];
}
