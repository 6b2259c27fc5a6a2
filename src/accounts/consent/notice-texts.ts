import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { type Language, LANGUAGES } from '../../platform/time.format.js';
import type { DateText } from '../../platform/time.js';
import { type Passage, passages } from '../../platform/views/words.js';
import { Consent } from '../consent.entity.js';
import { PRIVACY_VERSION } from '../privacy-notice.js';
import { type NoticeDocument, NoticeText } from './notice-text.entity.js';

const PRIVACY = 'privacy';

/** A text to which people agree, as it stands now. */
export interface Notice {
  document: NoticeDocument;
  version: DateText;
  words: (language: Language) => Passage[];
  /** Has anybody agreed to that version? */
  agreed: (manager: EntityManager, version: string) => Promise<boolean>;
}

/**
 * Keeps the words of each version to which anybody could agree: a consent names its version, and the words of the day can be
 * shown when the files tell of a newer one. They are put away when a version runs for the first time.
 */
@Injectable()
export class NoticeTexts implements OnApplicationBootstrap {
  private readonly notices: Notice[] = [
    {
      document: PRIVACY,
      version: PRIVACY_VERSION,
      words: (language) => passages(language, `${PRIVACY}:sections`),
      agreed: (manager, version) => manager.existsBy(Consent, { document: PRIVACY, version }),
    },
  ];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Called once at boot, in `onModuleInit` of the room to which the text belongs. */
  register(notice: Notice): void {
    this.notices.push(notice);
  }

  /** What is there stays as it is. One statement, where nothing is new. */
  async onApplicationBootstrap(): Promise<void> {
    const there = await this.database.reader.find(NoticeText, { select: { document: true, version: true } });
    const fresh = this.notices.filter(
      ({ document, version }) => !there.some((one) => one.document === document && one.version === version),
    );
    if (fresh.length === 0) return;
    const keptAt = this.clock.now();
    const rows = fresh.flatMap(({ document, version, words }) =>
      LANGUAGES.map((language) => ({ document, version, language, passages: words(language), keptAt })),
    );
    await this.database.transaction((tx) =>
      tx.createQueryBuilder().insert().into(NoticeText).values(rows).orIgnore().updateEntity(false).execute(),
    );
  }

  /**
   * Nothing: people agreed to it elsewhere, on paper or in a house before this one. Two statements at most.
   * @throws Refused not found for what nobody agreed to
   */
  async read(document: string, version: string, language: Language): Promise<Passage[] | undefined> {
    const { reader } = this.database;
    const where = { document: document as NoticeDocument, version, language };
    const found = await reader.findOneBy(NoticeText, where);
    if (found) return found.passages;
    const notice = this.notices.find((one) => one.document === document);
    if (!notice || !(await notice.agreed(reader, version))) throw notFound();
    return undefined;
  }
}
