import { createHash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Audit } from '../platform/audit/audit.js';
import { Database } from '../platform/database/database.js';
import { Import } from './import.entity.js';
import { ImportKinds } from './import-kinds.js';
import { ImportState, Overtaken, type Run } from './import-state.js';
import type { ImportKind, Judgement, Order } from './kind.js';
import { reportOf } from './report.policy.js';
import type { Report } from './report.js';
import { readSheet, type Sheet } from './sheet.js';

/** What was shown does not hold any more: it must be shown again. */
class ChangedMeanwhile extends Error {
  constructor(readonly judgement: Judgement) {
    super('changed meanwhile');
  }
}

interface File {
  file: Import;
  kind: ImportKind;
  sheet: Sheet;
}

/** Reads, checks and imports files beside the requests: one after the other, so that memory holds one of them. */
@Injectable()
export class ImportRuns implements BeforeApplicationShutdown {
  private readonly log = new Logger('Imports');
  private queue: Promise<void> = Promise.resolve();
  /** Rows that are written in a transaction which is still open: nobody else can see them yet. */
  private readonly written = new Map<number, number>();

  constructor(
    private readonly database: Database,
    private readonly kinds: ImportKinds,
    private readonly state: ImportState,
    private readonly audit: Audit,
  ) {}

  /** Reads the file and holds it against what is there; the report then stands in its row. */
  check(run: Run): void {
    this.enqueue(run, async () => {
      const { file, kind, sheet } = await this.read(run);
      const judgement = await kind.judge(this.database.reader, orderOf(file), sheet.rows);
      await this.show(run, file, sheet, judgement);
    });
  }

  /** Writes all rows, or none and tells why. */
  apply(run: Run, notify: boolean, actorId: number): void {
    this.enqueue(run, async () => {
      const { file, kind, sheet } = await this.read(run);
      try {
        await this.write(run, { file, kind, sheet }, notify, actorId);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        await this.show(run, file, sheet, error.judgement, true);
      }
    });
  }

  /** How many rows are written by now, where this process writes them. */
  writtenOf(id: number): number | undefined {
    return this.written.get(id);
  }

  /** When nothing is under way any more. */
  async idle(): Promise<void> {
    await this.queue;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue;
  }

  private enqueue(run: Run, work: () => Promise<void>): void {
    this.queue = this.queue.then(work).catch(async (error: unknown) => {
      if (error instanceof Overtaken) return;
      this.log.error(`import ${run.id} failed`, error instanceof Error ? error.stack : String(error));
      await this.state.set(run, { status: 'failed' }).catch(() => undefined);
    });
  }

  private async read(run: Run): Promise<File> {
    const file = await this.database.reader
      .createQueryBuilder(Import, 'import')
      .addSelect('import.content')
      .where('import.id = :id AND import.run = :run', { ...run })
      .getOne();
    if (!file?.content) throw new Overtaken();
    if (hash(file.content) !== file.contentHash) throw new Error('the file is not what was uploaded');
    const kind = this.kinds.of(file.kind);
    const tell = (rowsDone: number): Promise<void> => this.state.set(run, { rowsDone });
    const sheet = await readSheet(file.content, kind.columns(), file.encoding, tell);
    return { file, kind, sheet };
  }

  private async show(run: Run, file: Import, sheet: Sheet, judgement: Judgement, changed = false): Promise<void> {
    const report: Report = { ...reportOf(sheet, judgement), ...(changed ? { changed } : {}) };
    const planHash = planOf(file, sheet, judgement);
    const rows = sheet.rows.length;
    await this.state.set(run, { status: 'checked', report, planHash, rowsDone: rows, rowsTotal: rows });
  }

  private async write(run: Run, { file, kind, sheet }: File, notify: boolean, actorId: number): Promise<void> {
    const order = { ...orderOf(file), actorId };
    const agree = (judgement: Judgement): void => {
      if (planOf(file, sheet, judgement) !== file.planHash) throw new ChangedMeanwhile(judgement);
    };
    const judged = await kind.judge(this.database.reader, order, sheet.rows);
    agree(judged);
    if (judged.problems.length > 0 || sheet.fileProblem) throw new Error('a file with problems is never imported');
    const welcomes = await kind.prepare(sheet.rows, judged.deeds, notify, () => breath());
    const tell = async (rows: number): Promise<void> => {
      this.written.set(run.id, rows);
      await breath();
    };
    try {
      await this.database.transaction(async (tx) => {
        await kind.perform(tx, order, sheet.rows, agree, welcomes, tell);
        const { add, update, skip, ...rest } = reportOf(sheet, judged);
        const report = { ...rest, add, update, skip, sample: [], problems: [], warnings: [], notified: welcomes.size };
        const rows = sheet.rows.length;
        await this.state.setIn(tx, run, { status: 'done', content: null, report, rowsDone: rows });
        await this.audit.record(tx, {
          actorId,
          action: 'imports.applied',
          subject: { kind: 'import', id: file.id },
          detail: { of: file.kind, venueId: file.venueId, add, update, skip, notified: welcomes.size },
        });
      });
    } finally {
      this.written.delete(run.id);
    }
  }
}

function orderOf({ venueId, existing, createdBy }: Import): Order {
  return { venueId, existing, actorId: createdBy };
}

export function hash(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** The same file, read the same way, with the same deeds: what was shown is what is imported. */
function planOf(file: Import, { encoding }: Sheet, { deeds, problems }: Judgement): string {
  const { kind, venueId, existing, contentHash } = file;
  return hash(JSON.stringify([kind, venueId, existing, contentHash, encoding, deeds.join(''), problems.length]));
}
