import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { withoutName } from '../../childcare/places/care-names.policy.js';
import { CarePlaces } from '../../childcare/places/care-places.js';
import { NamedFamily } from '../../childcare/readings/named-family.js';
import { conflict, invalid } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Wanted } from '../booking.policy.js';
import { childPhrase } from '../care/care-form.view.js';
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
    private readonly families: NamedFamily,
  ) {}

  /** Children of the member that can be chosen, as the viewer may call them. One statement, three for the staff. */
  async choices(manager: EntityManager, viewer: Viewer, memberId: number, on: DateText): Promise<ChildChoice[]> {
    const { children, named } = await this.families.of(manager, viewer, { guardianId: memberId, on }, 'booking');
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
    if (!refusals.some(Boolean)) return plan;
    const concerned = asked.flatMap(childrenOn);
    const named = await this.families.tells(viewer, memberId, concerned, 'booking');
    const occurrences = plan.occurrences.map((one): Occurrence => {
      const refused = refusals[asked.indexOf(one)];
      if (!refused) return one;
      const shown = named ? refused : (withoutName(refused) as typeof refused);
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
