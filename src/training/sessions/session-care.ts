import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { type CareHolderSource, CareHolders, type HolderFacts } from '../../childcare/places/care-holders.js';
import { SetAsides } from '../../childcare/set-aside/set-asides.js';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { type DateText, momentAt } from '../../platform/time.js';
import { Course } from '../courses/course.entity.js';
import { SESSION, TrainingSession } from './training-session.entity.js';

/** Fewer places in childcare could be kept for a session than wished for. */
export interface CareLack {
  date: DateText;
  wanted: number;
  kept: number;
}

/** Places in childcare that are kept for those who enrol in a session. */
@Injectable()
export class SessionCare implements CareHolderSource, OnModuleInit {
  readonly kind = SESSION;

  constructor(
    private readonly clock: Clock,
    private readonly setAsides: SetAsides,
    private readonly holders: CareHolders,
  ) {}

  onModuleInit(): void {
    this.holders.register(this);
  }

  /**
   * Keeps what these sessions wish for where and when they are held now, or as much of it as there is: for childcare alone no
   * session stays away. @returns where it is less
   */
  async keep(tx: EntityManager, sessionIds: readonly number[]): Promise<CareLack[]> {
    const sessions = await tx.find(TrainingSession, { where: { id: In([...sessionIds]) }, order: { date: 'ASC' } });
    const lacks: CareLack[] = [];
    for (const session of sessions) {
      const { id, venueId, date, startMinute: start, endMinute: end, carePlaces: wanted, careSlotId: slotId } = session;
      const source = { kind: SESSION, id };
      const until = momentAt(date, start).subtract({ hours: session.careHours });
      const places = { places: wanted, slotId, until };
      const wish = venueId === null ? undefined : { for: source, venueId, date, start, end, ...places };
      const kept = wish ? await this.setAsides.keep(tx, wish) : await this.drop(tx, [id]);
      const isOver = until.epochMilliseconds <= this.clock.now().epochMilliseconds;
      if (kept < wanted && !isOver) lacks.push({ date, wanted, kept });
    }
    return lacks;
  }

  /** @returns 0: nothing is kept any more */
  async drop(tx: EntityManager, sessionIds: readonly number[]): Promise<0> {
    await this.setAsides.drop(
      tx,
      sessionIds.map((id) => ({ kind: SESSION, id })),
    );
    return 0;
  }

  /** What is kept for, as the staff of childcare sees it. One statement. */
  async describe(manager: EntityManager, ids: readonly number[]): Promise<Map<number, HolderFacts>> {
    if (ids.length === 0) return new Map();
    const rows = await manager
      .createQueryBuilder(TrainingSession, 'session')
      .innerJoin(Course, 'course', 'course.id = session.course_id')
      .select(['session.id AS "id"', 'course.id AS "courseId"', 'course.title AS "title"'])
      .where('session.id IN (:...ids)', { ids: [...ids] })
      .getRawMany<{ id: number; courseId: number; title: string }>();
    return new Map(
      rows.map(({ id, courseId, title }) => [
        id,
        { label: { key: 'training:occupant', title }, href: paths.session(courseId, id) },
      ]),
    );
  }
}
