import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { emailField } from '../../accounts/person-fields.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { line } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CardPages, guardiansOf } from './card-pages.js';
import { guardiansView } from './guardians.view.js';
import { Guardians } from './guardians.service.js';

const invitationForm = z.object({ email: emailField(), relation: line(30) });
const page = FormPage(({ params }) => paths.childGuardians((params as { id: number }).id));

/** Who answers for a child beside whoever has registered her. */
@Controller('me/children/:id/guardians')
@SignedIn()
export class GuardiansController {
  constructor(
    private readonly database: Database,
    private readonly pages: CardPages,
    private readonly guardians: Guardians,
  ) {}

  @Get()
  @Render('childcare/guardians')
  async list(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const row = await this.pages.ownRow(viewer.id, id);
    const guardians = await guardiansOf(this.database.reader, id);
    return guardiansView(row, guardians, await this.guardians.invitations(viewer.id, id), viewer);
  }

  @Post()
  @page
  @Redirect()
  async invite(
    @Id() id: number,
    @Body({ schema: invitationForm }) form: z.infer<typeof invitationForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.guardians.invite(viewer, id, form);
    flash('childcare:done.guardian_invited');
    return seeOther(paths.childGuardians(id));
  }

  @Post('invitations/:linkId/withdrawal')
  @page
  @Redirect()
  async withdraw(
    @Id() id: number,
    @Id('linkId') linkId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.guardians.withdraw(viewer, id, linkId);
    flash('childcare:done.invitation_withdrawn');
    return seeOther(paths.childGuardians(id));
  }

  @Post(':userId/ending')
  @page
  @Redirect()
  async end(
    @Id() id: number,
    @Id('userId') userId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.guardians.end(viewer, id, userId);
    flash('childcare:done.guardian_ended');
    return seeOther(userId === viewer.id ? paths.ownChildren() : paths.childGuardians(id));
  }
}
