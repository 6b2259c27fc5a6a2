import { Controller, Get, Inject, Post, Redirect, Render } from '@nestjs/common';
import { CalendarFeeds } from '../../platform/calendar/calendar-feeds.js';
import { feedView } from '../../platform/calendar/feed.view.js';
import { paths } from '../../platform/paths.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';

/** Where a person gets the address of her own calendar feed. */
@Controller('me/calendar')
@SignedIn()
export class OwnCalendarController {
  constructor(
    private readonly feeds: CalendarFeeds,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Render('bookings/calendar')
  async show(@CurrentViewer() viewer: Viewer): Promise<object> {
    const feed = await this.feeds.of({ kind: 'member', id: viewer.id });
    return { title: 'bookings:calendar.title', feed: feedView(feed, this.settings.publicUrl, paths.memberFeed) };
  }

  @Post()
  @Redirect()
  async renew(@CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.feeds.renew({ kind: 'member', id: viewer.id }, viewer.id);
    flash('bookings:done.calendar_made');
    return seeOther(paths.ownCalendar());
  }

  @Post('revocation')
  @Redirect()
  async revoke(@CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.feeds.revoke({ kind: 'member', id: viewer.id }, viewer.id);
    flash('bookings:done.calendar_revoked');
    return seeOther(paths.ownCalendar());
  }
}
