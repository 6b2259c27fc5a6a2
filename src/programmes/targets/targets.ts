import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import { Indicators } from '../../platform/indicators/indicators.js';
import { openProgramme } from '../contract/readable.js';
import type { TargetForm } from './target-form.js';
import { Target, TargetMilestone } from './target.entity.js';

/** Sets what a programme is measured by. */
@Injectable()
export class Targets {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly indicators: Indicators,
  ) {}

  /** @throws Refused not_found, programmes.closed, platform.unknown_choice */
  async add(actorId: number, programmeId: number, form: TargetForm): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'programme', programmeId);
      await openProgramme(tx, programmeId, 'title');
      this.check(form);
      const position = ((await tx.maximum(Target, 'position', { programmeId })) ?? 0) + 1;
      const { id } = await tx.save(tx.create(Target, { ...form.shape, programmeId, position, withdrawnAt: null }));
      await this.keep(tx, id, form);
      const subject = { kind: 'programme_target', id };
      await this.audit.record(tx, { actorId, action: 'programmes.target_added', subject, detail: { after: form } });
      return id;
    });
  }

  /** @throws Refused not_found, programmes.closed, programmes.stale, platform.unknown_choice */
  async update(actorId: number, programmeId: number, id: number, form: TargetForm): Promise<void> {
    await this.change(programmeId, id, async (tx, before) => {
      if (before.revision !== form.revision) throw new Refused('conflict', 'programmes.stale');
      this.check(form);
      const milestones = await tx.findBy(TargetMilestone, { targetId: id });
      await tx.update(Target, id, { ...form.shape, revision: before.revision + 1 });
      await this.keep(tx, id, form);
      const subject = { kind: 'programme_target', id };
      const detail = { before: { ...before, milestones }, after: form };
      await this.audit.record(tx, { actorId, action: 'programmes.target_changed', subject, detail });
    });
  }

  /** It is measured no more; its rows stay. @throws Refused not_found, programmes.closed */
  async withdraw(actorId: number, programmeId: number, id: number): Promise<void> {
    await this.change(programmeId, id, async (tx, { title }) => {
      await tx.update(Target, id, { withdrawnAt: this.clock.now() });
      const subject = { kind: 'programme_target', id };
      await this.audit.record(tx, { actorId, action: 'programmes.target_withdrawn', subject, detail: { title } });
    });
  }

  private async change(
    programmeId: number,
    id: number,
    work: (tx: EntityManager, target: Target) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'programme', programmeId);
      await openProgramme(tx, programmeId, 'title');
      await work(tx, await targetOf(tx, programmeId, id));
    });
  }

  private check({ shape: { indicator, categories } }: TargetForm): void {
    const known = this.indicators.find(indicator);
    if (!known) throw invalid('indicator', 'platform.unknown_choice');
    const names = new Set(known.categories.map(({ name }) => name));
    if (!categories.every((name) => names.has(name))) throw invalid('categories', 'platform.unknown_choice');
  }

  private async keep(tx: EntityManager, targetId: number, { milestones }: TargetForm): Promise<void> {
    await tx.delete(TargetMilestone, { targetId });
    await tx.insert(
      TargetMilestone,
      milestones.map((one) => ({ ...one, targetId })),
    );
  }
}

/** One statement. @throws Refused not_found, for what was withdrawn too */
export async function targetOf(manager: EntityManager, programmeId: number, id: number): Promise<Target> {
  const target = await manager.findOneBy(Target, { id, programmeId, withdrawnAt: IsNull() });
  if (!target) throw notFound();
  return target;
}
