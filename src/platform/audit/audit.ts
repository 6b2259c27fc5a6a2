import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { SETTINGS, type Settings } from '../settings.js';
import { originHere } from '../web/request-origin.js';
import { addressText } from './address.policy.js';
import { AuditEntry } from './audit-entry.entity.js';
import { wordless } from './wordless.policy.js';

export interface Deed {
  actorId: number | null;
  action: `${string}.${string}`;
  subject: { kind: string; id: number | null };
  /** Ids, codes, dates, figures. No names, no health data, no passwords, no tokens; reasons are left out (wordless.policy.ts). */
  detail?: Record<string, unknown>;
}

@Injectable()
export class Audit {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'auditAddress'>,
  ) {}

  /** Written in the transaction of the deed itself: one is never there without the other. */
  async record(tx: EntityManager, deed: Deed): Promise<void> {
    const from = originHere();
    await tx.insert(AuditEntry, {
      at: this.clock.now(),
      actorId: deed.actorId,
      action: deed.action,
      subjectKind: deed.subject.kind,
      subjectId: deed.subject.id,
      detail: wordless(deed.detail ?? {}) as never,
      fromAddress: from ? addressText(from.address, this.settings.auditAddress) : null,
      fromSession: from?.session ?? null,
    });
  }
}
