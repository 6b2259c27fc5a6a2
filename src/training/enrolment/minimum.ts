import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { todayAt } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import { Course } from '../courses/course.entity.js';
import { Sessions } from '../sessions/sessions.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { isTooFew } from './minimum.policy.js';

/** A session for which too few have enrolled at its set hour. */
export interface TooFew {
  session: TrainingSession;
  title: string;
  enrolled: number;
}

const ENROLLED = `(SELECT COUNT(*) FROM session_seat seat JOIN enrolment ON enrolment.id = seat.enrolment_id
  WHERE seat.session_id = session.id AND seat.released_at IS NULL AND enrolment.status = 'enrolled')`;

/** Watches over the minimum of sessions: asks the manager, or cancels. */
@Injectable()
export class Minimum implements OnModuleInit {
  private readonly log = new Logger('Minimum');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly sessions: Sessions,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'training.minimum',
      schedule: { every: 'minutes', minutes: 5 },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.cancelAll(),
    });
  }

  /** Those about which somebody has to decide, by date; offers that nobody has answered do not count. One statement. */
  async tooFew(manager: EntityManager, id?: number): Promise<TooFew[]> {
    const now = this.clock.now();
    const query = manager
      .createQueryBuilder(TrainingSession, 'session')
      .innerJoinAndMapOne('session.course', Course, 'course', 'course.id = session.course_id')
      .addSelect(ENROLLED, 'enrolled')
      .where("session.status = 'planned' AND session.minimum IS NOT NULL AND session.minimum_kept_at IS NULL")
      .andWhere('session.date >= :today', { today: todayAt(now) })
      .orderBy('session.date')
      .addOrderBy('session.id');
    if (id !== undefined) query.andWhere('session.id = :id', { id });
    const { entities, raw } = await query.getRawAndEntities<{ enrolled: number | string }>();
    return entities
      .map((found, index) => {
        const { course, ...session } = found as TrainingSession & { course: Course };
        return { session, title: course.title, enrolled: Number(raw[index]!.enrolled) };
      })
      .filter(({ session, enrolled }) => isTooFew(session, enrolled, now));
  }

  /** It is held all the same. Done twice, it is done once. @throws Refused not_found */
  async keep(actorId: number, courseId: number, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'course', courseId);
      const session = await tx.findOneBy(TrainingSession, { id, courseId });
      if (!session) throw notFound();
      if (session.minimumKeptAt) return;
      await tx.update(TrainingSession, id, { minimumKeptAt: this.clock.now(), minimumKeptBy: actorId });
      const subject = { kind: 'training_session', id };
      await this.audit.record(tx, { actorId, action: 'training.session_kept', subject });
    });
  }

  /** Each in a transaction of its own: one that fails does not hold up the others. */
  async cancelAll(): Promise<void> {
    for (const { session } of (await this.tooFew(this.database.reader)).filter(byItself)) {
      try {
        await this.database.transaction((tx) => this.cancel(tx, session));
      } catch (error) {
        this.log.error(`session ${session.id}`, error instanceof Error ? error.stack : error);
      }
    }
  }

  private async cancel(tx: EntityManager, { id, courseId, venueId }: TrainingSession): Promise<void> {
    await this.database.lock(tx, 'course', courseId);
    if (venueId !== null) await this.database.lock(tx, 'venue', venueId, 'shared');
    const still = (await this.tooFew(tx, id)).find(byItself);
    if (still) await this.sessions.end(tx, null, [still.session], say('ja', 'enrolment:minimum.reason'));
  }
}

function byItself({ session }: TooFew): boolean {
  return session.belowMinimum === 'cancel';
}
