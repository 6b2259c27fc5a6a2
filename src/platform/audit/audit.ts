import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { AuditEntry } from './audit-entry.entity.js';

export interface Deed {
  actorId: number | null;
  action: `${string}.${string}`;
  subject: { kind: string; id: number | null };
  /** No health data, no passwords, no tokens. */
  detail?: Record<string, unknown>;
}

@Injectable()
export class Audit {
  constructor(private readonly clock: Clock) {}

  /** Written in the transaction of the deed itself: one is never there without the other. */
  async record(tx: EntityManager, deed: Deed): Promise<void> {
    await tx.insert(AuditEntry, {
      at: this.clock.now(),
      actorId: deed.actorId,
      action: deed.action,
      subjectKind: deed.subject.kind,
      subjectId: deed.subject.id,
      detail: (deed.detail ?? {}) as never,
    });
  }
}
