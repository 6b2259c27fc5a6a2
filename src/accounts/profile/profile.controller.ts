import { Body, Controller, Get, HttpCode, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { fillIn } from '../../platform/web/fill-in.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { rememberLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { knownAddress, type LookUpForm, lookUpForm } from '../postal-codes/look-up.js';
import { type ProfileForm, profileForm } from './profile-form.js';
import { Profiles } from './profile.service.js';
import { profileView, type ProfileView } from './profile.view.js';

@Controller('me/profile')
@SignedIn()
export class ProfileController {
  constructor(private readonly profiles: Profiles) {}

  @Get()
  @Render('accounts/profile')
  async show(@CurrentViewer() viewer: Viewer): Promise<ProfileView> {
    return profileView(await this.profiles.of(viewer), viewer);
  }

  @Post()
  @FormPage(() => paths.profile())
  @Redirect()
  async change(
    @Body({ schema: profileForm }) form: ProfileForm,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.profiles.change(viewer, form);
    rememberLanguage(reply, form.language);
    flash('accounts:done.profile_changed');
    return { url: paths.profile(), statusCode: 303 };
  }

  /** The form once more, with the address of its postal code. */
  @Post('address')
  @HttpCode(200)
  @FormPage(() => paths.profile())
  @Render('accounts/profile')
  async lookUp(
    @Body({ schema: lookUpForm }) { postalCode }: LookUpForm,
    @CurrentViewer() viewer: Viewer,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProfileView> {
    fillIn(request, reply, { address: knownAddress(postalCode) });
    return profileView(await this.profiles.of(viewer), viewer);
  }
}
