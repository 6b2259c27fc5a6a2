import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask } from '../../platform/database/ask.js';
import { Retention } from '../../platform/personal-data/retention.js';
import { WalkIn } from '../roll-call/walk-in.entity.js';

/** Names of those who came to a session without an account. */
@Injectable()
export class WalkInRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register({
      kind: 'walk_ins',
      years: 5,
      due: async (manager, before) => {
        const statement = `SELECT walk_in.id FROM walk_in JOIN training_session session ON session.id = walk_in.session_id
          WHERE session.date < $1 AND walk_in.name <> '—' ORDER BY walk_in.id`;
        return (await ask<{ id: number }>(manager, statement, [before])).map(({ id }) => id);
      },
      anonymise: async (tx: EntityManager, id: number) => void (await tx.update(WalkIn, id, { name: '—', kana: null })),
    });
  }
}
