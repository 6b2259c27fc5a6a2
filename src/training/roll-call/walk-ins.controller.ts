import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import {
  type MergeForm,
  mergeForm,
  type PartingForm,
  partingForm,
  type SearchQuery,
  searchQuery,
} from './walk-in-forms.js';
import { WalkInMerges } from './walk-in-merges.js';
import { WalkInPages } from './walk-in-pages.js';

/** With what was searched. */
const pageOf = ({ params, body }: { params: unknown; body: unknown }): string => {
  const { id, walkInId } = params as { id: number; walkInId: number };
  const { q } = (body ?? {}) as { q?: unknown };
  return paths.sessionWalkIn(id, walkInId, { q: typeof q === 'string' ? q : undefined });
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
    @Body({ schema: partingForm }) { reason }: PartingForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.merges.part(viewer.id, id, walkInId, reason);
    flash('rollcall:done.parted');
    return seeOther(paths.sessionWalkIn(id, walkInId));
  }
}
