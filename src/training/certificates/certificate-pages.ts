import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import type { Language } from '../../platform/time.format.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Course } from '../courses/course.entity.js';
import { mayChange } from '../courses/course.view.js';
import { OwnCourses } from '../courses/own-courses.js';
import { SessionSeat } from '../enrolment/session-seat.entity.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { certificatePdf } from './certificate-paper.js';
import { CertificateStandings } from './certificate-standings.js';
import { Certificate } from './certificate.entity.js';
import { readCode } from './certificate.policy.js';
import { checkView, courseView, ownView } from './certificate.view.js';

/** Reads what pages show of certificates. */
@Injectable()
export class CertificatePages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly courses: OwnCourses,
    private readonly standings: CertificateStandings,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A member's own, and those that she can have. Five statements. */
  async own(userId: number): Promise<object> {
    const { reader } = this.database;
    const certificates = await reader.find(Certificate, { where: { userId }, order: { id: 'DESC' } });
    const courses = await this.coursesOf(reader, userId);
    const open = courses.filter(({ id }) => !certificates.some(({ courseId }) => courseId === id));
    return ownView(certificates, open, await this.standings.of(reader, open, this.clock.now()), userId);
  }

  /** All of a course, for the staff. @throws Refused not_found. Six statements. */
  async ofCourse(viewer: Viewer, courseId: number): Promise<object> {
    const { reader } = this.database;
    const course = await this.courses.find(reader, viewer, courseId);
    const certificates = await reader.find(Certificate, { where: { courseId }, order: { id: 'ASC' } });
    const standing = (await this.standings.of(reader, [course], this.clock.now())).get(courseId)!;
    const people = await this.peopleOf(reader, courseId, standing.userIds);
    return courseView({ course, certificates, standing, people, mayRevoke: mayChange(viewer) });
  }

  /** Whether a paper is genuine, for anybody who holds it. @throws Refused not_found. One statement. */
  async check(code: string): Promise<object> {
    const read = readCode(code);
    const certificate = read && (await this.database.reader.findOneBy(Certificate, { code: read }));
    if (!certificate) throw notFound();
    return checkView(certificate);
  }

  /** For herself, and for the staff of the course. @throws Refused not_found */
  async pdf(viewer: Viewer, id: number, language: Language): Promise<Buffer> {
    const { reader } = this.database;
    const certificate = await reader.findOneBy(Certificate, { id });
    if (!certificate) throw notFound();
    const { userId, courseId } = certificate;
    if (userId !== viewer.id && !(await this.courses.worksIn(reader, viewer, courseId))) throw notFound();
    return certificatePdf(certificate, this.settings.publicUrl, language);
  }

  /** Courses with a certificate in which she has a seat, or was written down without one. */
  private coursesOf(manager: EntityManager, userId: number): Promise<Course[]> {
    return manager
      .createQueryBuilder(Course, 'course')
      .where('course.certificate_percent IS NOT NULL')
      .andWhere(
        `course.id IN (
          SELECT session.course_id FROM training_session session WHERE session.id IN (
            SELECT session_id FROM session_seat WHERE user_id = :userId AND released_at IS NULL
            UNION SELECT session_id FROM attendance WHERE user_id = :userId
            UNION SELECT guest.session_id FROM walk_in guest
              JOIN walk_in_merge merge ON merge.walk_in_id = guest.id WHERE merge.user_id = :userId))`,
        { userId },
      )
      .orderBy('course.id', 'DESC')
      .getMany();
  }

  /** Everybody with a seat, and those who came without one, by kana. */
  private peopleOf(
    manager: EntityManager,
    courseId: number,
    came: readonly number[],
  ): Promise<Pick<User, 'id' | 'name'>[]> {
    const seated = manager
      .createQueryBuilder(SessionSeat, 'seat')
      .innerJoin(TrainingSession, 'session', 'session.id = seat.session_id')
      .select('seat.user_id')
      .where('session.course_id = :courseId AND seat.released_at IS NULL');
    return manager
      .createQueryBuilder(User, 'user')
      .select(['user.id AS "id"', 'user.name AS "name"'])
      .where(`user.id IN (${seated.getQuery()}) OR user.id IN (:...came)`, { courseId, came: [0, ...came] })
      .orderBy('user.kana')
      .addOrderBy('user.id')
      .getRawMany<Pick<User, 'id' | 'name'>>();
  }
}
