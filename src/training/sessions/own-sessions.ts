import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notFound } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { mayChange } from '../courses/course.view.js';
import { type SessionRow, SessionRows } from './session-rows.js';
import { SessionTrainers, type Trainer } from './session-trainers.js';

export interface OwnSession extends SessionRow {
  trainers: Trainer[];
}

/** Sessions for those who work in them: who teaches, and managers. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly rows: SessionRows,
    private readonly teaching: SessionTrainers,
  ) {}

  /** Two statements. @throws Refused not_found: none, or neither hers nor a manager asks */
  async find(manager: EntityManager, viewer: Viewer, id: number): Promise<OwnSession> {
    const session = await this.rows.find(manager, id);
    if (!session) throw notFound();
    const trainers = await this.teaching.of(manager, [id]);
    if (!worksIn(viewer, trainers)) throw notFound();
    return { ...session, trainers };
  }
}

/** Does she teach here, or manage the house? */
export function worksIn(viewer: Viewer, trainers: readonly Trainer[]): boolean {
  return mayChange(viewer) || trainers.some(({ id }) => id === viewer.id);
}
