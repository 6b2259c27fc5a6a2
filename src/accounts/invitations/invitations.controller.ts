import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { LANGUAGES } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { choice, repeated } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { ROLES } from '../../platform/web/roles.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { emailField } from '../person-fields.js';
import { Invitations } from './invitations.service.js';
import { invitationsView, type InvitationsView } from './invitations.view.js';

const invitationForm = z.object({
  email: emailField(),
  roles: repeated(choice(ROLES)).pipe(z.array(z.enum(ROLES)).min(1)),
  language: choice(LANGUAGES),
});

@Controller('manage/invitations')
@Allow('manager', 'admin')
export class InvitationsController {
  constructor(private readonly invitations: Invitations) {}

  @Get()
  @Render('accounts/invitations')
  async list(@CurrentViewer() viewer: Viewer): Promise<InvitationsView> {
    return invitationsView(await this.invitations.open(), viewer);
  }

  @Post()
  @FormPage(() => paths.invitations())
  @Redirect()
  async invite(
    @Body({ schema: invitationForm }) form: z.infer<typeof invitationForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.invitations.invite(viewer, form.email, [...new Set(form.roles)], form.language);
    flash('accounts:done.invited');
    return { url: paths.invitations(), statusCode: 303 };
  }

  @Post(':id/withdrawal')
  @FormPage(() => paths.invitations())
  @Redirect()
  async withdraw(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.invitations.withdraw(viewer, id);
    flash('accounts:done.invitation_withdrawn');
    return { url: paths.invitations(), statusCode: 303 };
  }
}
