import { Injectable, type OnModuleInit } from '@nestjs/common';
import { blanking } from '../../platform/personal-data/blanking.js';
import { Retention } from '../../platform/personal-data/retention.js';
import { WalkInMerge } from '../roll-call/walk-in-merge.entity.js';
import { WalkIn } from '../roll-call/walk-in.entity.js';
import { SessionMessage } from '../teaching/session-message.entity.js';

/** Names of those who came without an account, why one was found to be a member, and what was written to who was enrolled. */
@Injectable()
export class WordsRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register(
      blanking({
        kind: 'walk_ins',
        years: 5,
        entity: WalkIn,
        due: `SELECT walk_in.id FROM walk_in JOIN training_session session ON session.id = walk_in.session_id
          WHERE session.date < $1 AND walk_in.name <> '—' ORDER BY walk_in.id`,
        before: 'day',
        blank: { name: '—', kana: null },
      }),
    );
    this.retention.register(
      blanking({
        kind: 'messages',
        years: 5,
        entity: SessionMessage,
        due: `SELECT id FROM session_message WHERE sent_at < $1 AND text <> '' ORDER BY id`,
        before: 'moment',
        blank: { text: '' },
      }),
    );
    this.retention.register(
      blanking({
        kind: 'merges',
        years: 5,
        entity: WalkInMerge,
        due: `SELECT id FROM walk_in_merge WHERE merged_at < $1 AND reason IS NOT NULL ORDER BY id`,
        before: 'moment',
        blank: { reason: null },
      }),
    );
  }
}
