import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { folded } from '../../accounts/search-text.js';
import { UserRole } from '../../accounts/user-role.entity.js';
import { User } from '../../accounts/user.entity.js';
import { conflict, invalid } from '../../platform/errors.js';
import type { Moment } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { type AttendanceStatus, isPresent } from '../count/record.policy.js';
import type { Means } from './attendance.entity.js';
import { arrivalStatus } from './arrival.policy.js';
import { Attendances, type OpenRoll } from './attendances.js';
import { WalkIn } from './walk-in.entity.js';

/** Somebody who was not expected. */
export interface NewWalkIn {
  name: string;
  kana: string | null;
  /** There is somebody of that name already, and it is another one. */
  another: boolean;
}

/** How and when she was seen. */
export interface Seen {
  at: Moment;
  tap: string;
  reason: string | null;
}

/** Takes in people who came without having enrolled. They count (DOMAIN, Rules of trainings and counting). */
@Injectable()
export class WalkIns {
  constructor(private readonly attendances: Attendances) {}

  /**
   * By name alone.
   * @throws Refused at `another` where the roll has somebody of that name; as `Attendances.mark`
   */
  async addName(viewer: Viewer, sessionId: number, { another, ...person }: NewWalkIn, seen: Seen): Promise<void> {
    await this.attendances.once(this.attendances.own(viewer, sessionId), seen.tap, async (tx, open) => {
      const same = open.roll.people.find(({ name }) => folded(name) === folded(person.name));
      if (same && !another) throw invalid('another', 'training.roll_same_name', { name: same.name });
      const { at, tap } = seen;
      const added = { ...person, sessionId, addedAt: at, addedBy: viewer.id, tap };
      const { id } = await tx.save(tx.create(WalkIn, added));
      const mark = { person: { who: `walk_in:${id}`, seatId: null }, status: 'present', from: null, ...seen } as const;
      await this.attendances.write(tx, viewer, open, [mark]);
      return true;
    });
  }

  /**
   * A member, whether she has enrolled or not.
   * @returns false: she was there already
   * @throws Refused at `memberId` for nobody who could come; as `Attendances.mark`
   */
  async addMember(viewer: Viewer, sessionId: number, memberId: number, seen: Seen): Promise<boolean> {
    return this.attendances.once(this.attendances.own(viewer, sessionId), seen.tap, async (tx, open) => {
      if (!(await isMember(tx, memberId))) throw invalid('memberId', 'platform.unknown_choice');
      return this.arrive(tx, viewer, open, memberId, { ...seen, status: 'present', means: 'list' });
    });
  }

  /**
   * A member who has shown her code.
   * @returns false: she was there already
   * @throws Refused at `code` for nobody who could come; as `Attendances.mark`
   */
  async scan(viewer: Viewer, sessionId: number, memberId: number, seen: Seen): Promise<boolean> {
    return this.attendances.once(this.attendances.own(viewer, sessionId), seen.tap, async (tx, open) => {
      if (!(await isMember(tx, memberId))) throw conflict('code', 'training.roll_code_unknown');
      const status = arrivalStatus(seen.at, open.session);
      return this.arrive(tx, viewer, open, memberId, { ...seen, status, means: 'scan' });
    });
  }

  /** Writes that a member is there; nothing where it stands already, whatever kind of being there it is. */
  private async arrive(
    tx: EntityManager,
    viewer: Viewer,
    open: OpenRoll,
    memberId: number,
    how: Seen & { status: AttendanceStatus; means: Means },
  ): Promise<boolean> {
    const who = `member:${memberId}`;
    const known = open.roll.people.find((person) => person.who === who);
    if (known && isPresent(known.status)) return false;
    const person = known ?? { who, seatId: null };
    await this.attendances.write(tx, viewer, open, [{ ...how, person, from: known?.status ?? null }]);
    return true;
  }
}

async function isMember(tx: EntityManager, userId: number): Promise<boolean> {
  const user = await tx.findOneBy(User, { id: userId });
  return user !== null && user.deactivatedAt === null && (await tx.existsBy(UserRole, { userId, role: 'member' }));
}
