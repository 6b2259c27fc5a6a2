import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { UserRole } from '../../accounts/user-role.entity.js';
import { User } from '../../accounts/user.entity.js';
import { invalid } from '../../platform/errors.js';
import { SessionTrainer } from './session-trainer.entity.js';

export interface Trainer {
  id: number;
  name: string;
}

/** Who can teach, and who teaches what. */
@Injectable()
export class SessionTrainers {
  /** Everybody who may teach, by name. One statement. */
  all(manager: EntityManager): Promise<Trainer[]> {
    return manager
      .createQueryBuilder(User, 'user')
      .innerJoin(UserRole, 'role', "role.user_id = user.id AND role.role = 'trainer'")
      .select(['user.id AS "id"', 'user.name AS "name"'])
      .where('user.deactivated_at IS NULL')
      .orderBy('user.kana')
      .addOrderBy('user.id')
      .getRawMany<Trainer>();
  }

  /** Of these sessions, by name. One statement. */
  async of(manager: EntityManager, sessionIds: readonly number[]): Promise<(Trainer & { sessionId: number })[]> {
    if (sessionIds.length === 0) return [];
    return manager
      .createQueryBuilder(SessionTrainer, 'teaching')
      .innerJoin(User, 'user', 'user.id = teaching.user_id')
      .select(['teaching.session_id AS "sessionId"', 'user.id AS "id"', 'user.name AS "name"'])
      .where('teaching.session_id IN (:...ids)', { ids: [...sessionIds] })
      .orderBy('user.kana')
      .addOrderBy('user.id')
      .getRawMany<Trainer & { sessionId: number }>();
  }

  /**
   * These teach, and nobody else. Who taught before can stay though she is no trainer any more.
   * @throws Refused at `trainerIds`
   */
  async put(tx: EntityManager, sessionIds: readonly number[], trainerIds: readonly number[]): Promise<void> {
    const known = new Set([...(await this.all(tx)), ...(await this.of(tx, sessionIds))].map(({ id }) => id));
    if (trainerIds.some((id) => !known.has(id))) throw invalid('trainerIds', 'platform.unknown_choice');
    await tx.delete(SessionTrainer, { sessionId: In([...sessionIds]) });
    const rows = sessionIds.flatMap((sessionId) => trainerIds.map((userId) => ({ sessionId, userId })));
    if (rows.length > 0) await tx.insert(SessionTrainer, rows);
  }
}
