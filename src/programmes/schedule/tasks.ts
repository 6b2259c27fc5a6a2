import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import { openProgramme } from '../contract/readable.js';
import { Task } from './task.entity.js';
import type { TaskForm } from './task-form.js';

/** Writes the 作業予定表. */
@Injectable()
export class Tasks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Refused not_found, programmes.closed, programmes.task_in_future */
  async add(actorId: number, programmeId: number, { shape }: TaskForm): Promise<void> {
    await this.change(programmeId, async (tx) => {
      this.check(shape);
      const { id } = await tx.save(tx.create(Task, { ...shape, programmeId }));
      const subject = { kind: 'programme_task', id };
      await this.audit.record(tx, { actorId, action: 'programmes.task_added', subject, detail: { after: shape } });
    });
  }

  /** @throws Refused not_found, programmes.closed, programmes.stale, programmes.task_in_future */
  async update(actorId: number, programmeId: number, id: number, { shape, revision }: TaskForm): Promise<void> {
    await this.change(programmeId, async (tx) => {
      const before = await taskOf(tx, programmeId, id);
      if (before.revision !== revision) throw new Refused('conflict', 'programmes.stale');
      this.check(shape);
      await tx.update(Task, id, { ...shape, revision: before.revision + 1 });
      const subject = { kind: 'programme_task', id };
      await this.audit.record(tx, {
        actorId,
        action: 'programmes.task_changed',
        subject,
        detail: { before, after: shape },
      });
    });
  }

  /** @throws Refused not_found, programmes.closed */
  async remove(actorId: number, programmeId: number, id: number): Promise<void> {
    await this.change(programmeId, async (tx) => {
      const before = await taskOf(tx, programmeId, id);
      await tx.delete(Task, id);
      const subject = { kind: 'programme_task', id };
      await this.audit.record(tx, { actorId, action: 'programmes.task_removed', subject, detail: { before } });
    });
  }

  private async change(programmeId: number, work: (tx: EntityManager) => Promise<void>): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'programme', programmeId);
      await openProgramme(tx, programmeId, 'title');
      await work(tx);
    });
  }

  private check({ actualFrom, actualTo }: TaskForm['shape']): void {
    const today = todayAt(this.clock.now());
    if (actualTo !== null && actualTo > today) throw invalid('actualTo', 'programmes.task_in_future');
    if (actualFrom !== null && actualFrom > today) throw invalid('actualFrom', 'programmes.task_in_future');
  }
}

/** One statement. @throws Refused not_found */
export async function taskOf(manager: EntityManager, programmeId: number, id: number): Promise<Task> {
  const task = await manager.findOneBy(Task, { id, programmeId });
  if (!task) throw notFound();
  return task;
}

/** By their plan. One statement. */
export function tasksOf(manager: EntityManager, programmeId: number): Promise<Task[]> {
  return manager.find(Task, { where: { programmeId }, order: { planFrom: 'ASC', planTo: 'ASC', id: 'ASC' } });
}
