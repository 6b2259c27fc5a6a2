import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { ask } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import {
  type Breach,
  openedOf,
  type Exposed,
  exposed,
  holdsOneOf,
  idsOf,
  type Named,
  type Opened,
} from '../../platform/personal-data/breach.js';
import {
  type ExportFile,
  type Obstacles,
  PersonalData,
  type PersonalRecords,
} from '../../platform/personal-data/personal-data.js';
import { groupBy } from '../../platform/group-by.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import type { DateText } from '../../platform/time.js';
import type { Role } from '../../platform/web/roles.js';
import { ENROLLING } from '../enrolment/enrolment-who.policy.js';
import { Certificate } from '../certificates/certificate.entity.js';
import { certificatePdf } from '../certificates/certificate-paper.js';
import { EnrolmentDepartures } from '../enrolment/enrolment-departures.js';
import { Enrolment } from '../enrolment/enrolment.entity.js';
import { SessionSeat } from '../enrolment/session-seat.entity.js';
import { FollowUp } from '../follow-up/follow-up.entity.js';
import { CourseAnswer } from '../questions/course-answer.entity.js';
import { Attendance } from '../roll-call/attendance.entity.js';
import { WalkInMerge } from '../roll-call/walk-in-merge.entity.js';
import { WalkIn } from '../roll-call/walk-in.entity.js';

/** What she enrolled in, came to, and was given. */
@Injectable()
export class TrainingRecords implements PersonalRecords, OnModuleInit {
  readonly kind = 'trainings';
  readonly tables = [
    'enrolment',
    'session_seat',
    'attendance',
    'walk_in',
    'walk_in_merge',
    'certificate',
    'follow_up',
    'session_trainer',
    'session_message',
    'course',
    'course_material',
    'training_session',
  ];

  constructor(
    private readonly personalData: PersonalData,
    private readonly departures: EnrolmentDepartures,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  onModuleInit(): void {
    this.personalData.register(this);
  }

  async collect(manager: EntityManager, userId: number): Promise<Record<string, unknown>> {
    const enrolments = await manager.find(Enrolment, { where: { userId }, order: { id: 'ASC' } });
    return {
      enrolments,
      answers: await manager.findBy(CourseAnswer, { enrolmentId: In(enrolments.map(({ id }) => id)) }),
      seats: await manager.findBy(SessionSeat, { userId }),
      attendances: await manager.find(Attendance, { where: { userId }, order: { id: 'ASC' } }),
      certificates: await manager.findBy(Certificate, { userId }),
      followUps: await manager.findBy(FollowUp, { userId }),
    };
  }

  async files(manager: EntityManager, userId: number): Promise<ExportFile[]> {
    const certificates = await manager.findBy(Certificate, { userId });
    const { language } = await manager.findOneByOrFail(User, { id: userId });
    return certificates.map((one) => ({
      name: `certificate-${one.fiscalYear}-${one.number}.pdf`,
      content: certificatePdf(one, this.settings.publicUrl, language),
    }));
  }

  async obstacles(manager: EntityManager, userIds: readonly number[]): Promise<Obstacles> {
    const open = groupBy(await this.departures.open(manager, userIds), ({ userId }) => userId);
    return new Map(Array.from(open, ([id, of]) => [id, [{ key: 'personal:against.enrolments', count: of.length }]]));
  }

  async activeSince(manager: EntityManager, day: DateText): Promise<number[]> {
    const statement = `SELECT DISTINCT seat.user_id AS id FROM session_seat seat
      JOIN training_session session ON session.id = seat.session_id WHERE session.date >= $1`;
    return (await ask<{ id: number }>(manager, statement, [day])).map(({ id }) => id);
  }

  /** Who may enrol others sees each enrolment; names of walk-ins stand on the roll of a session. Three statements at most. */
  async exposed(manager: EntityManager, breach: Breach): Promise<Exposed[]> {
    const to = forSql(breach.to);
    const ids = (may: readonly Role[], statement: string, more: unknown[] = []): Promise<number[]> =>
      holdsOneOf(breach, may) ? idsOf(manager, statement, [to, ...more]) : Promise.resolve([]);
    const enrolled = await ids(ENROLLING, 'SELECT DISTINCT user_id AS id FROM enrolment WHERE asked_at <= $1');
    const followed = await ids(
      ['producer', 'manager', 'admin'],
      'SELECT DISTINCT user_id AS id FROM follow_up WHERE recorded_at <= $1',
    );
    const walkIns = holdsOneOf(breach, ['manager', 'admin'])
      ? await idsOf(manager, 'SELECT id FROM walk_in WHERE added_at <= $1', [to])
      : await ids(
          ['trainer'],
          `SELECT walk_in.id FROM walk_in JOIN session_trainer teaching ON teaching.session_id = walk_in.session_id
           WHERE walk_in.added_at <= $1 AND teaching.user_id = $2`,
          [breach.userId],
        );
    return [
      ...exposed('person', enrolled, 'personal:exposed.enrolments'),
      ...exposed('person', followed, 'personal:exposed.follow_ups'),
      ...exposed('walk_in', walkIns, 'personal:exposed.roll'),
    ];
  }

  async opened(manager: EntityManager, breach: Breach): Promise<Opened[]> {
    const ownersOf = async (ids: number[]) => {
      const found = await manager.find(Enrolment, { select: { id: true, userId: true }, where: { id: In(ids) } });
      return found.map(({ id, userId }) => ({ id, ownerId: userId }));
    };
    return openedOf(manager, breach, 'enrolment', ownersOf, 'personal:exposed.enrolment_deed');
  }

  async named(manager: EntityManager): Promise<Named[]> {
    const all = await manager.find(WalkIn, { select: { id: true, name: true }, order: { id: 'ASC' } });
    return all.map(({ id, name }) => ({ kind: 'walk_in', id, name, emails: [] }));
  }

  async erase(tx: EntityManager, userId: number): Promise<void> {
    const enrolments = await tx.findBy(Enrolment, { userId });
    await tx.delete(CourseAnswer, { enrolmentId: In(enrolments.map(({ id }) => id)) });
    await tx.update(Enrolment, { userId }, { endReason: null });
    await tx.update(Attendance, { userId }, { reason: null });
    await tx.update(Certificate, { userId }, { name: '', revokeReason: null });
    await tx.update(FollowUp, { userId }, { note: null, withdrawReason: null });
    await tx.update(WalkInMerge, { userId }, { reason: null });
    const merged = await tx.findBy(WalkInMerge, { userId });
    await tx.update(WalkIn, { id: In(merged.map(({ walkInId }) => walkInId)) }, { name: '—', kana: null });
  }
}
