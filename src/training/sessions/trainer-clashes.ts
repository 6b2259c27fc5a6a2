import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import type { Slot } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';

/** Somebody teaches two sessions at the same time. */
export interface TrainerClash extends Slot {
  name: string;
  /** Of the other one. */
  title: string;
}

/** Nobody can teach in two places; who sets a session is told, and decides. */
@Injectable()
export class TrainerClashes {
  /** What the trainers of these sessions teach at the same time, by date. One statement. */
  async of(manager: EntityManager, sessionIds: readonly number[]): Promise<TrainerClash[]> {
    if (sessionIds.length === 0) return [];
    return ask<TrainerClash>(
      manager,
      `SELECT person.name AS "name", course.title AS "title", other.date AS "date",
        other.start_minute AS "start", other.end_minute AS "end"
      FROM training_session session
      JOIN training_session other ON other.date = session.date AND other.id <> session.id
        AND other.start_minute < session.end_minute AND session.start_minute < other.end_minute
      JOIN session_trainer mine ON mine.session_id = session.id
      JOIN session_trainer theirs ON theirs.session_id = other.id AND theirs.user_id = mine.user_id
      JOIN course ON course.id = other.course_id
      JOIN app_user person ON person.id = mine.user_id
      WHERE session.status = 'planned' AND other.status = 'planned' AND session.id IN (${places(sessionIds)})
      ORDER BY other.date, other.start_minute, other.id, person.kana`,
      sessionIds,
    );
  }
}

export function clashPhrase(clash: TrainerClash): Phrase {
  return { ...clash, key: 'training:trainer_clash' };
}
