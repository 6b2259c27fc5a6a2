import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { forbidden, notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import { refusalPhrase } from '../../platform/views/phrase.js';
import { isOne, STAFF, type Viewer } from '../../platform/web/viewer.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingDrafts, type Person } from '../booking-drafts.js';
import { resourceNames } from '../booking-lists.js';
import { BookingRows } from '../booking-rows.js';
import { isManaging, mayLook } from '../booking-who.policy.js';
import { whyNotMended } from '../mending.policy.js';
import { occurrenceRows, withFees } from './occurrence-list.view.js';
import type { Occurrence } from './occurrence.policy.js';
import { type Scope, whyNoScope } from './scope.policy.js';
import { type SeriesChangeView, seriesChangeView } from './series-change.view.js';
import type { ChangeDraft } from './series-forms.js';
import { childrenBefore, SeriesCare } from './series-care.js';
import { SeriesFees } from './series-fees.js';
import { SeriesHolds } from './series-holds.js';
import { asksOf } from './series-standing.js';
import { SeriesPlans } from './series-plans.js';
import { SeriesRows } from './series-rows.js';
import { type EndingView, endingView, seriesView, type SeriesView } from './series.view.js';
import { BookingSeries } from './series.entity.js';

interface Placed {
  series: BookingSeries;
  venue: Venue;
}

/** Reads series for their pages. A fixed number of statements each, whatever their length. */
@Injectable()
export class SeriesPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly bookingRows: BookingRows,
    private readonly drafts: BookingDrafts,
    private readonly holds: SeriesHolds,
    private readonly plans: SeriesPlans,
    private readonly fees: SeriesFees,
    private readonly care: SeriesCare,
    private readonly rows: SeriesRows,
  ) {}

  /** @throws Refused: somebody else's series is not there for a member */
  async show(viewer: Viewer, id: number): Promise<SeriesView & { member?: Person }> {
    const { reader } = this.database;
    const { series, venue } = await this.find(viewer, id);
    const bookings = await this.rows.bookings(reader, id);
    const names = await resourceNames(
      reader,
      bookings.map((one) => one.id),
    );
    const now = this.clock.now();
    const closures = await this.venueDays.closuresFrom(reader, venue.id, todayAt(now));
    const managing = isManaging(viewer, series);
    const own = series.memberId === viewer.id;
    const facts = { now, rules: venue, byStaff: managing };
    const view = seriesView({
      series,
      venue,
      closures,
      now,
      bookings: bookings.map((booking) => ({
        booking,
        names: names.get(booking.id) ?? [],
        mendable: (own || managing) && !whyNotMended(booking, facts),
      })),
      mayAdd: own || isOne(viewer, STAFF),
    });
    return { ...view, member: own ? undefined : await this.drafts.person(series.memberId) };
  }

  /** What a cancellation would undo, and what would stay. @throws Refused also for those who may only look */
  async ending(viewer: Viewer, id: number, scope: Scope): Promise<EndingView> {
    const { reader } = this.database;
    const { series, venue } = await this.touchable(viewer, id);
    const scoped = await this.holds.read(reader, viewer, series, scope, { venue });
    const names = await resourceNames(
      reader,
      [...scoped.mendable, ...scoped.staying].map((one) => one.id),
    );
    return { ...endingView(scoped, names), managing: isManaging(viewer, series), ...problemOf(scope) };
  }

  /** What a change would come to, date by date. @throws Refused also for those who may only look */
  async change(viewer: Viewer, id: number, scope: Scope, draft: ChangeDraft): Promise<SeriesChangeView> {
    const { reader } = this.database;
    const { series, venue } = await this.touchable(viewer, id);
    const resources = await this.venueDays.resourcesOf(reader, venue.id);
    const scoped = await this.holds.read(reader, viewer, series, scope, { venue, resources });
    const managing = isManaging(viewer, series);
    const byStaff = isOne(viewer, STAFF);
    const view = seriesChangeView(scoped, draft);
    const head = { ...problemOf(scope), managing, stamp: scoped.stamp };
    if (view.wishes.length === 0)
      return { ...head, accepted: 0, times: { starts: [], ends: [] }, kinds: [], rows: [], chosen: [] };

    const who = {
      memberId: series.memberId,
      byStaff,
      overLimits: managing && draft.overLimits === 'on',
      approverId: managing ? viewer.id : undefined,
    };
    const elsewhere = view.asked.resourceIds.filter((one) => !resources.some((resource) => resource.id === one));
    const asked = await this.bookingRows.resources(reader, elsewhere);
    const things = await this.plans.read(reader, venue.id, who, view.wishes, { asked, venue, resources });
    const had = [...new Set(scoped.mendable.flatMap((one) => one.childIds))];
    const isCared = draft.care !== undefined || had.length > 0 || series.childIds.length > 0;
    const childIds = draft.care ? (draft.childIds ?? []) : undefined;
    const childrenOn = (one: Occurrence): readonly number[] => childIds ?? childrenBefore(one);
    const plan = await this.care.planned(reader, viewer, things, series.memberId, childrenOn);
    const accepted = plan.occurrences.filter((one) => one.accepted);
    const stood = new Map(scoped.mendable.map((one) => [one.id, one.fee]));
    const priced = await this.fees.priced(reader, plan, series.memberId, accepted, stood);
    const now = this.clock.now();
    const list = { now, byStaff, asked: view.asked, instead: new Map(), fixed: true };
    return {
      ...head,
      ...view.fields(plan, list),
      asks: asksOf(accepted, plan, who),
      children: isCared ? await this.care.choices(reader, viewer, series.memberId, view.wishes[0]!.date) : undefined,
      chosen: childIds ?? had,
      ...withFees(occurrenceRows(plan, list), priced),
    };
  }

  /** With its venue. One statement. */
  private async find(viewer: Viewer, id: number): Promise<Placed> {
    const found = await this.database.reader
      .createQueryBuilder(BookingSeries, 'series')
      .innerJoinAndMapOne('series.venue', Venue, 'venue', 'venue.id = series.venue_id')
      .where('series.id = :id', { id })
      .getOne();
    if (!found || !mayLook(viewer, found)) throw notFound();
    const { venue, ...series } = found as BookingSeries & { venue: Venue };
    return { series, venue };
  }

  private async touchable(viewer: Viewer, id: number): Promise<Placed> {
    const found = await this.find(viewer, id);
    if (found.series.memberId !== viewer.id && !isManaging(viewer, found.series)) throw forbidden();
    return found;
  }
}

function problemOf(scope: Scope): { problem?: ReturnType<typeof refusalPhrase> } {
  const refused = whyNoScope(scope);
  return { problem: refused && refusalPhrase(refused.code, refused.params) };
}
