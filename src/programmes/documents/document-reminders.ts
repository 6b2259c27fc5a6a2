import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { todayAt } from '../../platform/time.js';
import { Programme } from '../contract/programme.entity.js';
import { ProgrammePost } from '../post/programme-post.js';
import { ContractDocument } from './contract-document.entity.js';
import { dueLetter } from './document.letters.js';
import { reminderOf } from './document.policy.js';

/** Tells managers in the morning what is to be handed in soon, and what is late. */
@Injectable()
export class DocumentReminders implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly post: ProgrammePost,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'programmes.documents',
      schedule: { every: 'day', at: '08:00' },
      catchUp: 'latest',
      repeatable: true, // what was told is marked in the same transaction
      run: () => this.remind(),
    });
  }

  async remind(): Promise<void> {
    const open = await this.database.reader.findBy(Programme, { status: 'open' });
    for (const { id } of open) await this.database.transaction((tx) => this.remindOf(tx, id));
  }

  private async remindOf(tx: EntityManager, id: number): Promise<void> {
    await this.database.lock(tx, 'programme', id);
    const programme = await tx.findOneByOrFail(Programme, { id });
    const now = this.clock.now();
    const documents = await tx.find(ContractDocument, {
      where: { programmeId: id },
      order: { dueDate: 'ASC', id: 'ASC' },
    });
    for (const kind of ['overdue', 'soon'] as const) {
      const due = documents.filter((one) => reminderOf(one, todayAt(now)) === kind);
      if (due.length === 0) continue;
      const ids = due.map((one) => one.id);
      await tx.update(ContractDocument, ids, kind === 'soon' ? { remindedAt: now } : { overdueRemindedAt: now });
      await this.post.tellManagers(tx, dueLetter(programme, due, kind === 'overdue'));
    }
  }
}
