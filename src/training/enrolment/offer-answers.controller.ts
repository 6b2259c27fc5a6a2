import { Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { OfferAnswers } from './offer-answers.js';

const page = ({ params }: { params: unknown }): string => paths.enrolment(Number((params as { id: string }).id));

/** The answers to a seat that is held. */
@Controller('enrolments/:id')
@Allow('member')
export class OfferAnswersController {
  constructor(private readonly answers: OfferAnswers) {}

  @Post('acceptance')
  @FormPage(page)
  @Redirect()
  async accept(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.answers.accept(viewer, id);
    flash('enrolment:done.enrolled');
    return seeOther(paths.enrolment(id));
  }

  @Post('decline')
  @FormPage(page)
  @Redirect()
  async decline(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.answers.decline(viewer, id);
    flash('enrolment:done.declined');
    return seeOther(paths.enrolment(id));
  }
}
