import { Injectable } from '@nestjs/common';
import { User } from '../accounts/user.entity.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { notFound } from '../platform/errors.js';
import { clockText, todayAt, type DateText } from '../platform/time.js';
import type { Phrase } from '../platform/views/phrase.js';
import { isOne, STAFF, type Viewer } from '../platform/web/viewer.js';
import { VenueDays } from '../venues/venue-days.js';
import type { Venue } from '../venues/venue.entity.js';
import type { Draft } from './booking-forms.js';
import { type BookingFormView, bookingFormView } from './booking-form.view.js';
import type { Mendable } from './booking-pages.js';
import { BookingRows } from './booking-rows.js';
import { CareDrafts } from './care/care-drafts.js';
import type { CareFormView } from './care/care-form.view.js';
import type { Fee } from './fees/fee.policy.js';
import { feePhrase } from './fees/fee-phrases.js';
import { Fees } from './fees/fees.service.js';
import { BOOKING_MANAGERS, whyNotFor } from './booking-who.policy.js';
import { sourceOf } from './booking.service.js';
import { isSame } from './same-wish.policy.js';
import { firstOpenDay } from './form-times.policy.js';

export type Person = Pick<User, 'id' | 'name' | 'kana'>;

export interface DraftPage {
  form: BookingFormView;
  venue: Venue;
  /** More than one: there is a choice. */
  venues: Venue[];
  /** For whom, where the staff books for somebody. */
  member?: Person;
  /** The staff has not said for whom. */
  needsMember: boolean;
  /** What the wish costs as it stands; none: nothing that has a price. */
  fee?: Phrase;
  /** Nothing for somebody without children, or on a day without childcare. */
  care?: CareFormView;
}

/** Reads what the forms for booking and changing show. A fixed number of statements, outside of any transaction. */
@Injectable()
export class BookingDrafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly rows: BookingRows,
    private readonly fees: Fees,
    private readonly cares: CareDrafts,
  ) {}

  /** For a new booking. @throws Refused where a member names somebody else, or nobody of that id is there. */
  async fresh(viewer: Viewer, draft: Draft): Promise<DraftPage> {
    const { reader } = this.database;
    const refused = whyNotFor(viewer, draft.memberId ?? null);
    if (refused?.kind === 'forbidden') throw notFound();
    const member = draft.memberId && draft.memberId !== viewer.id ? await this.person(draft.memberId) : undefined;

    const now = this.clock.now();
    const venues = await this.venuesFor(draft.date, todayAt(now));
    // Where there is one venue, it is that, whatever was asked for.
    const [asked] = venues.length > 1 ? await this.rows.resources(reader, draft.resourceIds) : [];
    const venueId = asked?.venueId ?? draft.venueId;
    const venue = venues.find(({ id }) => id === venueId) ?? venues[0];
    if (!venue) throw notFound();
    const closures = await this.venueDays.closuresFrom(reader, venue.id, todayAt(now));
    const date =
      draft.date ??
      firstOpenDay(now, venue, this.venueDays.openings(venue, closures, todayAt(now), venue.windowDays + 1));
    const day = await this.venueDays.day(reader, venue, date, { closures });
    const approved = member !== undefined && isOne(viewer, BOOKING_MANAGERS);
    const form = bookingFormView({ now, draft: { ...draft, date }, day, byStaff: isOne(viewer, STAFF), approved });
    const fee = refused ? undefined : await this.feeOf(venue, draft.memberId ?? viewer.id, form);
    const care = refused
      ? undefined
      : await this.cares.read(viewer, {
          ...form.summary,
          venueId: venue.id,
          memberId: draft.memberId ?? viewer.id,
          childIds: draft.childIds ?? [],
        });
    return { form, venue, venues, member, needsMember: refused !== undefined, fee, care };
  }

  /** For changing a booking: as it is, or as the person has it on the form meanwhile (then the draft has a date). */
  async change(
    viewer: Viewer,
    { booking, venue, before, managing, member, childIds }: Mendable,
    draft: Draft,
  ): Promise<Omit<DraftPage, 'venues'>> {
    const { reader } = this.database;
    const standing: Draft & { date: string } = {
      date: before.date,
      start: clockText(before.start),
      end: clockText(before.end),
      resourceIds: before.resourceIds,
      purpose: booking.purpose ?? undefined,
    };
    const wish = draft.date ? { ...draft, date: draft.date } : standing;
    const day = await this.venueDays.day(reader, venue, wish.date, {
      without: [sourceOf(booking.id)],
    });
    const facts = {
      now: this.clock.now(),
      draft: wish,
      day,
      byStaff: isOne(viewer, STAFF),
      before,
      approved: managing,
    };
    const form = bookingFormView(facts);
    const chosen = form.kinds.flatMap(({ free }) => free.flatMap((one) => (one.chosen ? one.id : [])));
    const fee = isSame(before, { ...form.summary, resourceIds: chosen })
      ? (booking.fee ?? undefined) && feePhrase(booking.fee!)
      : await this.feeOf(venue, booking.memberId, form, booking);
    const had = draft.care || draft.childIds?.length ? [] : childIds;
    const care = await this.cares.read(viewer, {
      ...form.summary,
      venueId: venue.id,
      memberId: booking.memberId,
      childIds: [...had, ...(draft.childIds ?? [])],
      bookingId: booking.id,
    });
    return { form, venue, member, needsMember: false, fee, care };
  }

  /** One statement where the venue has prices, else none. */
  private async feeOf(
    venue: Venue,
    memberId: number,
    { date, summary, kinds }: BookingFormView,
    before?: { id: number; fee: Fee | null },
  ): Promise<Phrase | undefined> {
    const { start, end } = summary;
    const chosen = kinds.flatMap(({ kind, free }) => free.filter(({ chosen: is }) => is).map(() => kind));
    if (chosen.length === 0 || end <= start) return undefined;
    const use = { date, start, end, kinds: chosen, before };
    const [fee] = await this.fees.quote(this.database.reader, venue, memberId, [use]);
    return fee ? feePhrase(fee) : undefined;
  }

  /** Those in use on the day; for a day on which there is none, those of today, so that the page can say what is wrong. */
  private async venuesFor(date: DateText | undefined, today: DateText): Promise<Venue[]> {
    const { reader } = this.database;
    const venues = date === undefined ? [] : await this.venueDays.venuesOn(reader, date);
    return venues.length > 0 ? venues : this.venueDays.venuesOn(reader, today);
  }

  async person(id: number): Promise<Person> {
    const person = await this.database.reader.findOne(User, {
      select: { id: true, name: true, kana: true },
      where: { id },
    });
    if (!person) throw notFound();
    return person;
  }
}
