import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { FactorChanges } from './factor-changes.js';
import { RECOVERY_CODES, recoveryCodeOf, typedRecoveryCode } from './recovery-code.policy.js';
import { RecoveryCode } from './recovery-code.entity.js';

@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: FactorChanges,
  ) {}

  /** How many still work. */
  left(userId: number): Promise<number> {
    return this.database.reader.countBy(RecoveryCode, { userId, usedAt: IsNull() });
  }

  /** New ones; those of before work no more. @returns them: they are kept nowhere else */
  async renew(viewer: Viewer): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeOf(randomBytes(16)));
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.factors', viewer.id);
      await tx.delete(RecoveryCode, { userId: viewer.id });
      const rows = codes.map((code) => ({ userId: viewer.id, codeHash: hashOf(code), usedAt: null }));
      await tx.insert(RecoveryCode, rows);
      await this.changes.note(tx, viewer, 'recovery_codes_made');
    });
    return codes;
  }

  /** Is it one of hers that nobody has used? Then it is used up. */
  async takes(userId: number, code: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const unused = { userId, codeHash: hashOf(code), usedAt: IsNull() };
      const used = await tx.update(RecoveryCode, unused, { usedAt: this.clock.now() });
      if (!used.affected) return false;
      await this.changes.note(tx, { id: userId }, 'recovery_code_used');
      return true;
    });
  }
}

/** @param code as it is shown or typed */
function hashOf(code: string): string {
  return createHash('sha256')
    .update(typedRecoveryCode(code) ?? '')
    .digest('base64url');
}
