import { Controller, Get, Query, Render } from '@nestjs/common';
import { Members } from '../accounts/members/members.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { paths } from '../platform/paths.js';
import { addDays, todayAt } from '../platform/time.js';
import { Allow } from '../platform/web/access.js';
import { STAFF, type Viewer, CurrentViewer, isOne } from '../platform/web/viewer.js';
import { VenueDays } from '../venues/venue-days.js';
import { draftOf, pageOf, searchOf } from './booking-forms.js';
import { bookingLine } from './booking-line.view.js';
import { BookingLists } from './booking-lists.js';
import { BOOKING_MANAGERS } from './booking-who.policy.js';

const SIZE = 50;
const MOST_MEMBERS = 20;
const [first, ...rest] = STAFF;

/** Who has what, and booking for somebody who calls. */
@Controller('manage/bookings')
@Allow(first!, ...rest)
export class ManageBookingsController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly lists: BookingLists,
    private readonly people: Members,
  ) {}

  @Get()
  @Render('bookings/manage')
  async list(@CurrentViewer() viewer: Viewer, @Query() query: unknown): Promise<object> {
    const now = this.clock.now();
    const { date = todayAt(now), venueId, memberId } = draftOf(query);
    const q = searchOf(query);
    const page = pageOf(query, 'page');
    const filter = { date, venueId, memberId, q };
    const venues = await this.venueDays.venuesOn(this.database.reader, date);
    const { rows, more } = await this.lists.all(filter, page, SIZE);
    const open = q !== undefined || memberId !== undefined;
    return {
      title: 'bookings:manage.title',
      heading: { key: open ? 'bookings:manage.from' : 'bookings:manage.on', date },
      filter,
      venues: venues.length > 1 ? venues : [],
      lines: rows.map((row) => bookingLine(row, now)),
      withDates: open,
      mayMend: isOne(viewer, BOOKING_MANAGERS),
      before: open ? undefined : paths.manageBookings({ ...filter, date: addDays(date, -1) }),
      after: open ? undefined : paths.manageBookings({ ...filter, date: addDays(date, 1) }),
      previous: page > 1 ? paths.manageBookings({ ...filter, page: page - 1 }) : undefined,
      next: more ? paths.manageBookings({ ...filter, page: page + 1 }) : undefined,
    };
  }

  /** Finds the member by name or kana; the draft of the booking is kept on the way. */
  @Get('new')
  @Render('bookings/choose-member')
  async chooseMember(@Query() query: unknown): Promise<object> {
    const { memberId: _, ...draft } = draftOf(query);
    const q = searchOf(query);
    const found = q === undefined ? [] : await this.people.find(q, MOST_MEMBERS + 1);
    const members = found.slice(0, MOST_MEMBERS).map((member) => ({
      ...member,
      href: paths.newBooking({ ...draft, memberId: member.id }),
    }));
    return { title: 'bookings:choose.title', q, draft, members, more: found.length > MOST_MEMBERS };
  }
}
