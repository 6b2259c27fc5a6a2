import { Injectable, type OnModuleInit } from '@nestjs/common';
import { forSql } from '../../platform/database/columns.js';
import { idsOf } from '../../platform/personal-data/breach.js';
import { Retention } from '../../platform/personal-data/retention.js';
import { momentAt } from '../../platform/time.js';
import { WalkInMerge } from '../roll-call/walk-in-merge.entity.js';
import { SessionMessage } from '../teaching/session-message.entity.js';

/** What was written to those who were enrolled, and why a name was found to be a member. */
@Injectable()
export class WordsRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register({
      kind: 'messages',
      years: 5,
      due: (manager, before) =>
        idsOf(manager, `SELECT id FROM session_message WHERE sent_at < $1 AND text <> '' ORDER BY id`, [
          forSql(momentAt(before, 0)),
        ]),
      anonymise: async (tx, id) => void (await tx.update(SessionMessage, id, { text: '' })),
    });
    this.retention.register({
      kind: 'merges',
      years: 5,
      due: (manager, before) =>
        idsOf(manager, `SELECT id FROM walk_in_merge WHERE merged_at < $1 AND reason IS NOT NULL ORDER BY id`, [
          forSql(momentAt(before, 0)),
        ]),
      anonymise: async (tx, id) => void (await tx.update(WalkInMerge, id, { reason: null })),
    });
  }
}
