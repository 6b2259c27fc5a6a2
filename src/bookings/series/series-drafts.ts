import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, STAFF, type Viewer } from '../../platform/web/viewer.js';
import type { Venue } from '../../venues/venue.entity.js';
import { BookingDrafts, type Person } from '../booking-drafts.js';
import { BookingRows } from '../booking-rows.js';
import { BOOKING_MANAGERS, whyNotFor } from '../booking-who.policy.js';
import { type OccurrenceRow, occurrenceRows, withFees } from './occurrence-list.view.js';
import { SeriesCare } from './series-care.js';
import { SeriesFees } from './series-fees.js';
import { choicesOf, draftRule, type SeriesDraft, stretchOf } from './series-forms.js';
import { rulePhrase } from './series-phrases.js';
import { asksOf } from './series-standing.js';
import { SeriesPlans, wishesOf } from './series-plans.js';

export interface SeriesDraftPage {
  venue: Venue;
  rule: Phrase;
  start: number;
  end: number;
  names: string[];
  /** So many children are looked after meanwhile. */
  careCount: number;
  rows: OccurrenceRow[];
  /** Dates that would be booked as the list stands. */
  accepted: number;
  /** What becomes of those that need approval. */
  asks?: Phrase;
  /** What they cost together; none: nothing that has a price. */
  total?: Phrase;
  member?: Person;
  mayOverride: boolean;
}

/** Reads the list of dates before a series is booked. A fixed number of statements, outside of any transaction. */
@Injectable()
export class SeriesDrafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly bookingRows: BookingRows,
    private readonly drafts: BookingDrafts,
    private readonly plans: SeriesPlans,
    private readonly fees: SeriesFees,
    private readonly care: SeriesCare,
  ) {}

  /** @returns nothing for a draft that is no series yet. @throws Refused where somebody names somebody else */
  async fresh(viewer: Viewer, draft: SeriesDraft): Promise<SeriesDraftPage | undefined> {
    const refused = whyNotFor(viewer, draft.memberId ?? null);
    if (refused?.kind === 'forbidden') throw notFound();
    const rule = draftRule(draft);
    const stretch = stretchOf(draft);
    if (refused || !rule || !stretch) return undefined;

    const { reader } = this.database;
    const { resourceIds } = draft;
    const asked = await this.bookingRows.resources(reader, resourceIds);
    if (!asked[0]) return undefined;
    const memberId = draft.memberId ?? viewer.id;
    const member = memberId === viewer.id ? undefined : await this.drafts.person(memberId);
    const mayOverride = member !== undefined && isOne(viewer, BOOKING_MANAGERS);
    const byStaff = isOne(viewer, STAFF);
    const choices = choicesOf(draft);
    const wishes = wishesOf({ rule, ...stretch, resourceIds, choices });
    const who = {
      memberId,
      byStaff,
      overLimits: mayOverride && draft.overLimits === 'on',
      approverId: mayOverride ? viewer.id : undefined,
    };
    const things = await this.plans.read(reader, asked[0].venueId, who, wishes, { asked });
    const { childIds = [] } = draft;
    const plan = await this.care.planned(reader, viewer, things, memberId, () => childIds);
    const wanted = { ...stretch, resourceIds };
    const facts = { now: this.clock.now(), byStaff, asked: wanted, instead: choices.instead, move: draft.move };
    const accepted = plan.occurrences.filter((one) => one.accepted);
    const priced = await this.fees.priced(reader, plan, memberId, accepted);
    return {
      venue: plan.venue,
      rule: rulePhrase(rule),
      ...stretch,
      names: asked.map(({ name }) => name),
      careCount: childIds.length,
      ...withFees(occurrenceRows(plan, facts), priced),
      accepted: accepted.length,
      asks: asksOf(accepted, plan, who),
      member,
      mayOverride,
    };
  }
}
