import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { Members } from '../../accounts/members/members.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { VenueDays } from '../../venues/venue-days.js';
import { firstStart } from '../booking.policy.js';
import { BookingService } from '../booking.service.js';
import { DESK } from '../booking-who.policy.js';
import { CheckInService } from '../check-in/check-in.service.js';
import { deskFilterOf, walkInForm } from './desk-forms.js';
import { DeskPages } from './desk-pages.js';
import { walkIn, type WalkInPage } from './walk-in.view.js';

const MOST_MEMBERS = 20;

/** Somebody stands at the door without a booking. */
@Controller('desk/walk-in')
@Allow(...DESK)
export class WalkInController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: Members,
    private readonly pages: DeskPages,
    private readonly venueDays: VenueDays,
    private readonly bookings: BookingService,
    private readonly checkIns: CheckInService,
  ) {}

  @Get()
  @Render('desk/walk-in')
  async blank(@Query() query: unknown): Promise<WalkInPage> {
    const now = this.clock.now();
    const { q, venueId } = deskFilterOf(query, todayAt(now));
    const { venue } = await this.pages.venueOn({ date: todayAt(now), venueId });
    const day = await this.venueDays.day(this.database.reader, venue, todayAt(now));
    const members = q === undefined ? [] : await this.people.find(q, MOST_MEMBERS);
    const none = q !== undefined && members.length === 0;
    return {
      title: 'desk:walk_in.title',
      q,
      members,
      none,
      walkIn: walkIn(day, now),
      venueId: venue.id,
      venueName: venue.name,
    };
  }

  /** Books from now, and checks in: both or neither. Sent twice, it is done once. */
  @Post()
  @FormPage(({ body }) => {
    const { venueId, q } = body as Record<string, string | undefined>;
    return paths.walkIn({ venueId, q });
  })
  @Redirect()
  async book(
    @Body({ schema: walkInForm }) form: z.infer<typeof walkInForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const now = this.clock.now();
    const { venue } = await this.pages.venueOn({ date: todayAt(now), venueId: form.venueId ?? undefined });
    const order = {
      date: todayAt(now),
      start: firstStart(now, venue.slotMinutes),
      end: form.end,
      resourceIds: [form.resourceId],
      purpose: null,
      memberId: form.memberId,
      overLimits: false,
      onTheSpot: true,
    };
    const id = await this.database.transaction(async () => {
      const booked = await this.bookings.book(viewer, order);
      await this.checkIns.checkIn(booked, { actorId: viewer.id, kind: 'staff' });
      return booked;
    });
    flash(await this.pages.told('walked_in', id));
    return seeOther(paths.desk({ venueId: form.venueId ?? undefined }));
  }
}
