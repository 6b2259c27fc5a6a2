import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { notFound } from '../../platform/errors.js';
import { type Moment, type Slot, todayAt } from '../../platform/time.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { Course } from '../courses/course.entity.js';
import { placedSessions } from '../sessions/session-rows.js';
import { SessionTrainer } from '../sessions/session-trainer.entity.js';
import type { TrainingSession } from '../sessions/training-session.entity.js';

/** A session whose roll is called. */
export interface RollSession extends Slot, Pick<Course, 'title' | 'category' | 'target' | 'audience'> {
  id: number;
  courseId: number;
  capacity: number;
  status: TrainingSession['status'];
  venue: string | null;
  room: string | null;
}

/** Managers see every roll, and put right what is closed. */
export function mayCorrect(viewer: Viewer): boolean {
  return isOne(viewer, ['manager', 'admin']);
}

/** Finds sessions for those who call their roll. */
@Injectable()
export class RollSessions {
  /** One statement. @throws Refused not_found: none, or somebody else teaches it */
  async find(manager: EntityManager, viewer: Viewer, id: number): Promise<RollSession> {
    const query = this.query(manager).where('session.id = :id', { id });
    if (!mayCorrect(viewer)) {
      const teaching = 'teaching.session_id = session.id AND teaching.user_id = :teacher';
      query.innerJoin(SessionTrainer, 'teaching', teaching, { teacher: viewer.id });
    }
    const session = await query.getRawOne<RollSession>();
    if (!session) throw notFound();
    return session;
  }

  /** Whoever asks. One statement. @throws Refused not_found */
  async any(manager: EntityManager, id: number): Promise<RollSession> {
    const session = await this.query(manager).where('session.id = :id', { id }).getRawOne<RollSession>();
    if (!session) throw notFound();
    return session;
  }

  /** Those of today that are held. One statement. */
  async around(manager: EntityManager, now: Moment): Promise<RollSession[]> {
    return this.query(manager)
      .where("session.date = :date AND session.status = 'planned'", { date: todayAt(now) })
      .orderBy('session.id')
      .getRawMany<RollSession>();
  }

  private query(manager: EntityManager): SelectQueryBuilder<TrainingSession> {
    return placedSessions(manager)
      .select('session.id', 'id')
      .addSelect('course.id', 'courseId')
      .addSelect('course.title', 'title')
      .addSelect('course.category', 'category')
      .addSelect('course.target', 'target')
      .addSelect('course.audience', 'audience')
      .addSelect('session.date', 'date')
      .addSelect('session.start_minute', 'start')
      .addSelect('session.end_minute', 'end')
      .addSelect('session.capacity', 'capacity')
      .addSelect('session.status', 'status')
      .addSelect('venue.name', 'venue')
      .addSelect('room.name', 'room');
  }
}
