import { Controller, Get, Query, Render } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { paths } from '../platform/paths.js';
import { SignedIn } from '../platform/web/access.js';
import { CurrentViewer, type Viewer } from '../platform/web/viewer.js';
import { pageOf } from './booking-forms.js';
import { bookingLine } from './booking-line.view.js';
import { BookingLists } from './booking-lists.js';

/** More than any limit lets a member hold at a time. */
const MOST_COMING = 100;
const PAST_SIZE = 20;

@Controller('me/bookings')
@SignedIn()
export class OwnBookingsController {
  constructor(
    private readonly lists: BookingLists,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('bookings/own')
  async list(@CurrentViewer() viewer: Viewer, @Query() query: unknown): Promise<object> {
    const now = this.clock.now();
    const page = pageOf(query, 'past');
    const coming = await this.lists.coming(viewer.id, MOST_COMING);
    const past = await this.lists.past(viewer.id, page, PAST_SIZE);
    return {
      title: 'bookings:own.title',
      coming: coming.rows.map((row) => bookingLine(row, now)),
      past: past.rows.map((row) => bookingLine(row, now)),
      previous: page > 1 ? paths.ownBookings({ past: page - 1 }) : undefined,
      next: past.more ? paths.ownBookings({ past: page + 1 }) : undefined,
    };
  }
}
