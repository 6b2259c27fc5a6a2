import { Controller, Get, Param, Post, Redirect, Render } from '@nestjs/common';
import { tokenOf } from '../../accounts/token-param.js';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Guardians } from './guardians.service.js';

/** Where the link in the mail to a second guardian leads. Opening it changes nothing. */
@Controller('guardian-invitations/:token')
@SignedIn()
export class GuardianInvitationController {
  constructor(private readonly guardians: Guardians) {}

  @Get()
  @Render('childcare/guardian-invitation')
  async show(@Param('token') token: string, @CurrentViewer() viewer: Viewer): Promise<object> {
    const found = await this.guardians.look(viewer, token);
    return { title: 'childcare:invitation.title', token, found, email: viewer.email };
  }

  @Post()
  @FormPage((request) => paths.guardianInvitation(tokenOf(request)))
  @Redirect()
  async accept(
    @Param('token') token: string,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const childId = await this.guardians.accept(viewer, token);
    flash('childcare:done.guardian_linked');
    return seeOther(paths.ownChild(childId));
  }
}
