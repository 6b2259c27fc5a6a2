import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Audit, type Deed } from './audit.js';

/** Lists of people that leave the house as a file: who took which, and how many were on it. */
@Injectable()
export class Exports {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** In a transaction of its own, before the file goes out: none goes without. */
  note(
    actorId: number,
    list: { action: `${string}.${string}_exported`; subject: Deed['subject']; people: number; detail?: Deed['detail'] },
  ): Promise<void> {
    const { people, detail, ...deed } = list;
    return this.database.transaction((tx) =>
      this.audit.record(tx, { actorId, ...deed, detail: { people, ...detail } }),
    );
  }
}
