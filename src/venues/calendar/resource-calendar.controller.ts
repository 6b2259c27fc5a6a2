import { Controller, Get, Inject, Post, Redirect, Render } from '@nestjs/common';
import { CalendarFeeds } from '../../platform/calendar/calendar-feeds.js';
import { feedView } from '../../platform/calendar/feed.view.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import type { Resource } from '../resource.entity.js';
import { Resources } from '../resources/resources.service.js';

/** Where managers get the address of a resource's calendar feed. */
@Controller('manage/venues/:venueId/resources/:resourceId/calendar')
@Allow('manager', 'admin')
export class ResourceCalendarController {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly resources: Resources,
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Render('venues/calendar')
  async show(@Id('venueId') venueId: number, @Id('resourceId') resourceId: number): Promise<object> {
    const resource = await this.find(venueId, resourceId);
    const feed = await this.feeds.of({ kind: 'resource', id: resourceId });
    return {
      title: { key: 'venues:calendar.title', name: resource.name },
      resource,
      feed: feedView(feed, this.settings.publicUrl, (token) => paths.resourceFeed(resourceId, token)),
    };
  }

  @Post()
  @Redirect()
  async renew(
    @Id('venueId') venueId: number,
    @Id('resourceId') resourceId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.find(venueId, resourceId);
    await this.feeds.renew({ kind: 'resource', id: resourceId }, viewer.id);
    flash('venues:done.calendar_made');
    return seeOther(paths.resourceCalendar(venueId, resourceId));
  }

  @Post('revocation')
  @Redirect()
  async revoke(
    @Id('venueId') venueId: number,
    @Id('resourceId') resourceId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.find(venueId, resourceId);
    await this.feeds.revoke({ kind: 'resource', id: resourceId }, viewer.id);
    flash('venues:done.calendar_revoked');
    return seeOther(paths.resourceCalendar(venueId, resourceId));
  }

  private find(venueId: number, resourceId: number): Promise<Resource> {
    return this.resources.find(this.database.reader, venueId, resourceId);
  }
}
