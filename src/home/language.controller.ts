import { Body, Controller, Post, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Profiles } from '../accounts/profile/profile.service.js';
import { paths } from '../platform/paths.js';
import { LANGUAGES } from '../platform/time.format.js';
import { Public } from '../platform/web/access.js';
import { choice, housePath } from '../platform/web/form-fields.js';
import { rememberLanguage } from '../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../platform/web/viewer.js';

const languageForm = z.object({
  language: choice(LANGUAGES),
  /** A path of this house to come back to. */
  back: housePath().catch(paths.home()),
});

@Controller('language')
@Public()
export class LanguageController {
  constructor(private readonly profiles: Profiles) {}

  /** Chosen while signed in, it is also the language of her mails and of her next sign-in. */
  @Post()
  @Redirect()
  async choose(
    @Body({ schema: languageForm }) form: z.infer<typeof languageForm>,
    @CurrentViewer() viewer: Viewer | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ url: string; statusCode: number }> {
    if (viewer) await this.profiles.chooseLanguage(viewer, form.language);
    rememberLanguage(reply, form.language);
    return { url: form.back, statusCode: 303 };
  }
}
