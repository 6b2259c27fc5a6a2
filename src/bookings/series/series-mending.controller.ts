import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { CurrentViewer, STAFF, type Viewer } from '../../platform/web/viewer.js';
import { idOf } from '../booking-forms.js';
import { changeDraftOf, endingForm, scopeOf, seriesChangeForm } from './series-forms.js';
import { SeriesMendingService } from './series-mending.service.js';
import { SeriesPages } from './series-pages.js';

type Seen = { url: string; statusCode: number };

/** Changing and cancelling one, this and all that follow, all, or a range of dates. */
@Controller('bookings/series/:id')
@Allow('member', ...STAFF)
export class SeriesMendingController {
  constructor(
    private readonly mending: SeriesMendingService,
    private readonly pages: SeriesPages,
  ) {}

  @Get('edit')
  @Render('bookings/series/edit')
  async edit(@Id() id: number, @Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<object> {
    const scope = scopeOf(query);
    const draft = changeDraftOf(query);
    const change = await this.pages.change(viewer, id, scope, draft);
    return { title: 'series:edit.title', id, scope, scopeWords: `series:scope.${scope.scope}`, draft, change };
  }

  @Post()
  @FormPage(({ params, body }) =>
    paths.seriesEdit(idOf(params), { ...scopeOf(body), ...changeDraftOf(body), seen: 'on' }),
  )
  @Redirect()
  async change(
    @Id() id: number,
    @Body({ schema: seriesChangeForm }) { scope, from, to, ...form }: z.infer<typeof seriesChangeForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<Seen> {
    const total = await this.mending.change(viewer, id, { ...form, scope: { scope, from, to } });
    flash({ key: 'series:done.changed', total });
    return { url: paths.series(id), statusCode: 303 };
  }

  /** What it will undo, before it is done, and what stays. */
  @Get('cancellation')
  @Render('bookings/series/cancellation')
  async confirm(@Id() id: number, @Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<object> {
    const scope = scopeOf(query);
    const ending = await this.pages.ending(viewer, id, scope);
    return { title: 'series:cancellation.title', id, scope, scopeWords: `series:scope.${scope.scope}`, ending };
  }

  @Post('cancellation')
  @FormPage(({ params, body }) => paths.seriesCancellation(idOf(params), { ...scopeOf(body) }))
  @Redirect()
  async cancel(
    @Id() id: number,
    @Body({ schema: endingForm }) { reason, ...scope }: z.infer<typeof endingForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<Seen> {
    const total = await this.mending.cancel(viewer, id, scope, reason);
    flash({ key: 'series:done.cancelled', total });
    return { url: paths.series(id), statusCode: 303 };
  }
}
