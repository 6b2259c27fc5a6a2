import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit.js';
import { ask } from '../../platform/database/ask.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import type { Breach, Exposed, Named, Opened, Subject } from '../../platform/personal-data/breach.js';
import { PersonalData } from '../../platform/personal-data/personal-data.js';
import { type Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Role } from '../../platform/web/roles.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { UserRole } from '../user-role.entity.js';
import { User } from '../user.entity.js';
import { couldComeIn, rolesBetween, type StandingEvent } from './role-history.policy.js';

/** One person or child whom a breach concerns. */
export interface Affected extends Named {
  /** What of hers the account could have opened. */
  could: Phrase[];
  /** What it did open or touch, as far as the house knows. */
  did: { what: Phrase; at: Moment }[];
}

export interface Reckoning {
  account: Pick<User, 'id' | 'name'>;
  roles: readonly Role[];
  /** Those first of whom something was opened. */
  affected: Affected[];
}

/**
 * Whose data could an account have seen between two moments, and whose did it open? A first report is due within 3 to 5 days
 * (DOMAIN, Personal data). Rooms say what each role reaches; roles and cities are those of that time, by the audit trail.
 */
@Injectable()
export class Breaches {
  constructor(
    private readonly database: Database,
    private readonly personalData: PersonalData,
    private readonly audit: Audit,
  ) {}

  /**
   * Asking is itself put down. A fixed number of statements.
   * @param asked both moments taken @param most so many are shown by name
   */
  async reckon(viewer: Viewer, user: User, asked: { from: Moment; to: Moment }, most = Infinity): Promise<Reckoning> {
    const breach = await this.breach(user, asked);
    const found = breach ? await this.affected(breach) : [];
    await this.database.transaction(async (tx) => {
      for (const records of this.personalData.all()) await records.shown?.(viewer.id, found.slice(0, most));
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'personal.breach_reckoned',
        subject: { kind: 'user', id: user.id },
        detail: { from: String(asked.from), to: String(asked.to), affected: found.length },
      });
    });
    return { account: user, roles: breach?.roles ?? [], affected: found };
  }

  /** Nothing: the account was shut all the time. Two statements. */
  private async breach(user: User, { from, to }: { from: Moment; to: Moment }): Promise<Breach | undefined> {
    const { reader } = this.database;
    const rows = await ask<Raw<{ action: string; at: Moment; detail: string }>>(
      reader,
      `SELECT entry.action, entry.at, entry.detail FROM audit_entry entry
       WHERE entry.subject_kind = 'user' AND entry.subject_id = $1 AND entry.action IN
         ('accounts.role_granted', 'accounts.role_revoked', 'accounts.deactivated', 'accounts.reactivated')
       ORDER BY entry.at, entry.id`,
      [user.id],
    );
    const events = rows.map(({ action, at, detail }): StandingEvent => {
      const { role } = JSON.parse(detail) as { role?: Role };
      return { at: fromSql(at).epochMilliseconds, kind: action.split('.')[1] as StandingEvent['kind'], role };
    });
    const [start, end] = [from.epochMilliseconds, to.epochMilliseconds];
    if (!couldComeIn(user.deactivatedAt?.epochMilliseconds ?? null, events, start, end)) return undefined;
    const held = (await reader.findBy(UserRole, { userId: user.id })).map(({ role, grantedAt }) => ({
      role,
      since: grantedAt.epochMilliseconds,
    }));
    return { userId: user.id, roles: rolesBetween(held, events, start, end), from, to };
  }

  private async affected(breach: Breach): Promise<Affected[]> {
    const { reader } = this.database;
    const could: Exposed[] = [];
    const did: Opened[] = [];
    const named: Named[] = [];
    for (const records of this.personalData.all()) {
      could.push(...((await records.exposed?.(reader, breach)) ?? []));
      did.push(...((await records.opened?.(reader, breach)) ?? []));
      named.push(...((await records.named?.(reader)) ?? []));
    }
    const all = new Map(named.map((one) => [keyOf(one), { ...one, could: [], did: [] } as Affected]));
    for (const one of could) all.get(keyOf(one))?.could.push(one.what);
    for (const one of did) all.get(keyOf(one))?.did.push({ what: one.what, at: one.at });
    return [...all.values()]
      .filter((one) => one.could.length + one.did.length > 0)
      .toSorted((a, b) => Number(b.did.length > 0) - Number(a.did.length > 0));
  }
}

function keyOf({ kind, id }: Subject): string {
  return `${kind} ${id}`;
}
