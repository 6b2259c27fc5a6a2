import { Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS } from '../contract/readable.js';
import { Targets } from './targets.js';

type Params = { id: number; targetId: number };

/** Measures a target no more. */
@Controller('manage/programmes/:id/targets/:targetId/withdrawal')
@Allow(...MANAGERS)
export class TargetWithdrawalController {
  constructor(private readonly targets: Targets) {}

  @Post()
  @FormPage(({ params }) => paths.targetEdit((params as Params).id, (params as Params).targetId))
  @Redirect()
  async withdraw(
    @Id() id: number,
    @Id('targetId') targetId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.targets.withdraw(viewer.id, id, targetId);
    flash('programmes:done.target_withdrawn');
    return seeOther(paths.programme(id));
  }
}
