import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NoticeTexts } from '../../accounts/consent/notice-texts.js';
import { Audit } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { CARE_TERMS_VERSION, careTerms } from './care-terms.js';
import { ChildConsent } from './child-consent.entity.js';
import { ChildRules } from './child-rules.entity.js';

export type RulesOfCards = Pick<ChildRules, 'dueDays' | 'oldestAge' | 'approvalEnds'>;

/** How the house treats children's cards. */
@Injectable()
export class CardRules implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly texts: NoticeTexts,
  ) {}

  onModuleInit(): void {
    this.texts.register({
      document: 'care',
      version: CARE_TERMS_VERSION,
      words: careTerms,
      agreed: (manager, version) => manager.existsBy(ChildConsent, { version }),
    });
  }

  async read(): Promise<RulesOfCards> {
    const { dueDays, oldestAge, approvalEnds } = await this.database.reader.findOneByOrFail(ChildRules, { id: 1 });
    return { dueDays, oldestAge, approvalEnds };
  }

  async change(actorId: number, rules: RulesOfCards): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.update(ChildRules, 1, rules);
      const subject = { kind: 'child_rules', id: 1 };
      await this.audit.record(tx, { actorId, action: 'childcare.rules_changed', subject, detail: { ...rules } });
    });
  }
}
