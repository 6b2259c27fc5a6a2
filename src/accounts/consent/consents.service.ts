import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Consent } from '../consent.entity.js';
import { PRIVACY_VERSION } from '../privacy-notice.js';
import { User } from '../user.entity.js';

const CURRENT = { document: 'privacy', version: PRIVACY_VERSION } as const;

/** Agreeing to the privacy notice as it stands now. */
@Injectable()
export class Consents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async isThere(userId: number): Promise<boolean> {
    return this.database.reader.existsBy(Consent, { userId, ...CURRENT });
  }

  /** All that somebody agreed to, the latest first. One statement. */
  given(userId: number): Promise<Consent[]> {
    return this.database.reader.find(Consent, { where: { userId }, order: { id: 'DESC' } });
  }

  async agree(viewer: Viewer): Promise<void> {
    await this.add(viewer.id, null);
  }

  /** She signed it on paper, and somebody of the staff puts it down. @throws Refused not found */
  async record(viewer: Viewer, userId: number): Promise<void> {
    await this.add(userId, viewer.id);
  }

  /** Who has agreed already has agreed once. */
  private async add(userId: number, recordedBy: number | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.consent', userId);
      if (!(await tx.existsBy(User, { id: userId }))) throw notFound();
      if (await tx.existsBy(Consent, { userId, ...CURRENT })) return;
      await tx.insert(Consent, { userId, ...CURRENT, agreedAt: this.clock.now(), recordedBy });
      await this.audit.record(tx, {
        actorId: recordedBy ?? userId,
        action: `accounts.${recordedBy === null ? 'consented' : 'paper_consent_recorded'}`,
        subject: { kind: 'user', id: userId },
        detail: { version: PRIVACY_VERSION },
      });
    });
  }
}
