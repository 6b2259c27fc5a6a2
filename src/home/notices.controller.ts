import { Controller, Get, Render } from '@nestjs/common';
import { PRIVACY_VERSION } from '../accounts/privacy-notice.js';
import { dateText, eraDateText, type Language } from '../platform/time.format.js';
import type { DateText } from '../platform/time.js';
import { Public } from '../platform/web/access.js';
import { PageLanguage } from '../platform/web/language.js';
import { Places } from './places.js';

/** The day of the last test against the standard, and of the words in accessibility.json. */
const ACCESSIBILITY_VERSION: DateText = '2026-11-21';

/** The texts that a public body owes its people. */
@Controller()
@Public()
export class NoticesController {
  constructor(private readonly places: Places) {}

  @Get('privacy')
  @Render('home/notice')
  privacy(@PageLanguage() language: Language): Promise<object> {
    return this.notice('privacy', PRIVACY_VERSION, language);
  }

  @Get('accessibility')
  @Render('home/notice')
  accessibility(@PageLanguage() language: Language): Promise<object> {
    return this.notice('accessibility', ACCESSIBILITY_VERSION, language);
  }

  private async notice(name: 'privacy' | 'accessibility', version: DateText, language: Language): Promise<object> {
    return {
      title: `${name}:title`,
      lead: `${name}:lead`,
      description: `${name}:lead`,
      // 和暦 is how documents of the city are dated.
      dated: {
        key: `${name}:dated`,
        date: language === 'ja' ? eraDateText(version) : dateText(version, language, true),
      },
      sections: `${name}:sections`,
      contact: { heading: `${name}:contact.heading`, body: `${name}:contact.body` },
      places: await this.places.list(),
    };
  }
}
