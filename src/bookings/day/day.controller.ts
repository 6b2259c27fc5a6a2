import { Controller, Get, Query, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { clockText, todayAt } from '../../platform/time.js';
import { SignedIn } from '../../platform/web/access.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { DayReading } from './day.reading.js';
import { dayPage } from './day.view.js';
import { type Choice, choiceQuery, type DayQuery, dayQuery, wishOf } from './wish.js';

/** The timetable of a day, and the way from there to the booking form. */
@Controller('bookings')
@SignedIn()
export class DayController {
  constructor(
    private readonly clock: Clock,
    private readonly reading: DayReading,
  ) {}

  /** A date that is none shows today and says so (422). */
  @Get()
  @Render('bookings/day')
  async show(
    @Query({ schema: dayQuery }) query: DayQuery,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const wish = wishOf(query, todayAt(this.clock.now()));
    if (wish.badDate) reply.status(422);
    const facts = await this.reading.read(wish, viewer);
    return facts ? dayPage(wish, facts, viewer) : { title: 'bookings:day.no_venue.title' };
  }

  /** Without script a button of the grid can say only one thing, `12.540`: here it becomes the fields of the form. */
  @Get('choice')
  @Redirect()
  choose(@Query({ schema: choiceQuery }) { date, at }: Choice): { url: string; statusCode: number } {
    const wish = at && {
      date,
      start: clockText(at.start),
      end: at.end === undefined ? undefined : clockText(at.end),
      resourceIds: at.resourceId,
    };
    return { url: wish ? paths.newBooking(wish) : paths.day(date), statusCode: 303 };
  }
}
