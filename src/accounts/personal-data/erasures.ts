import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound, Refused } from '../../platform/errors.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Managers } from '../../platform/mail/managers.js';
import { type Obstacle, PersonalData } from '../../platform/personal-data/personal-data.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { recipient } from '../letters.js';
import { User } from '../user.entity.js';
import { askedLetter, refusedLetter } from './erasure.letters.js';
import { ErasureRequest } from './erasure-request.entity.js';

/** Somebody wants to be forgotten: she asks, a manager looks whether anything stands against it, and it is done at once. */
@Injectable()
export class Erasures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly personalData: PersonalData,
    private readonly mailer: Mailer,
    private readonly managers: Managers,
    private readonly audit: Audit,
  ) {}

  /** The last one. One statement. */
  async last(userId: number): Promise<ErasureRequest | undefined> {
    const last = { where: { userId }, order: { id: 'DESC' as const }, take: 1 };
    return (await this.database.reader.find(ErasureRequest, last))[0];
  }

  /** What is to be settled first. */
  async obstacles(manager: EntityManager, userId: number): Promise<Obstacle[]> {
    return (await this.bound(manager, [userId])).get(userId) ?? [];
  }

  /** The same of many people; who is not in it can be erased. A fixed number of statements. */
  async bound(manager: EntityManager, userIds: readonly number[]): Promise<Map<number, Obstacle[]>> {
    const found = new Map<number, Obstacle[]>();
    for (const records of this.personalData.all())
      for (const [id, obstacles] of (await records.obstacles?.(manager, userIds)) ?? [])
        found.set(id, [...(found.get(id) ?? []), ...obstacles]);
    return found;
  }

  /** Asked twice is asked once. */
  async ask(viewer: Viewer): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.erasure', viewer.id);
      if (await tx.existsBy(ErasureRequest, { userId: viewer.id, status: 'asked' })) return;
      const asked = { userId: viewer.id, status: 'asked' as const, askedAt: this.clock.now() };
      const { id } = await tx.save(tx.create(ErasureRequest, asked));
      for (const one of await this.managers.all(tx)) await this.mailer.send(tx, one, askedLetter(id));
      await this.note(tx, viewer, viewer.id, 'erasure_asked');
    });
  }

  async withdraw(viewer: Viewer): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.erasure', viewer.id);
      const open = { userId: viewer.id, status: 'asked' as const };
      const { affected } = await tx.update(ErasureRequest, open, { status: 'withdrawn', answeredAt: this.clock.now() });
      if (affected) await this.note(tx, viewer, viewer.id, 'erasure_withdrawn');
    });
  }

  /** @throws Refused not found; `accounts.erasure_answered` */
  async refuse(viewer: Viewer, id: number, answer: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { userId } = await this.open(tx, id);
      await tx.update(ErasureRequest, id, { status: 'refused', answer, ...this.answered(viewer) });
      const user = await tx.findOneByOrFail(User, { id: userId });
      await this.mailer.send(tx, recipient(user), refusedLetter(answer));
      await this.note(tx, viewer, userId, 'erasure_refused');
    });
  }

  /** @throws Refused not found; `accounts.erasure_answered`; `accounts.erasure_obstacles` where something is to be settled first */
  async confirm(viewer: Viewer, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { userId } = await this.open(tx, id);
      await this.hold(tx, userId);
      if ((await this.obstacles(tx, userId)).length > 0) throw new Refused('conflict', 'accounts.erasure_obstacles');
      await tx.update(ErasureRequest, id, { status: 'done', ...this.answered(viewer) });
      await this.erase(tx, viewer.id, userId);
    });
  }

  /** Takes out, in all rooms, what tells who somebody is; all of it or nothing. @param actorId nobody: the clock */
  async erase(tx: EntityManager, actorId: number | null, userId: number): Promise<void> {
    await this.hold(tx, userId);
    for (const records of this.personalData.all().toReversed()) await records.erase(tx, userId);
    await this.audit.record(tx, { actorId, action: 'accounts.erased', subject: { kind: 'user', id: userId } });
  }

  /** What she is booking at this moment is there then, or is refused. */
  async hold(tx: EntityManager, userId: number): Promise<void> {
    await this.database.lock(tx, 'accounts.standing', 0);
    await this.database.lock(tx, 'member', userId);
  }

  private async open(tx: EntityManager, id: number): Promise<ErasureRequest> {
    const seen = await tx.findOneBy(ErasureRequest, { id });
    if (!seen) throw notFound();
    await this.database.lock(tx, 'accounts.erasure', seen.userId);
    const request = await tx.findOneByOrFail(ErasureRequest, { id });
    if (request.status !== 'asked') throw new Refused('conflict', 'accounts.erasure_answered');
    return request;
  }

  private answered(viewer: Viewer): Pick<ErasureRequest, 'answeredAt' | 'answeredBy'> {
    return { answeredAt: this.clock.now(), answeredBy: viewer.id };
  }

  private note(tx: EntityManager, viewer: Viewer, userId: number, deed: string): Promise<void> {
    const subject = { kind: 'user', id: userId };
    return this.audit.record(tx, { actorId: viewer.id, action: `accounts.${deed}`, subject });
  }
}
