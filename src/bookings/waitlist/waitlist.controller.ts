import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { choice, dateField, idField, timeField } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { RESOURCE_KINDS } from '../../venues/resource.entity.js';
import { childIds, draftOf } from '../booking-forms.js';
import { WaitlistPages } from './waitlist-pages.js';
import { WaitlistService } from './waitlist.service.js';

/** `what` is a kind, of which any will do, or the id of one thing. */
const waitForm = z.object({
  date: dateField(),
  start: timeField(),
  end: timeField(),
  venueId: idField(),
  childIds,
  what: z.union([
    choice(RESOURCE_KINDS).transform((kind) => ({ kind })),
    idField().transform((resourceId) => ({ resourceId })),
  ]),
});

/** The page on which a refused form stands. */
function formPage({ body }: { body?: unknown }): string {
  const { date, start, end, venueId, childIds: children } = draftOf(body);
  const { what } = (body ?? {}) as { what?: unknown };
  const known = typeof what === 'string' && /^[a-z0-9]{1,10}$/.test(what) ? what : undefined;
  return paths.waitlistNew({ date, start, end, venueId, what: known, childIds: children });
}

@Controller('me/waitlist')
@Allow('member')
export class WaitlistController {
  constructor(
    private readonly waitlist: WaitlistService,
    private readonly pages: WaitlistPages,
  ) {}

  @Get()
  @Render('bookings/waitlist')
  async list(@CurrentViewer() viewer: Viewer): Promise<object> {
    const lines = await this.pages.own(viewer.id);
    const offers = lines.filter(({ offer }) => offer !== undefined);
    return { title: 'bookings:waitlist.title', offers, waiting: lines.filter((line) => !offers.includes(line)) };
  }

  @Get('new')
  @Render('bookings/waitlist-new')
  async blank(@Query() query: unknown): Promise<object> {
    return { title: 'bookings:waitlist.new.title', form: await this.pages.form(query) };
  }

  @Post()
  @FormPage(formPage)
  @Redirect()
  async join(
    @Body({ schema: waitForm }) form: z.infer<typeof waitForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.waitlist.join(viewer, form);
    flash('bookings:waitlist.done.joined');
    return seeOther(paths.waitlist());
  }

  @Post(':id/leaving')
  @FormPage(() => paths.waitlist())
  @Redirect()
  async leave(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.waitlist.leave(viewer, id);
    flash('bookings:waitlist.done.left');
    return seeOther(paths.waitlist());
  }
}
