import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { type ProgrammeForm, programmeForm } from './programme-form.js';
import { ProgrammePages } from './programme-pages.js';
import { Programmes } from './programmes.js';
import { MANAGERS, READERS } from './readable.js';

type Params = { id: number };

/** Contracts between cities and the operator. Managers decide; officers read those of their cities. */
@Controller('manage/programmes')
@Allow(...MANAGERS)
export class ProgrammesController {
  constructor(
    private readonly programmes: Programmes,
    private readonly pages: ProgrammePages,
  ) {}

  @Get()
  @Allow(...READERS)
  @Render('programmes/list')
  list(@CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.list(viewer);
  }

  @Get('new')
  @Render('programmes/form')
  new(): Promise<object> {
    return this.pages.adding();
  }

  @Post()
  @FormPage(() => paths.programmeNew())
  @Redirect()
  async add(
    @Body({ schema: programmeForm }) form: ProgrammeForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const id = await this.programmes.add(viewer.id, form);
    flash('programmes:done.added');
    return seeOther(paths.programme(id));
  }

  @Get(':id')
  @Allow(...READERS)
  @Render('programmes/show')
  show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.show(viewer, id);
  }

  @Get(':id/edit')
  @Render('programmes/form')
  edit(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.editing(viewer, id);
  }

  @Post(':id')
  @FormPage(({ params }) => paths.programmeEdit((params as Params).id))
  @Redirect()
  async update(
    @Id() id: number,
    @Body({ schema: programmeForm }) form: ProgrammeForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.programmes.update(viewer.id, id, form);
    flash('programmes:done.changed');
    return seeOther(paths.programme(id));
  }
}
