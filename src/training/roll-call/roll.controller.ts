import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { FormPage } from '../../platform/web/form-page.js';
import { WithCamera } from '../../platform/web/headers.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Attendances } from './attendances.js';
import { everybodyForm, type MarkForm, markForm, rollOf, tappedAt, undoingForm } from './roll-forms.js';
import { RollPages } from './roll-pages.js';
import { type RollQuery, rollQuery } from './walk-in-forms.js';

/** The roll of a session: who came. Each tap may come in late, and twice. */
@Controller('sessions/:id/attendance')
@Allow('trainer', 'manager', 'admin')
export class RollController {
  constructor(
    private readonly clock: Clock,
    private readonly pages: RollPages,
    private readonly attendances: Attendances,
  ) {}

  @Get()
  @WithCamera()
  @Render('training/roll')
  show(
    @Id() id: number,
    @Query({ schema: rollQuery }) query: RollQuery,
    @CurrentViewer() viewer: Viewer,
  ): Promise<object> {
    return this.pages.show(viewer, id, query);
  }

  @Post()
  @FormPage(rollOf)
  @Redirect()
  async mark(
    @Id() id: number,
    @Body({ schema: markForm }) { key: tap, part, ...form }: MarkForm,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SeeOther> {
    await this.attendances.mark(viewer, id, { ...form, tap, at: tappedAt(form, this.clock.now()) });
    return seeOther(paths.attendance(id, { part: part ?? undefined }));
  }

  @Post('everybody')
  @FormPage(rollOf)
  @Redirect()
  async markEverybody(
    @Id() id: number,
    @Body({ schema: everybodyForm }) { key: tap, part, ...form }: z.infer<typeof everybodyForm>,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SeeOther> {
    await this.attendances.markEverybody(viewer, id, { tap, at: tappedAt(form, this.clock.now()) });
    return seeOther(paths.attendance(id, { part: part ?? undefined }));
  }

  @Post('undoing')
  @FormPage(rollOf)
  @Redirect()
  async undo(
    @Id() id: number,
    @Body({ schema: undoingForm }) { key: tap, part, last, ...form }: z.infer<typeof undoingForm>,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SeeOther> {
    await this.attendances.undo(viewer, id, last, { tap, at: tappedAt(form, this.clock.now()) });
    return seeOther(paths.attendance(id, { part: part ?? undefined }));
  }

  @Get('history')
  @Allow('manager', 'admin')
  @Render('training/roll-history')
  history(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.history(viewer, id);
  }
}
