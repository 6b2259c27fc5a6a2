import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { type MergeForm, mergeForm, type SearchQuery, searchQuery } from './walk-in-forms.js';
import { WalkInMerges } from './walk-in-merges.js';
import { WalkInPages } from './walk-in-pages.js';

const pageOf = ({ params }: { params: unknown }): string => {
  const { id, walkInId } = params as { id: number; walkInId: number };
  return paths.sessionWalkIn(id, walkInId);
};

/** Somebody who is known by name alone, and who she turns out to be. */
@Controller('sessions/:id/walk-ins/:walkInId')
@Allow('manager', 'admin')
export class WalkInsController {
  constructor(
    private readonly pages: WalkInPages,
    private readonly merges: WalkInMerges,
  ) {}

  @Get()
  @Render('training/walk-in')
  show(
    @Id() id: number,
    @Id('walkInId') walkInId: number,
    @Query({ schema: searchQuery }) { q }: SearchQuery,
    @CurrentViewer() viewer: Viewer,
  ): Promise<object> {
    return this.pages.show(viewer, id, walkInId, q);
  }

  @Post('merge')
  @FormPage(pageOf)
  @Redirect()
  async merge(
    @Id() id: number,
    @Id('walkInId') walkInId: number,
    @Body({ schema: mergeForm }) form: MergeForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.merges.merge(viewer.id, id, walkInId, form);
    flash('rollcall:done.merged');
    return seeOther(paths.sessionWalkIn(id, walkInId));
  }

  @Post('parting')
  @FormPage(pageOf)
  @Redirect()
  async part(
    @Id() id: number,
    @Id('walkInId') walkInId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.merges.part(viewer.id, id, walkInId);
    flash('rollcall:done.parted');
    return seeOther(paths.sessionWalkIn(id, walkInId));
  }
}
