import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { EnrolmentChildren } from './enrolment-children.js';
import { type ChildrenForm, childrenForm } from './enrolment-forms.js';
import { EnrolmentPages } from './enrolment-pages.js';
import { ENROLLING } from './enrolment-who.policy.js';

/** Who is looked after beside an enrolment. */
@Controller('enrolments/:id/children')
@Allow('member', ...ENROLLING)
export class EnrolmentChildrenController {
  constructor(
    private readonly children: EnrolmentChildren,
    private readonly pages: EnrolmentPages,
  ) {}

  @Get()
  @Render('training/enrolment/children')
  edit(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.children(viewer, id);
  }

  @Post()
  @FormPage(({ params }) => paths.enrolmentChildren(Number((params as { id: string }).id)))
  @Redirect()
  async change(
    @Id() id: number,
    @Body({ schema: childrenForm }) { childIds }: ChildrenForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.children.change(viewer, id, childIds);
    flash('enrolment:done.children_changed');
    return seeOther(paths.enrolment(id));
  }
}
