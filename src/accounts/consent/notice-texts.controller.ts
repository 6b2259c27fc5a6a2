import { Controller, Get, Param, Render } from '@nestjs/common';
import type { Language } from '../../platform/time.format.js';
import { Public } from '../../platform/web/access.js';
import { PageLanguage } from '../../platform/web/language.js';
import { NoticeTexts } from './notice-texts.js';

/** The words of a text as they were when somebody agreed to it. They were shown to everybody, and still are. */
@Controller('notices/:document/:version')
@Public()
export class NoticeTextsController {
  constructor(private readonly texts: NoticeTexts) {}

  @Get()
  @Render('accounts/notice-text')
  async show(
    @Param('document') document: string,
    @Param('version') version: string,
    @PageLanguage() language: Language,
  ): Promise<object> {
    const passages = await this.texts.read(document, version, language);
    return { title: `consents:documents.${document}`, version, passages };
  }
}
