import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { housePath } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { consentField } from '../sign-up/sign-up-form.js';
import { Consents } from './consents.service.js';

/** Where the person was going; what is no path of this house leads to her page. */
const next = housePath().catch(paths.me());
const consentQuery = z.object({ next });
const consentForm = z.object({ next, consent: consentField() });

@Controller('me/consent')
@SignedIn()
export class OwnConsentController {
  constructor(private readonly consents: Consents) {}

  @Get()
  @Render('accounts/consent')
  async show(
    @Query({ schema: consentQuery }) query: z.infer<typeof consentQuery>,
    @CurrentViewer() viewer: Viewer,
  ): Promise<object> {
    const given = await this.consents.given(viewer.id);
    return { title: 'accounts:own_consent.title', next: query.next, given };
  }

  @Post()
  @FormPage(({ body }) => paths.ownConsent(consentQuery.parse(body ?? {}).next))
  @Redirect()
  async agree(
    @Body({ schema: consentForm }) form: z.infer<typeof consentForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.consents.agree(viewer);
    flash('accounts:done.consented');
    return { url: form.next, statusCode: 303 };
  }
}
