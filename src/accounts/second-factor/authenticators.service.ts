import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { open, seal } from '../../platform/crypto/sealed.js';
import { Database } from '../../platform/database/database.js';
import { invalid } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Authenticator } from './authenticator.entity.js';
import { stepOf } from './code.policy.js';
import { FactorChanges } from './factor-changes.js';

/** Apps that show codes (TOTP). */
@Injectable()
export class Authenticators {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: FactorChanges,
  ) {}

  async of(userId: number): Promise<Authenticator | undefined> {
    return (await this.database.reader.findOneBy(Authenticator, { userId })) ?? undefined;
  }

  /** Takes the app for hers once it shows the right code. Another one that was there is forgotten. @throws Refused `security.wrong_code` */
  async confirm(viewer: Viewer, secret: string, code: string): Promise<void> {
    const lastStep = stepOf(code, secret, 0, this.clock.now());
    if (lastStep === undefined) throw invalid('code', 'security.wrong_code');
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.factors', viewer.id);
      const row = { userId: viewer.id, secret: seal(secret), lastStep, createdAt: this.clock.now() };
      await tx.upsert(Authenticator, row, ['userId']);
      await this.changes.note(tx, viewer, 'authenticator_added');
    });
  }

  async remove(viewer: Viewer): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.factors', viewer.id);
      const gone = await tx.delete(Authenticator, { userId: viewer.id });
      if (gone.affected) await this.changes.note(tx, viewer, 'authenticator_removed');
    });
  }

  /** Is it the code of now? Then it is used up: of two who show it at the same moment, one is right. */
  async takes(userId: number, code: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.factors', userId);
      const app = await tx.findOneBy(Authenticator, { userId });
      const step = app ? stepOf(code, open(app.secret), app.lastStep, this.clock.now()) : undefined;
      if (step === undefined) return false;
      await tx.update(Authenticator, { userId }, { lastStep: step });
      return true;
    });
  }
}
