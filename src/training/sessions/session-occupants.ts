import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import { type Occupant, Occupants, type OccupantSource } from '../../venues/occupants.js';
import { Course } from '../courses/course.entity.js';
import { Sessions } from './sessions.js';
import { SESSION, TrainingSession } from './training-session.entity.js';

type Row = Omit<Occupant, 'kind' | 'resourceIds' | 'label' | 'href'> & {
  roomId: number;
  courseId: number;
  title: string;
};

/** Shows the sessions to managers who change the rules under them, and cancels them where the place shuts. */
@Injectable()
export class SessionOccupants implements OccupantSource, OnModuleInit {
  readonly kind = SESSION;

  constructor(
    private readonly occupants: Occupants,
    private readonly sessions: Sessions,
  ) {}

  onModuleInit(): void {
    this.occupants.register(this);
  }

  /** One statement. */
  async upcoming(manager: EntityManager, venueId: number, from: DateText): Promise<Occupant[]> {
    const rows = await manager
      .createQueryBuilder(TrainingSession, 'session')
      .innerJoin(Course, 'course', 'course.id = session.course_id')
      .select('session.id', 'id')
      .addSelect('session.date', 'date')
      .addSelect('session.start_minute', 'start')
      .addSelect('session.end_minute', 'end')
      .addSelect('session.room_id', 'roomId')
      .addSelect('course.id', 'courseId')
      .addSelect('course.title', 'title')
      .where('session.venue_id = :venueId AND session.date >= :from', { venueId, from })
      .andWhere("session.room_id IS NOT NULL AND session.status = 'planned'")
      .orderBy('session.date')
      .addOrderBy('session.start_minute')
      .addOrderBy('session.id')
      .getRawMany<Row>();
    return rows.map(({ roomId, courseId, title, ...rest }) => ({
      ...rest,
      kind: this.kind,
      resourceIds: [roomId],
      label: { key: 'training:occupant', title },
      href: paths.session(courseId, rest.id),
    }));
  }

  async evict(tx: EntityManager, ids: readonly number[], reason: string, actorId: number): Promise<void> {
    const planned = await tx.findBy(TrainingSession, { id: In([...ids]), status: 'planned' });
    await this.sessions.end(tx, actorId, planned, reason);
  }
}
