import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, notFound, Refused } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { openProgramme, programmeFor, type ProgrammeWithCity } from '../contract/readable.js';
import { Target } from '../targets/target.entity.js';
import type { EntryForm } from './entry-form.js';
import { problemsOf } from './entry.policy.js';
import { IndicatorEntry } from './indicator-entry.entity.js';

export interface ShownEntry {
  entry: IndicatorEntry;
  author: string | null;
  withdrawer: string | null;
}

/** Figures that are entered by hand. */
@Injectable()
export class Entries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The newest first, withdrawn ones too. Two statements. @throws Refused not_found */
  async list(viewer: Viewer, programmeId: number): Promise<{ programme: ProgrammeWithCity; shown: ShownEntry[] }> {
    const { reader } = this.database;
    const programme = await programmeFor(reader, viewer, programmeId);
    const { raw, entities } = await reader
      .createQueryBuilder(IndicatorEntry, 'entry')
      .leftJoin(User, 'author', 'author.id = entry.entered_by')
      .leftJoin(User, 'withdrawer', 'withdrawer.id = entry.withdrawn_by')
      .addSelect(['author.name AS "author_name"', 'withdrawer.name AS "withdrawer_name"'])
      .where('entry.programme_id = :programmeId', { programmeId })
      .orderBy('entry.date', 'DESC')
      .addOrderBy('entry.id', 'DESC')
      .getRawAndEntities<{ author_name: string | null; withdrawer_name: string | null }>();
    const shown = entities.map((entry, at) => {
      return { entry, author: raw[at]!.author_name, withdrawer: raw[at]!.withdrawer_name };
    });
    return { programme, shown };
  }

  /** @throws Refused not_found, programmes.closed, and what entry.policy.ts says */
  async add(actorId: number, programmeId: number, form: EntryForm): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'programme', programmeId);
      const { fromDate: from, toDate: to } = await openProgramme(tx, programmeId, 'total');
      const { indicator } = form;
      const counting = { programmeId, indicator, measure: 'distinct' as const, withdrawnAt: IsNull() };
      const needsDistinct = await tx.existsBy(Target, counting);
      const now = this.clock.now();
      const problems = problemsOf(form, { today: todayAt(now), from, to, needsDistinct });
      if (problems.length > 0) throw new Refused('invalid', 'platform.form_invalid', {}, problems);
      const row = { ...form, programmeId, enteredAt: now, enteredBy: actorId };
      const { id } = await tx.save(tx.create(IndicatorEntry, row));
      const subject = { kind: 'indicator_entry', id };
      await this.audit.record(tx, { actorId, action: 'programmes.entry_added', subject, detail: { ...form } });
    });
  }

  /** @throws Refused not_found, programmes.closed, programmes.entry_withdrawn */
  async withdraw(actorId: number, programmeId: number, id: number, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'programme', programmeId);
      await openProgramme(tx, programmeId, 'reason');
      const entry = await tx.findOneBy(IndicatorEntry, { id, programmeId });
      if (!entry) throw notFound();
      if (entry.withdrawnAt) throw conflict('reason', 'programmes.entry_withdrawn');
      const withdrawnAt = this.clock.now();
      await tx.update(IndicatorEntry, id, { withdrawnAt, withdrawnBy: actorId, withdrawReason: reason });
      const subject = { kind: 'indicator_entry', id };
      await this.audit.record(tx, { actorId, action: 'programmes.entry_withdrawn', subject, detail: { reason } });
    });
  }
}
