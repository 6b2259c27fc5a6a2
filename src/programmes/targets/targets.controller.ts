import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { type MonthQuery, monthQuery } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS, READERS } from '../contract/readable.js';
import { type TargetForm, targetForm } from './target-form.js';
import { TargetPages } from './target-pages.js';
import { Targets } from './targets.js';

type Params = { id: number; targetId: number };

/** What a programme is measured by, and the rows behind each figure. */
@Controller('manage/programmes/:id/targets')
@Allow(...MANAGERS)
export class TargetsController {
  constructor(
    private readonly targets: Targets,
    private readonly pages: TargetPages,
  ) {}

  @Get('new')
  @Render('programmes/target-form')
  new(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.adding(viewer, id);
  }

  @Post()
  @FormPage(({ params }) => paths.targetNew((params as Params).id))
  @Redirect()
  async add(
    @Id() id: number,
    @Body({ schema: targetForm }) form: TargetForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const targetId = await this.targets.add(viewer.id, id, form);
    flash('programmes:done.target_added');
    return seeOther(paths.target(id, targetId));
  }

  @Get(':targetId')
  @Allow(...READERS)
  @Render('programmes/target')
  show(
    @Id() id: number,
    @Id('targetId') targetId: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<object> {
    return this.pages.show(viewer, id, targetId, language);
  }

  @Get(':targetId/rows')
  @Allow(...READERS)
  @Render('programmes/target-rows')
  rows(
    @Id() id: number,
    @Id('targetId') targetId: number,
    @Query({ schema: monthQuery }) { month }: MonthQuery,
    @CurrentViewer() viewer: Viewer,
  ): Promise<object> {
    return this.pages.rows(viewer, id, targetId, month);
  }

  @Get(':targetId/edit')
  @Render('programmes/target-form')
  edit(@Id() id: number, @Id('targetId') targetId: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.editing(viewer, id, targetId);
  }

  @Post(':targetId')
  @FormPage(({ params }) => paths.targetEdit((params as Params).id, (params as Params).targetId))
  @Redirect()
  async update(
    @Id() id: number,
    @Id('targetId') targetId: number,
    @Body({ schema: targetForm }) form: TargetForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.targets.update(viewer.id, id, targetId, form);
    flash('programmes:done.target_changed');
    return seeOther(paths.target(id, targetId));
  }
}
