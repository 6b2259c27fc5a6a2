import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { conflict, invalid, Refused } from '../../platform/errors.js';
import { todayAt, type DateText } from '../../platform/time.js';
import type { VenueDay } from '../../venues/venue-day.policy.js';
import { VenueDays } from '../../venues/venue-days.js';
import type { Resource } from '../../venues/resource.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingRows, type ChosenResource } from '../booking-rows.js';
import type { Wanted } from '../booking.policy.js';
import { type Booker, sourceOf } from '../booking.service.js';
import { weekOf } from '../limits.policy.js';
import { type Occurrence, type OccurrenceWish, planOf } from './occurrence.policy.js';
import { datesOf, type Rule } from './recurrence.policy.js';
import type { Choices } from './series-forms.js';
import type { SeriesHeld } from './series-holds.js';

/** What is wished for on the dates of a rule. */
export interface SeriesWish {
  rule: Rule;
  start: number;
  end: number;
  resourceIds: readonly number[];
  choices: Choices;
}

export interface SeriesPlan {
  venue: Venue;
  days: ReadonlyMap<DateText, VenueDay>;
  occurrences: Occurrence[];
}

/** What is at hand already. */
interface Given {
  asked?: readonly ChosenResource[];
  venue?: Venue;
  /** All of the venue. */
  resources?: readonly Resource[];
}

/** Gathers the facts of many dates at once and asks the rules about each. Five statements, however many dates. */
@Injectable()
export class SeriesPlans {
  constructor(
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly rows: BookingRows,
  ) {}

  /**
   * @param wishes at least one
   * @param given.asked what was asked for by name, in whatever venue it stands
   */
  async read(
    manager: EntityManager,
    venueId: number,
    who: Booker,
    wishes: readonly OccurrenceWish[],
    given: Given = {},
  ): Promise<SeriesPlan> {
    const now = this.clock.now();
    const venue = given.venue ?? (await manager.findOneByOrFail(Venue, { id: venueId }));
    const dates = [...new Set(wishes.map(({ date }) => date))];
    const resources = given.resources ?? (await this.venueDays.resourcesOf(manager, venueId));
    const without = wishes.flatMap(({ before, chosen }) => (before && chosen !== false ? [sourceOf(before.id)] : []));
    const days = await this.venueDays.days(manager, venue, dates, { resources, without });
    const from = [todayAt(now), ...dates.map((date) => weekOf(date)[0])].toSorted()[0]!;
    const held = await this.rows.heldBy(manager, { memberId: who.memberId, venueId }, from);
    const occurrences = planOf(wishes, {
      now,
      days,
      chosen: [...resources, ...(given.asked ?? []).filter((one) => one.venueId !== venueId)],
      byStaff: who.byStaff,
      approved: who.approverId !== undefined,
      limits: who.overLimits ? [] : venue.bookingLimits,
      held,
    });
    return { venue, days, occurrences };
  }
}

/** One wish a date, moved where the person chose something in its place. */
export function wishesOf({ rule, start, end, resourceIds, choices }: SeriesWish): OccurrenceWish[] {
  return datesOf(rule).map((date) => {
    const moved = choices.instead.get(date);
    const chosen = choices.dates && (choices.dates.includes(date) || moved !== undefined);
    return { occurrence: date, date, start, end, resourceIds, ...moved, chosen };
  });
}

/** The wish of a change for each booking that can be mended. @throws Refused for a date that cannot (any more) */
export function changeWishes(
  mendable: readonly SeriesHeld[],
  { start, end, resourceIds, dates }: Pick<Wanted, 'start' | 'end' | 'resourceIds'> & { dates: readonly DateText[] },
): (OccurrenceWish & { before: SeriesHeld })[] {
  if (dates.some((date) => mendable.every(({ occurrence }) => occurrence !== date))) {
    throw conflict('dates', 'bookings.series_stale');
  }
  return mendable.map((before) => {
    const { occurrence, date } = before;
    return { occurrence, date, start, end, resourceIds, chosen: dates.includes(occurrence), before };
  });
}

/** Why a plan is not carried out: all that was chosen, or nothing. */
export function whyNotAll(occurrences: readonly Occurrence[]): Refused | undefined {
  const missing = occurrences.filter(({ chosen, accepted }) => chosen === true && !accepted);
  if (missing.length > 0) {
    const dates = missing.map(({ date }) => ({ key: 'series:date', date }));
    const isLate = ({ state, refused }: Occurrence): boolean =>
      state === 'taken' || state === 'own' || (state === 'care' && refused!.kind === 'conflict');
    const why = missing.some(isLate) ? conflict : invalid;
    return why('dates', 'bookings.series_not_all', { dates, total: missing.length });
  }
  return occurrences.some(({ accepted }) => accepted) ? undefined : invalid('dates', 'bookings.series_none');
}
