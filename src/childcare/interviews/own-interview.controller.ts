import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { idField, optionalText, repeated } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { todayAt } from '../../platform/time.js';
import { CardPages } from '../children/card-pages.js';
import { Children } from '../children/children.js';
import { ownInterviewView } from './interview.view.js';
import { Interviews } from './interviews.service.js';

const interviewForm = z.object({
  slotId: z.preprocess((value) => value ?? '', idField()),
  note: optionalText(1000),
  childIds: repeated(idField()),
});
const page = FormPage(({ params }) => paths.childInterview((params as { id: number }).id));

/** The interview about a child, for her guardians. */
@Controller('me/children/:id/interview')
@SignedIn()
export class OwnInterviewController {
  constructor(
    private readonly pages: CardPages,
    private readonly interviews: Interviews,
    private readonly children: Children,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('childcare/interview')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const row = await this.pages.ownRow(viewer.id, id);
    const now = this.clock.now();
    const family = await this.children.ofGuardian(this.database.reader, viewer.id, todayAt(now));
    return ownInterviewView(row, await this.interviews.choices(viewer.id, id), family, now);
  }

  @Post()
  @page
  @Redirect()
  async book(
    @Id() id: number,
    @Body({ schema: interviewForm }) form: z.infer<typeof interviewForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.interviews.book(viewer, id, form);
    flash('childcare:done.interview_booked');
    return seeOther(paths.ownChild(id));
  }

  @Post('cancellation')
  @page
  @Redirect()
  async cancel(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.interviews.cancel(viewer, id);
    flash('childcare:done.interview_cancelled');
    return seeOther(paths.ownChild(id));
  }
}
