import { Injectable } from '@nestjs/common';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { forbidden, notFound } from '../../platform/errors.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { refusalPhrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingRows } from '../booking-rows.js';
import { DESK } from '../booking-who.policy.js';
import { Booking, type CheckInKind } from '../booking.entity.js';
import { CheckInCodes } from './check-in-codes.js';
import { isIn, whyNotIn } from './check-in.policy.js';

export interface CheckInPage {
  id: number;
  facts: { term: Phrase; value?: Phrase; text?: string }[];
  /** She is in. */
  isIn: boolean;
  /** Why not now. */
  refused?: Phrase;
  /** The viewer may do it: the desk, or the member where the venue lets her. */
  mayCheckIn: boolean;
  own: boolean;
}

/** What somebody sees who opens the code of a booking. */
@Injectable()
export class CheckInPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly codes: CheckInCodes,
    private readonly rows: BookingRows,
  ) {}

  /** @throws Refused `not_found` for a code that is none, and for whoever is neither the member nor at the desk. */
  async show(viewer: Viewer, code: string): Promise<CheckInPage> {
    const { reader } = this.database;
    const { booking, venue, own } = await this.find(viewer, code);
    const resources = await this.rows.resourcesOf(reader, booking.id);
    const member = own ? undefined : await reader.findOneByOrFail(User, { id: booking.memberId });
    const refused = whyNotIn(booking, { at: this.clock.now() });
    const { date, startMinute: start, endMinute: end } = booking;
    return {
      id: booking.id,
      facts: [
        { term: 'bookings:fact.member', text: member && `${member.name} (${member.kana})` },
        { term: 'bookings:letters.when', value: { key: 'bookings:letters.when_value', date, start, end } },
        { term: 'bookings:fact.what', text: resources.map(({ name }) => name).join('\n') },
        { term: 'bookings:fact.where', text: venue.name },
        {
          term: 'bookings:fact.checked_in',
          value: booking.checkedInAt ? { key: 'bookings:moment', at: booking.checkedInAt } : undefined,
        },
      ],
      isIn: isIn(booking),
      refused: refused && refusalPhrase(refused.code, refused.params),
      mayCheckIn: !refused && !isIn(booking) && kindFor(viewer, venue, own) !== undefined,
      own,
    };
  }

  /** As whom the viewer would check in. @throws Refused `not_found`, `forbidden` for a member where only the desk does it */
  async mayCheckIn(viewer: Viewer, code: string): Promise<{ id: number; kind: CheckInKind }> {
    const { booking, venue, own } = await this.find(viewer, code);
    const kind = kindFor(viewer, venue, own);
    if (!kind) throw forbidden();
    return { id: booking.id, kind };
  }

  private async find(viewer: Viewer, code: string): Promise<{ booking: Booking; venue: Venue; own: boolean }> {
    const id = this.codes.idOf(code);
    const booking = id === undefined ? null : await this.database.reader.findOneBy(Booking, { id });
    const own = booking?.memberId === viewer.id;
    if (!booking || (!own && !isOne(viewer, DESK))) throw notFound();
    const venue = await this.database.reader.findOneByOrFail(Venue, { id: booking.venueId });
    return { booking, venue, own };
  }
}

/** Nobody at the desk checks herself in unless every member may. */
function kindFor(viewer: Viewer, venue: Venue, own: boolean): CheckInKind | undefined {
  if (own) return venue.selfCheckIn ? 'self' : undefined;
  return isOne(viewer, DESK) ? 'staff' : undefined;
}
