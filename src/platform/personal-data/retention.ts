import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { notFound } from '../errors.js';
import { Jobs } from '../jobs/jobs.js';
import { type DateText, todayAt } from '../time.js';
import type { Viewer } from '../web/viewer.js';
import { keptSince } from './retention.policy.js';
import { RetentionSetting } from './retention-setting.entity.js';

export interface RetentionKind {
  kind: 'people' | 'children' | 'walk_ins' | 'receipts' | 'purposes' | 'messages' | 'merges';
  /** Unless a manager sets another. */
  years: number;
  /** Ids of what ended before that day, and is not anonymous yet. */
  due(manager: EntityManager, before: DateText): Promise<number[]>;
  /** @returns false: not after all */
  anonymise(tx: EntityManager, id: number): Promise<void | boolean>;
}

export interface DueRecords {
  kind: RetentionKind['kind'];
  years: number;
  before: DateText;
  ids: number[];
}

/** Records are anonymised once their time is over. Figures stay. */
@Injectable()
export class Retention implements OnModuleInit {
  private readonly kinds: RetentionKind[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'retention.run',
      schedule: { every: 'month', day: 1, at: '03:40' },
      catchUp: 'latest',
      repeatable: true,
      run: async () => void (await this.run()),
    });
  }

  /** Called once at boot, in `onModuleInit` of the room that the records belong to. */
  register(kind: RetentionKind): void {
    this.kinds.push(kind);
  }

  /** For how many years each kind is kept, as it is set now. One statement. */
  async terms(): Promise<{ kind: RetentionKind['kind']; years: number }[]> {
    const set = new Map((await this.database.reader.find(RetentionSetting)).map(({ kind, years }) => [kind, years]));
    return this.kinds.map(({ kind, years }) => ({ kind, years: set.get(kind) ?? years }));
  }

  /** What a run would anonymise now. Changes nothing. */
  async due(): Promise<DueRecords[]> {
    const { reader } = this.database;
    const terms = await this.terms();
    const found: DueRecords[] = [];
    for (const [at, one] of this.kinds.entries()) {
      const { years } = terms[at]!;
      const before = keptSince(todayAt(this.clock.now()), years);
      found.push({ kind: one.kind, years, before, ids: await one.due(reader, before) });
    }
    return found;
  }

  /** Each record in a transaction of its own: what was done stays done if the next one fails. @returns what was done */
  async run(): Promise<DueRecords[]> {
    const done: DueRecords[] = [];
    for (const { ids, ...due } of await this.due()) {
      const { anonymise } = this.kinds.find(({ kind }) => kind === due.kind)!;
      const gone: number[] = [];
      for (const id of ids) {
        const isGone = await this.database.transaction(async (tx) => {
          if ((await anonymise(tx, id)) === false) return false;
          const subject = { kind: `retention_${due.kind}`, id };
          await this.audit.record(tx, { actorId: null, action: 'retention.anonymised', subject });
          return true;
        });
        if (isGone) gone.push(id);
      }
      done.push({ ...due, ids: gone });
    }
    return done;
  }

  /** @throws Refused not found */
  async set(viewer: Viewer, kind: string, years: number): Promise<void> {
    if (!this.kinds.some((one) => one.kind === kind)) throw notFound();
    await this.database.transaction(async (tx) => {
      await tx.save(tx.create(RetentionSetting, { kind, years }));
      const deed = { action: 'retention.set' as const, subject: { kind: 'retention', id: null } };
      await this.audit.record(tx, { actorId: viewer.id, ...deed, detail: { kind, years } });
    });
  }
}
