import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Audit, type Deed } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound, Refused } from '../../platform/errors.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { fiscalYearOf, todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Venue } from '../../venues/venue.entity.js';
import type { Course } from '../courses/course.entity.js';
import { mayChange } from '../courses/course.view.js';
import { courseOf } from '../courses/courses.js';
import { OwnCourses } from '../courses/own-courses.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { CertificateStandings, type CourseStanding } from './certificate-standings.js';
import { Certificate } from './certificate.entity.js';
import { codeFrom, whyNotDue } from './certificate.policy.js';
import { issuedLetter, revokedLetter } from './letters.js';

/** Issues certificates, and takes them back. */
@Injectable()
export class Certificates {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly mailer: Mailer,
    private readonly courses: OwnCourses,
    private readonly standings: CertificateStandings,
  ) {}

  /** For herself. @throws Refused certificates.… as whyNotDue says, `issued`, `revoked`: the staff alone issues another */
  async take(userId: number, courseId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const course = await this.locked(tx, courseId);
      const standing = await this.standingOf(tx, course);
      if (await tx.existsBy(Certificate, { courseId, userId })) throw new Refused('conflict', 'certificates.issued');
      await this.write(tx, userId, course, standing, [await tx.findOneByOrFail(User, { id: userId })]);
    });
  }

  /**
   * By the staff, to these people, or to all for whom it is due who never had one.
   * @returns how many were issued: who has one that holds gets no other
   * @throws Refused not_found; certificates.… as whyNotDue says of one who was named
   */
  async issue(viewer: Viewer, courseId: number, userIds: readonly number[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.courses.find(tx, viewer, courseId);
      const course = await this.locked(tx, courseId);
      const standing = await this.standingOf(tx, course);
      const everybody = userIds.length === 0;
      const wanted = everybody ? standing.userIds.filter((id) => !whyNotDue(standing.of(id))) : userIds;
      const before = await tx.findBy(Certificate, {
        courseId,
        userId: In([...wanted]),
        ...(everybody ? {} : { revokedAt: IsNull() }),
      });
      const have = new Set(before.map(({ userId }) => userId));
      const people = await tx.find(User, {
        where: { id: In(wanted.filter((id) => !have.has(id))) },
        order: { kana: 'ASC', id: 'ASC' },
      });
      await this.write(tx, viewer.id, course, standing, people);
      for (const person of people) await this.mailer.send(tx, ...issuedLetter(person, course));
      return people.length;
    });
  }

  /** @throws Refused not_found; certificates.already_revoked */
  async revoke(viewer: Viewer, courseId: number, id: number, reason: string): Promise<void> {
    if (!mayChange(viewer)) throw notFound();
    await this.database.transaction(async (tx) => {
      const course = await this.locked(tx, courseId);
      const certificate = await tx.findOneBy(Certificate, { id, courseId });
      if (!certificate) throw notFound();
      if (certificate.revokedAt) throw new Refused('conflict', 'certificates.already_revoked');
      await tx.update(Certificate, id, { revokedAt: this.clock.now(), revokedBy: viewer.id, revokeReason: reason });
      const person = await tx.findOneByOrFail(User, { id: certificate.userId });
      await this.mailer.send(tx, ...revokedLetter(person, course, reason));
      const detail = { courseId, userId: person.id, reason };
      await this.record(tx, { actorId: viewer.id, action: 'training.certificate_revoked', id, detail });
    });
  }

  /** Numbers follow each other without a gap, so all who issue wait here. */
  private async locked(tx: EntityManager, courseId: number): Promise<Course> {
    await this.database.lock(tx, 'certificates', 0);
    return courseOf(tx, courseId);
  }

  private async standingOf(tx: EntityManager, course: Course): Promise<CourseStanding> {
    return (await this.standings.of(tx, [course], this.clock.now())).get(course.id)!;
  }

  private async write(
    tx: EntityManager,
    actorId: number,
    { id: courseId, title: courseTitle }: Course,
    standing: CourseStanding,
    people: readonly User[],
  ): Promise<void> {
    for (const { id } of people) {
      const refusal = whyNotDue(standing.of(id));
      if (refusal) throw new Refused('conflict', refusal);
    }
    const now = this.clock.now();
    const issuedOn = todayAt(now);
    const fiscalYear = fiscalYearOf(issuedOn);
    const issuer = await this.issuerOf(tx, courseId);
    const common = { fiscalYear, courseId, courseTitle, issuer, issuedOn, issuedAt: now, issuedBy: actorId };
    let number = (await tx.maximum(Certificate, 'number', { fiscalYear })) ?? 0;
    for (const { id: userId, name } of people) {
      const { held, attended } = standing.of(userId);
      const code = codeFrom(randomBytes(20));
      number += 1;
      const made = await tx.save(tx.create(Certificate, { ...common, code, number, userId, name, held, attended }));
      const detail = { courseId, userId, fiscalYear, number };
      await this.record(tx, { actorId, action: 'training.certificate_issued', id: made.id, detail });
    }
  }

  /** Who runs the place where the course was held last, as its receipts say. */
  private async issuerOf(tx: EntityManager, courseId: number): Promise<string | null> {
    const venue = await tx
      .createQueryBuilder(Venue, 'venue')
      .innerJoin(TrainingSession, 'session', 'session.venue_id = venue.id')
      .where("session.course_id = :courseId AND session.status = 'planned'", { courseId })
      .orderBy('session.date', 'DESC')
      .addOrderBy('session.id', 'DESC')
      .getOne();
    return venue ? venue.fees?.issuer.name || venue.name : null;
  }

  private record(tx: EntityManager, { id, ...deed }: Omit<Deed, 'subject'> & { id: number }): Promise<void> {
    return this.audit.record(tx, { ...deed, subject: { kind: 'certificate', id } });
  }
}
