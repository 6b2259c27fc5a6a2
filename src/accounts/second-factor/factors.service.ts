import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound } from '../../platform/errors.js';
import { SessionStore } from '../../platform/web/session-store.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { emailOf } from '../normalise.policy.js';
import { Throttle, type Try } from '../throttle.js';
import { User } from '../user.entity.js';
import { Authenticator } from './authenticator.entity.js';
import { Authenticators } from './authenticators.service.js';
import { typedCode } from './code.policy.js';
import { FactorChanges } from './factor-changes.js';
import { Passkey } from './passkey.entity.js';
import { typedRecoveryCode } from './recovery-code.policy.js';
import { RecoveryCode } from './recovery-code.entity.js';
import { RecoveryCodes } from './recovery-codes.service.js';

/** What a person shows beside her password. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly database: Database,
    private readonly authenticators: Authenticators,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly sessions: SessionStore,
    private readonly throttle: Throttle,
    private readonly changes: FactorChanges,
  ) {}

  /** Is more than the password asked of her? */
  async isAsked(userId: number): Promise<boolean> {
    const { hasPasskey, hasApp } = await this.kindsOf(userId);
    return hasPasskey || hasApp;
  }

  /** What she can show. */
  async kindsOf(userId: number): Promise<{ hasPasskey: boolean; hasApp: boolean }> {
    const { reader } = this.database;
    const [hasPasskey, hasApp] = [
      await reader.existsBy(Passkey, { userId }),
      await reader.existsBy(Authenticator, { userId }),
    ];
    return { hasPasskey, hasApp };
  }

  /** A code of the app. @throws Refused `security.wrong_code`, `throttled` */
  async checkCode(userId: number, text: string): Promise<void> {
    const code = typedCode(text);
    await this.check(userId, 'code', async () => code !== undefined && this.authenticators.takes(userId, code));
  }

  /** A recovery code. @throws Refused `security.wrong_recovery_code`, `throttled` */
  async checkRecoveryCode(userId: number, text: string): Promise<void> {
    const code = typedRecoveryCode(text);
    await this.check(userId, 'recoveryCode', async () => code !== undefined && this.recoveryCodes.takes(userId, code));
  }

  /**
   * Takes away all that somebody else has, who has lost it; ends her sessions. She is told by mail.
   * @param viewer who did it; nobody: whoever keeps the server
   * Who may is said at the route. @throws Refused `not_found`
   */
  async reset(viewer: Pick<Viewer, 'id'> | null, userId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.factors', userId);
      if (!(await tx.existsBy(User, { id: userId }))) throw notFound();
      for (const kind of [Passkey, Authenticator, RecoveryCode]) await tx.delete(kind, { userId });
      await this.sessions.endAllOf(tx, userId);
      await this.changes.note(tx, { id: userId }, 'factors_reset', viewer);
    });
  }

  /** The same for whoever has this address. @returns nothing for nobody */
  async resetOf(address: string): Promise<number | undefined> {
    const user = await this.database.reader.findOneBy(User, { email: emailOf(address) ?? '' });
    if (user) await this.reset(null, user.id);
    return user?.id;
  }

  private async check(userId: number, field: 'code' | 'recoveryCode', isRight: () => Promise<boolean>): Promise<void> {
    const guess: Try = ['second-step.account', String(userId)];
    await this.throttle.count(guess);
    const wrong = field === 'code' ? 'security.wrong_code' : 'security.wrong_recovery_code';
    if (!(await isRight())) throw invalid(field, wrong);
    await this.throttle.forgive(guess);
  }
}
