import { Body, Controller, Post, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { paths } from '../platform/paths.js';
import { LANGUAGES } from '../platform/time.format.js';
import { Public } from '../platform/web/access.js';
import { choice, housePath } from '../platform/web/form-fields.js';
import { rememberLanguage } from '../platform/web/language.js';

const languageForm = z.object({
  language: choice(LANGUAGES),
  /** A path of this house to come back to. */
  back: housePath().catch(paths.home()),
});

@Controller('language')
@Public()
export class LanguageController {
  @Post()
  @Redirect()
  choose(
    @Body({ schema: languageForm }) form: z.infer<typeof languageForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): { url: string; statusCode: number } {
    rememberLanguage(reply, form.language);
    return { url: form.back, statusCode: 303 };
  }
}
