import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { CurrentViewer, STAFF, type Viewer } from '../../platform/web/viewer.js';
import { idOf } from '../booking-forms.js';
import { movedOf } from './moved.js';
import { SeriesDrafts } from './series-drafts.js';
import { addedForm, ruleNeeded, scopeOf, seriesDraftOf, seriesForm, seriesPage } from './series-forms.js';
import { SeriesPages } from './series-pages.js';
import { SeriesService } from './series.service.js';

type Seen = { url: string; statusCode: number };

/** Bookings that come back every week: the list of dates before they are booked, and the series afterwards. */
@Controller('bookings/series')
@Allow('member', ...STAFF)
export class SeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly drafts: SeriesDrafts,
    private readonly pages: SeriesPages,
  ) {}

  @Get('new')
  @Render('bookings/series/new')
  async preview(@Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<object> {
    const draft = seriesDraftOf(query);
    const plan = await this.drafts.fresh(viewer, draft);
    const { seen: _, dates: __, instead: ___, move: ____, ...wish } = draft;
    return { title: 'series:new.title', plan, draft, back: paths.newBooking({ ...wish }) };
  }

  @Post()
  @FormPage(seriesPage)
  @Redirect()
  async book(
    @Body({ schema: seriesForm }) form: z.infer<typeof seriesForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<Seen> {
    const choices = { dates: form.dates, instead: movedOf(form.instead) };
    const { id, count, requested } = await this.series.book(viewer, { ...form, rule: ruleNeeded(form), choices });
    flash({ key: requested > 0 ? 'series:done.requested' : 'series:done.booked', total: count });
    return { url: paths.series(id), statusCode: 303 };
  }

  @Get(':id')
  @Render('bookings/series/show')
  async show(@Id() id: number, @Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<object> {
    const series = await this.pages.show(viewer, id);
    const { scope, from, to } = scopeOf(query);
    const chosen = { scope: from ? 'following' : scope, from, to: to ?? series.mendable.at(-1) };
    return { title: 'series:show.title', series, chosen };
  }

  /** Adds a date back that was skipped or cancelled. */
  @Post(':id/occurrences')
  @FormPage(({ params }) => paths.series(idOf(params)))
  @Redirect()
  async addBack(
    @Id() id: number,
    @Body({ schema: addedForm }) form: z.infer<typeof addedForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<Seen> {
    const requested = await this.series.addBack(viewer, id, form.date);
    flash({ key: requested ? 'series:done.asked' : 'series:done.added', date: form.date });
    return { url: paths.series(id), statusCode: 303 };
  }
}
