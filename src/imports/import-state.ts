import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { conflict } from '../platform/errors.js';
import { Import, type ImportStatus } from './import.entity.js';

/** One run of a check or an import; another that begins later takes the file from it. */
export interface Run {
  id: number;
  run: number;
}

/** Somebody has begun anew with the file, or thrown it away: this run is nobody's any more. */
export class Overtaken extends Error {}

/** How far each file is, in its row. Every step is one short statement that only the latest run may take. */
@Injectable()
export class ImportState {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the file for a new run. @param from in which state it must be, and with which plan: nobody says yes to what she
   * has not seen
   * @throws Refused imports.moved_on
   */
  async begin(
    tx: EntityManager,
    id: number,
    status: 'checking' | 'importing',
    from: { status: ImportStatus; planHash: string } | undefined,
    changes: Partial<Pick<Import, 'encoding' | 'existing'>> = {},
  ): Promise<Run> {
    await this.database.lock(tx, 'imports', id);
    const file = await tx.findOneBy(Import, { id });
    const right =
      file && file.status !== 'done' && (!from || (file.status === from.status && file.planHash === from.planHash));
    if (!right) throw conflict('plan', 'imports.moved_on');
    const run = file.run + 1;
    await tx.update(Import, { id }, { ...changes, status, run, rowsDone: 0, changedAt: this.clock.now() });
    return { id, run };
  }

  /** @throws Overtaken */
  async set({ id, run }: Run, changes: Partial<Omit<Import, 'id' | 'content'>>): Promise<void> {
    await this.database.transaction((tx) => this.setIn(tx, { id, run }, changes));
  }

  /** @throws Overtaken */
  async setIn(tx: EntityManager, mine: Run, changes: Partial<Omit<Import, 'id'>>): Promise<void> {
    const set = await tx.update(Import, { ...mine }, { ...changes, changedAt: this.clock.now() } as never);
    if (!set.affected) throw new Overtaken();
  }
}
