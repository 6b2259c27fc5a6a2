import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { text } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { ErasurePages } from './erasure-pages.js';
import { Erasures } from './erasures.js';

const refusalForm = z.object({ answer: text(1000) });
const page = FormPage(({ params }) => paths.erasure(Number((params as { id: string }).id)));

/** Those who ask to be forgotten, and what the house answers. */
@Controller('manage/erasures')
@Allow('manager', 'admin')
export class ErasuresController {
  constructor(
    private readonly erasures: Erasures,
    private readonly pages: ErasurePages,
  ) {}

  @Get()
  @Render('personal/erasures')
  list(): Promise<object> {
    return this.pages.list();
  }

  @Get(':id')
  @Render('personal/request')
  show(@Id() id: number): Promise<object> {
    return this.pages.one(id);
  }

  @Post(':id/confirmation')
  @page
  @Redirect()
  async confirm(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.erasures.confirm(viewer, id);
    flash('personal:done.erased');
    return seeOther(paths.erasures());
  }

  @Post(':id/refusal')
  @page
  @Redirect()
  async refuse(
    @Id() id: number,
    @Body({ schema: refusalForm }) { answer }: z.infer<typeof refusalForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.erasures.refuse(viewer, id, answer);
    flash('personal:done.refused');
    return seeOther(paths.erasures());
  }
}
