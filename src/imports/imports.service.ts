import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { conflict, invalid, notFound } from '../platform/errors.js';
import { Venue } from '../venues/venue.entity.js';
import type { Encoding } from './encoding.policy.js';
import { type Existing, Import, type ImportKindName } from './import.entity.js';
import { hash, ImportRuns } from './import-runs.js';
import { ImportState } from './import-state.js';
import { MOST_MEGABYTES } from './sheet.js';

/** What is to be brought in, and where to. */
export interface Target {
  kind: ImportKindName;
  venueId: number | null;
}

const LISTED = 20;

/** Files that managers bring in: uploaded, checked, looked at, imported or thrown away. */
@Injectable()
export class Imports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly runs: ImportRuns,
    private readonly state: ImportState,
  ) {}

  /** The latest. One statement. */
  latest(): Promise<Import[]> {
    return this.database.reader.find(Import, { order: { id: 'DESC' }, take: LISTED });
  }

  /** One statement. @throws Refused not found */
  async find(id: number): Promise<Import> {
    const file = await this.database.reader.findOneBy(Import, { id });
    if (!file) throw notFound();
    return file;
  }

  /**
   * Keeps the file and begins to check it. @returns its id
   * @throws Refused at `file`: imports.file_missing, platform.too_large; not found for a venue that is not there
   */
  async upload(
    actorId: number,
    target: Target,
    existing: Existing,
    file: { name: string; content: Buffer } | undefined,
  ): Promise<number> {
    if (!file) throw invalid('file', 'imports.file_missing');
    if (file.content.length > MOST_MEGABYTES * 1024 * 1024)
      throw invalid('file', 'platform.too_large', { megabytes: MOST_MEGABYTES });
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      if (target.venueId !== null && !(await tx.existsBy(Venue, { id: target.venueId }))) throw notFound();
      const row = tx.create(Import, {
        ...target,
        existing,
        fileName: file.name,
        content: file.content,
        contentHash: hash(file.content),
        encoding: null,
        status: 'checking',
        run: 1,
        rowsDone: 0,
        rowsTotal: 0,
        report: null,
        planHash: null,
        createdBy: actorId,
        createdAt: now,
        changedAt: now,
      });
      const { id } = await tx.save(row);
      const detail = { of: target.kind, venueId: target.venueId, bytes: file.content.length };
      await this.audit.record(tx, { actorId, action: 'imports.uploaded', subject: { kind: 'import', id }, detail });
      this.database.afterCommit(() => this.runs.check({ id, run: 1 }));
      return id;
    });
  }

  /** Checks the file once more, read or treated otherwise. @throws Refused imports.moved_on for one that is imported */
  async checkAgain(id: number, changes: { encoding: Encoding | null; existing: Existing }): Promise<void> {
    await this.find(id);
    await this.database.transaction(async (tx) => {
      const run = await this.state.begin(tx, id, 'checking', undefined, changes);
      this.database.afterCommit(() => this.runs.check(run));
    });
  }

  /**
   * Begins to import what was shown. @param planHash of what was shown
   * @throws Refused imports.moved_on where that does not stand any more, imports.has_problems
   */
  async apply(actorId: number, id: number, planHash: string, notify: boolean): Promise<void> {
    const { report } = await this.find(id);
    if (report && (report.problemsInAll > 0 || report.fileProblem)) throw invalid('plan', 'imports.has_problems');
    await this.database.transaction(async (tx) => {
      const run = await this.state.begin(tx, id, 'importing', { status: 'checked', planHash });
      this.database.afterCommit(() => this.runs.apply(run, notify, actorId));
    });
  }

  /** Throws a file away that was not imported. @throws Refused not found, imports.moved_on for one that was */
  async discard(actorId: number, id: number): Promise<void> {
    await this.find(id);
    await this.database.transaction(async (tx) => {
      const gone = await tx.delete(Import, { id, status: Not('done') });
      if (!gone.affected) throw conflict('plan', 'imports.moved_on');
      await this.audit.record(tx, { actorId, action: 'imports.discarded', subject: { kind: 'import', id } });
    });
  }
}
