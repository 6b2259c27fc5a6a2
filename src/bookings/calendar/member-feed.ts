import { Injectable } from '@nestjs/common';
import { User } from '../../accounts/user.entity.js';
import { CalendarFeeds } from '../../platform/calendar/calendar-feeds.js';
import { printCalendar } from '../../platform/calendar/icalendar.js';
import { OwnEvents } from '../../platform/calendar/own-events.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { addDays, todayAt } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';

/** So far back do feeds go. */
const FEED_DAYS = 90;

/** What a member has booked and enrolled in, as a calendar. */
@Injectable()
export class MemberFeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly feeds: CalendarFeeds,
    private readonly events: OwnEvents,
  ) {}

  /** Four statements. @throws Refused not_found for a token that opens nothing, or opens it for somebody who has left. */
  async read(token: string): Promise<string> {
    const { reader } = this.database;
    const feed = await this.feeds.find('member', token);
    const member = feed && (await reader.findOneBy(User, { id: feed.subjectId }));
    if (!member || member.deactivatedAt) throw notFound();
    const events = await this.events.of(reader, member, addDays(todayAt(this.clock.now()), -FEED_DAYS));
    return printCalendar('PUBLISH', events, say(member.language, 'bookings:calendar.name'));
  }
}
