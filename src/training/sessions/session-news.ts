import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TrainingSession } from './training-session.entity.js';

/** Who has something to do when sessions come, move or go: in the transaction of the change, after it was written. */
export interface SessionListener {
  opened(tx: EntityManager, actorId: number, courseId: number, sessionIds: readonly number[]): Promise<void>;
  /** @param before as it was; it may have been only the capacity, or who teaches */
  changed(tx: EntityManager, actorId: number, before: TrainingSession): Promise<void>;
  /** @param sessions as they were; @param reason told to everybody; @param actorId none: the clock */
  cancelled(
    tx: EntityManager,
    actorId: number | null,
    sessions: readonly TrainingSession[],
    reason: string,
  ): Promise<void>;
}

/** Tells those who have enrolled in sessions of what becomes of them, without sessions knowing of them. */
@Injectable()
export class SessionNews {
  private readonly listeners: SessionListener[] = [];

  /** Called once at boot, in `onModuleInit`. */
  register(listener: SessionListener): void {
    this.listeners.push(listener);
  }

  async tell(work: (listener: SessionListener) => Promise<void>): Promise<void> {
    for (const listener of this.listeners) await work(listener);
  }
}
