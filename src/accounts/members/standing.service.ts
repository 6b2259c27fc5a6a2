import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound, Refused } from '../../platform/errors.js';
import type { Role } from '../../platform/web/roles.js';
import { SessionStore } from '../../platform/web/session-store.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { People } from '../people.js';
import { type Holder, whyNotDeactivate, whyNotRevoke } from '../roles.policy.js';
import { Departures } from './departures.js';
import { UserRole } from '../user-role.entity.js';
import { User } from '../user.entity.js';

type Deed = 'role_granted' | 'role_revoked' | 'deactivated' | 'reactivated';

/** What a person may here: her roles, and whether she may come in at all. Who changes it may is said at the route. */
@Injectable()
export class Standing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: People,
    private readonly sessions: SessionStore,
    private readonly departures: Departures,
    private readonly audit: Audit,
  ) {}

  /** A role that she holds already stays as it is. */
  async grant(viewer: Viewer, userId: number, role: Role): Promise<void> {
    await this.change(userId, async (tx, holder) => {
      if (holder.roles.includes(role)) return;
      await this.people.grant(tx, userId, [role], viewer.id);
      await this.note(tx, viewer, userId, 'role_granted', { role });
    });
  }

  /** @throws Refused `accounts.last_admin`, `accounts.role_not_held` */
  async revoke(viewer: Viewer, userId: number, role: Role): Promise<void> {
    await this.change(userId, async (tx, holder) => {
      refuseFor(whyNotRevoke(role, holder, await this.otherAdmins(tx, userId)));
      await tx.delete(UserRole, { userId, role });
      await this.note(tx, viewer, userId, 'role_revoked', { role });
    });
  }

  /** Ends all her sessions, and gives free what she holds of what lies ahead (departures.ts). @throws Refused `accounts.last_admin`, `accounts.own_account`, `accounts.admins_only` */
  async deactivate(viewer: Viewer, userId: number): Promise<void> {
    await this.change(userId, async (tx, holder, user) => {
      refuseFor(whyNotDeactivate(viewer, holder, await this.otherAdmins(tx, userId)));
      if (user.deactivatedAt) return;
      // What she is booking at this moment is there then, or is refused.
      await this.database.lock(tx, 'member', userId);
      await tx.update(User, { id: userId }, { deactivatedAt: this.clock.now() });
      await this.sessions.endAllOf(tx, userId);
      await this.departures.leave(tx, viewer, userId);
      await this.note(tx, viewer, userId, 'deactivated');
    });
  }

  /** @throws Refused `accounts.admins_only` */
  async reactivate(viewer: Viewer, userId: number): Promise<void> {
    await this.change(userId, async (tx, holder, user) => {
      if (!user.deactivatedAt) return;
      refuseFor(whyNotDeactivate(viewer, holder, Infinity));
      await tx.update(User, { id: userId }, { deactivatedAt: null });
      await this.note(tx, viewer, userId, 'reactivated');
    });
  }

  /** One change of standing at a time: two administrators cannot both revoke the last one but themselves. */
  private async change(
    userId: number,
    work: (tx: EntityManager, holder: Holder, user: User) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.standing', 0);
      const user = await tx.findOne(User, { where: { id: userId }, relations: { roles: true } });
      if (!user) throw notFound();
      await work(tx, { id: user.id, roles: user.roles.map(({ role }) => role) }, user);
    });
  }

  private async otherAdmins(tx: EntityManager, userId: number): Promise<number> {
    return tx
      .createQueryBuilder(UserRole, 'role')
      .innerJoin('role.user', 'user')
      .where("role.role = 'admin' AND user.deactivatedAt IS NULL AND user.id <> :userId", { userId })
      .getCount();
  }

  private async note(tx: EntityManager, viewer: Viewer, userId: number, deed: Deed, detail = {}): Promise<void> {
    const subject = { kind: 'user', id: userId };
    await this.audit.record(tx, { actorId: viewer.id, action: `accounts.${deed}`, subject, detail });
  }
}

function refuseFor(reason: string | undefined): void {
  if (reason) throw new Refused('conflict', `accounts.${reason}`);
}
