import { Inject, Injectable } from '@nestjs/common';
import { User } from '../../accounts/user.entity.js';
import { CalendarFeeds } from '../../platform/calendar/calendar-feeds.js';
import { type CalendarEvent, printCalendar } from '../../platform/calendar/icalendar.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { addDays, type DateText, type Slot, todayAt } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import { Occupancy } from '../occupancy.entity.js';
import { Resource } from '../resource.entity.js';

/** So far back does the feed go. */
const FEED_DAYS = 90;

/** When a resource is used, as a calendar: without its buffers, without names, and without saying what takes it. */
@Injectable()
export class ResourceFeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly feeds: CalendarFeeds,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** In the language of who made it. Four statements. @throws Refused not_found */
  async read(resourceId: number, token: string): Promise<string> {
    const feed = await this.feeds.find('resource', token);
    if (feed?.subjectId !== resourceId) throw notFound();
    const { reader } = this.database;
    const resource = await reader.findOneBy(Resource, { id: resourceId });
    if (!resource) throw notFound();
    const { language } = await reader.findOneByOrFail(User, { id: feed.createdBy });
    const host = new URL(this.settings.publicUrl).hostname;
    const stretches = await this.stretchesOf(resourceId, addDays(todayAt(this.clock.now()), -FEED_DAYS));
    // A stretch is known by its place and time alone: it comes and goes, and never changes.
    const events = stretches.map(({ date, start, end }): CalendarEvent => ({
      uid: `taken-${resourceId}-${date}-${start}-${end}@${host}`,
      sequence: 0,
      status: 'CONFIRMED',
      changed: feed.createdAt,
      date,
      start,
      end,
      summary: say(language, 'venues:calendar.taken'),
      location: resource.name,
    }));
    return printCalendar('PUBLISH', events, resource.name);
  }

  private async stretchesOf(resourceId: number, from: DateText): Promise<Slot[]> {
    return this.database.reader
      .createQueryBuilder(Occupancy, 'taken')
      .select('taken.date', 'date')
      .addSelect('taken.start_minute + taken.buffer_before', 'start')
      .addSelect('taken.end_minute - taken.buffer_after', 'end')
      .where('taken.resource_id = :resourceId AND taken.date >= :from', { resourceId, from })
      .orderBy('taken.date')
      .addOrderBy('taken.start_minute')
      .getRawMany<Slot>();
  }
}
