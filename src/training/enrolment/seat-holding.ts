import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import {
  type CareHolderSource,
  CareHolders,
  type CareLoss,
  type HolderFacts,
} from '../../childcare/places/care-holders.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { Course } from '../courses/course.entity.js';
import { Enrolment, type EnrolmentStatus } from './enrolment.entity.js';
import { LineTriggers } from './line-triggers.js';
import { SEAT } from './seats.js';
import { SessionSeat } from './session-seat.entity.js';

interface Holder {
  id: number;
  courseId: number;
  enrolmentId: number;
  status: EnrolmentStatus;
  title: string;
  name: string;
}

/** Says beside which seat a place in childcare is, where the staff is about to take it away. */
@Injectable()
export class SeatHolding implements CareHolderSource, OnModuleInit {
  readonly kind = SEAT;

  constructor(
    private readonly holders: CareHolders,
    private readonly database: Database,
    private readonly triggers: LineTriggers,
  ) {}

  onModuleInit(): void {
    this.holders.register(this);
  }

  /** One statement. */
  async describe(manager: EntityManager, ids: readonly number[]): Promise<Map<number, HolderFacts>> {
    const rows = await this.read(manager, ids);
    return new Map(
      rows.map(({ id, enrolmentId, title, name }) => [
        id,
        { label: { key: 'enrolment:holder', title, name }, href: paths.enrolment(enrolmentId) },
      ]),
    );
  }

  /**
   * The seat stays hers: whether she comes without childcare is for her to say, and the letter of childcare tells her. What
   * was only offered is withdrawn, both or neither, and the line tells her that.
   */
  async lost(tx: EntityManager, losses: readonly CareLoss[]): Promise<readonly number[]> {
    const rows = await this.read(
      tx,
      losses.map(({ id }) => id),
    );
    const offered = rows.filter(({ status }) => status === 'offered');
    if (offered.length > 0) {
      const courseIds = [...new Set(offered.map(({ courseId }) => courseId))];
      this.database.afterCommit(() => this.triggers.serveAll(courseIds));
    }
    return offered.map(({ id }) => id);
  }

  private async read(manager: EntityManager, ids: readonly number[]): Promise<Holder[]> {
    if (ids.length === 0) return [];
    return manager
      .createQueryBuilder(SessionSeat, 'seat')
      .innerJoin(Enrolment, 'enrolment', 'enrolment.id = seat.enrolment_id')
      .innerJoin(Course, 'course', 'course.id = enrolment.course_id')
      .innerJoin(User, 'user', 'user.id = seat.user_id')
      .select(['seat.id AS "id"', 'course.id AS "courseId"', 'enrolment.id AS "enrolmentId"'])
      .addSelect(['enrolment.status AS "status"', 'course.title AS "title"', 'user.name AS "name"'])
      .where('seat.id IN (:...ids)', { ids })
      .getRawMany<Holder>();
  }
}
