import { Controller, Post, Redirect } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { Proven } from '../../platform/web/proof.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { SecondFactors } from '../second-factor/factors.service.js';

/** For somebody who has lost her device and her recovery codes. */
@Controller('manage/members/:id/second-factor')
@Allow('admin')
@Proven()
export class FactorsResetController {
  constructor(private readonly factors: SecondFactors) {}

  @Post('reset')
  @FormPage(({ params }: FastifyRequest) => paths.member(Number((params as { id: string }).id)))
  @Redirect()
  async reset(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.factors.reset(viewer, id);
    flash('security:done.factors_reset');
    return seeOther(paths.member(id));
  }
}
