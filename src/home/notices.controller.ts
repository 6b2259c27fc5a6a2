import { Controller, Get, Inject, Render } from '@nestjs/common';
import { PRIVACY_VERSION } from '../accounts/privacy-notice.js';
import { Clock } from '../platform/clock.js';
import { Retention } from '../platform/personal-data/retention.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { dateText, eraDateText, type Language } from '../platform/time.format.js';
import { type DateText, todayAt } from '../platform/time.js';
import { Public } from '../platform/web/access.js';
import type { Phrase } from '../platform/views/phrase.js';
import { PageLanguage } from '../platform/web/language.js';
import { SESSION_HOURS } from '../platform/web/session-store.js';
import { knownResult } from './accessibility-result.js';
import { resultView } from './accessibility.view.js';
import { Places } from './places.js';

/** The day of the words in accessibility.json. The day of the last test is told by its result. */
const ACCESSIBILITY_VERSION: DateText = '2026-11-22';

/** The texts that a public body owes its people. */
@Controller()
@Public()
export class NoticesController {
  constructor(
    private readonly places: Places,
    private readonly clock: Clock,
    private readonly retention: Retention,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'mailDays'>,
  ) {}

  @Get('privacy')
  @Render('home/notice')
  async privacy(@PageLanguage() language: Language): Promise<object> {
    return { ...(await this.notice('privacy', PRIVACY_VERSION, language)), kept: await this.kept() };
  }

  @Get('accessibility')
  @Render('home/notice')
  async accessibility(@PageLanguage() language: Language): Promise<object> {
    return {
      ...(await this.notice('accessibility', ACCESSIBILITY_VERSION, language)),
      result: resultView(knownResult(), todayAt(this.clock.now())),
    };
  }

  /** For how long what is kept, as the house is set now: what people agreed to says where it stands. */
  private async kept(): Promise<Phrase[]> {
    const years = (await this.retention.terms()).map(({ kind, years: count }) => {
      return { key: 'privacy:kept.years', what: { key: `personal:kinds.${kind}` }, count };
    });
    return [
      ...years,
      { key: 'privacy:kept.mails', count: this.settings.mailDays },
      { key: 'privacy:kept.session', count: SESSION_HOURS / 24 },
    ];
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
      more: name === 'accessibility' && `${name}:more`,
      contact: { heading: `${name}:contact.heading`, body: `${name}:contact.body` },
      places: await this.places.list(),
    };
  }
}
