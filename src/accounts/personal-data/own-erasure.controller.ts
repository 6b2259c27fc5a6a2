import { Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { Proven } from '../../platform/web/proof.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Erasures } from './erasures.js';

/** A person asks to be forgotten. */
@Controller('me/erasure')
@SignedIn()
@Proven()
export class OwnErasureController {
  constructor(
    private readonly erasures: Erasures,
    private readonly database: Database,
  ) {}

  @Get()
  @Render('personal/erasure')
  async show(@CurrentViewer() viewer: Viewer): Promise<object> {
    const last = await this.erasures.last(viewer.id);
    return {
      title: 'personal:erasure.title',
      asked: last?.status === 'asked' ? last : undefined,
      refused: last?.status === 'refused' ? last : undefined,
      obstacles: await this.erasures.obstacles(this.database.reader, viewer.id),
    };
  }

  @Post()
  @FormPage(() => paths.ownErasure())
  @Redirect()
  async ask(@CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.erasures.ask(viewer);
    flash('personal:done.asked');
    return seeOther(paths.ownErasure());
  }

  @Post('withdrawal')
  @FormPage(() => paths.ownErasure())
  @Redirect()
  async withdraw(@CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.erasures.withdraw(viewer);
    flash('personal:done.withdrawn');
    return seeOther(paths.ownErasure());
  }
}
