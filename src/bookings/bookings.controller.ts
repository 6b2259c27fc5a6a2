import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../platform/paths.js';
import { Allow } from '../platform/web/access.js';
import { type Flash, FlashNext } from '../platform/web/flash.js';
import { FormPage } from '../platform/web/form-page.js';
import { Id } from '../platform/web/id-param.js';
import { CurrentViewer, isOne, STAFF, type Viewer } from '../platform/web/viewer.js';
import { BookingDrafts } from './booking-drafts.js';
import { bookingForm, changeForm, changePage, draftOf, newPage } from './booking-forms.js';
import { BookingPages } from './booking-pages.js';
import { BOOKING_MANAGERS } from './booking-who.policy.js';
import { BookingService } from './booking.service.js';
import { MendingService } from './mending.service.js';
import { repeatView, ruleAsked } from './series/series-forms.js';

type Seen = { url: string; statusCode: number };

@Controller('bookings')
@Allow('member', ...STAFF)
export class BookingsController {
  constructor(
    private readonly bookings: BookingService,
    private readonly mending: MendingService,
    private readonly drafts: BookingDrafts,
    private readonly pages: BookingPages,
  ) {}

  @Get('new')
  @Render('bookings/new')
  async blank(@Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<object> {
    const draft = draftOf(query);
    const page = await this.drafts.fresh(viewer, draft);
    const title = page.member ? { key: 'bookings:new.title_for', name: page.member.name } : 'bookings:new.title';
    const mayOverride = page.member !== undefined && isOne(viewer, BOOKING_MANAGERS);
    return { title, ...page, draft, repeat: repeatView(draft), mayOverride };
  }

  /** What comes back every week is shown date by date before it is booked. */
  @Post()
  @FormPage(newPage)
  @Redirect()
  async book(
    @Body({ schema: bookingForm }) form: z.infer<typeof bookingForm>,
    @Body() body: unknown,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<Seen> {
    if (ruleAsked(form)) return { url: paths.newSeries({ ...draftOf(body) }), statusCode: 303 };
    const { id, requested } = await this.bookings.place(viewer, form);
    flash(requested ? 'bookings:done.requested' : 'bookings:done.booked');
    return { url: paths.booking(id), statusCode: 303 };
  }

  @Get(':id')
  @Render('bookings/show')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const booking = await this.pages.show(viewer, id);
    const mayAnswer = booking.state === 'requested' && isOne(viewer, BOOKING_MANAGERS);
    const staff = isOne(viewer, STAFF);
    const manageHref = staff ? paths.manageBookings({ date: booking.date }) : undefined;
    const changes = staff ? await this.pages.changes(id) : [];
    return { title: { key: 'bookings:show.title', date: booking.date }, booking, changes, mayAnswer, manageHref };
  }

  @Get(':id/edit')
  @Render('bookings/edit')
  async edit(@Id() id: number, @Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<object> {
    const mendable = await this.pages.mendable(viewer, id);
    const page = await this.drafts.change(viewer, mendable, draftOf(query));
    return { title: 'bookings:edit.title', ...page, ...mendable, mayOverride: mendable.managing };
  }

  @Post(':id')
  @FormPage(changePage)
  @Redirect()
  async change(
    @Id() id: number,
    @Body({ schema: changeForm }) form: z.infer<typeof changeForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<Seen> {
    const requested = await this.mending.change(viewer, id, form);
    flash(requested ? 'bookings:done.requested' : 'bookings:done.changed');
    return { url: paths.booking(id), statusCode: 303 };
  }
}
