import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { needsConsent } from '../../accounts/consent/needs-consent.js';
import { needsConfirmedEmail } from '../../accounts/needs-confirmed-email.js';
import { UserRole } from '../../accounts/user-role.entity.js';
import { User } from '../../accounts/user.entity.js';
import { seesNames, withoutName } from '../../childcare/places/care-names.policy.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Course } from '../courses/course.entity.js';
import type { CourseQuestion } from '../questions/course-question.entity.js';
import { answersTo, Questionnaires } from '../questions/questionnaires.js';
import type { GivenAnswers } from '../questions/questions.policy.js';
import { type SessionRow, SessionRows } from '../sessions/session-rows.js';
import { doorOf, wantedOf } from './door.policy.js';
import { EnrolmentLocks } from './enrolment-locks.js';
import { EnrolmentPost } from './enrolment-post.js';
import { whyNotFor } from './enrolment-who.policy.js';
import { Enrolment, OPEN } from './enrolment.entity.js';
import { whyNotEnrol } from './enrolment.policy.js';
import { SeatCare } from './seat-care.js';
import { SeatRows } from './seat-rows.js';
import { Seats } from './seats.js';

/** What a form asks for. */
export interface EnrolOrder {
  courseId: number;
  /** None: all of the course. Which of the two, the course says. */
  sessionId: number | null;
  /** Who is looked after meanwhile; none: nobody. */
  childIds: readonly number[];
  /** For whom; none: for herself. */
  memberId: number | null;
  /** She waits where there is no seat, or no place in childcare for all of them. */
  wait: boolean;
  /** To what the course asks, by the name of the input. */
  answers?: GivenAnswers;
}

interface Asked {
  course: Course;
  /** What she would come to. */
  wanted: SessionRow[];
  sessionId: number | null;
  /** All seats are taken. */
  full: boolean;
  /** What the course asks. */
  questions: CourseQuestion[];
  /** She is enrolled, waits, or was offered it already: the form was sent twice. */
  twin?: Enrolment;
  /** Whom it is about; not read for a twin. */
  member?: User;
}

/** Enrols members. */
@Injectable()
export class Enrolments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly locks: EnrolmentLocks,
    private readonly rows: SessionRows,
    private readonly seats: Seats,
    private readonly care: SeatCare,
    private readonly seatRows: SeatRows,
    private readonly post: EnrolmentPost,
    private readonly questionnaires: Questionnaires,
  ) {}

  /**
   * Gives her a seat in the session, or in each session of the course that she can still come to, with places in childcare
   * for the children beside each: all of it or nothing. Sent twice, it is done once.
   * @throws Refused what enrolment.policy.ts says; `enrolment.full`; whatever childcare says, at `childIds`, and questions.policy.ts at its inputs
   */
  async enrol(viewer: Viewer, order: EnrolOrder): Promise<Enrolment> {
    const memberId = enrolledBy(viewer, order);
    return this.database.transaction(async (tx) => {
      await this.locks.take(tx, order.courseId, [memberId]);
      const { twin, ...asked } = await this.ask(tx, viewer, order, memberId);
      if (twin) return twin;
      const { wanted, full } = asked;
      const answers = answersTo(asked.questions, order.answers ?? {});
      const lack = full ? undefined : await this.care.whyNot(tx, memberId, wanted, order.childIds);
      if (lack && !(order.wait && lack.kind === 'conflict'))
        throw seesNames(viewer, memberId) ? lack : withoutName(lack);
      if (full && !order.wait) throw new Refused('conflict', 'enrolment.full');
      const waits = full || lack !== undefined;
      const enrolment = await this.write(tx, viewer, order, { ...asked, memberId, waits });
      await this.questionnaires.keep(tx, enrolment.id, answers);
      if (!waits) await this.seat(tx, viewer, enrolment, asked);
      return enrolment;
    });
  }

  private async ask(tx: EntityManager, viewer: Viewer, order: EnrolOrder, memberId: number): Promise<Asked> {
    const { course, questions } = await this.questionnaires.courseWith(tx, order.courseId);
    if (course.status === 'draft') throw notFound();
    const perSession = course.enrolmentPer === 'session';
    const sessionId = perSession ? order.sessionId : null;
    const all = await this.rows.ofCourse(tx, course.id);
    const these = perSession ? all.filter(({ id }) => id === sessionId) : all;
    if (perSession && these.length === 0) throw invalid('sessionId', 'enrolment.choose_session');

    const open = await tx.findBy(Enrolment, { courseId: course.id, userId: memberId, status: In([...OPEN]) });
    const twin = open.find((one) => one.sessionId === sessionId);
    const facts = { now: this.clock.now(), byStaff: memberId !== viewer.id };
    const door = doorOf(course.status, these, facts);
    const wanted = wantedOf(these, facts);
    const asked = { course, questions, wanted, sessionId, full: door.state === 'full' };
    if (twin) return { ...asked, twin };
    const member = await memberOf(tx, memberId);
    const seats = await this.seats.ofPeople(tx, [memberId], todayAt(facts.now));
    const refused = whyNotEnrol({ audience: course.audience, member, door, wanted, seats });
    if (refused) throw refused;
    return { ...asked, member };
  }

  private async write(
    tx: EntityManager,
    viewer: Viewer,
    { childIds }: EnrolOrder,
    { course, sessionId, memberId, waits }: Asked & { memberId: number; waits: boolean },
  ): Promise<Enrolment> {
    const now = this.clock.now();
    const enrolment = await tx.save(
      tx.create(Enrolment, {
        courseId: course.id,
        sessionId,
        userId: memberId,
        status: waits ? 'waiting' : 'enrolled',
        childIds: [...childIds],
        askedAt: now,
        askedBy: viewer.id,
        enrolledAt: waits ? null : now,
        revision: 0,
      }),
    );
    await this.audit.record(tx, {
      actorId: viewer.id,
      action: `training.${waits ? 'wait_joined' : 'enrolled'}`,
      subject: { kind: 'enrolment', id: enrolment.id },
      detail: { courseId: course.id, sessionId, memberId, ...(childIds.length > 0 ? { childIds } : {}) },
    });
    return enrolment;
  }

  private async seat(
    tx: EntityManager,
    viewer: Viewer,
    enrolment: Enrolment,
    { wanted, member }: Asked,
  ): Promise<void> {
    const { id, userId, courseId, childIds } = enrolment;
    const held = await this.seats.take(tx, enrolment, wanted, this.clock.now());
    if (childIds.length > 0) await this.care.reserve(tx, viewer.id, held, childIds);
    const seats = await this.seatRows.ofEnrolments(tx, [id]);
    const what = userId === viewer.id ? 'enrolled' : 'enrolled_by_staff';
    const news = { what, userId, enrolmentId: id, courseId, title: seats[0]!.title, seats } as const;
    await this.post.tell(tx, [news], member && [member]);
  }
}

/** @returns whom; @throws Refused where the viewer may not, or has not confirmed her address or agreed to the privacy notice */
export function enrolledBy(viewer: Viewer, { memberId }: Pick<EnrolOrder, 'memberId'>): number {
  const refused = whyNotFor(viewer, memberId);
  if (refused) throw refused;
  if (memberId !== null && memberId !== viewer.id) return memberId;
  needsConfirmedEmail(viewer);
  needsConsent(viewer);
  return viewer.id;
}

/** @throws Refused for somebody who is not there, has left, or is no member */
async function memberOf(tx: EntityManager, id: number): Promise<User> {
  const member = await tx
    .createQueryBuilder(User, 'user')
    .innerJoin(UserRole, 'role', "role.user_id = user.id AND role.role = 'member'")
    .where('user.id = :id AND user.deactivated_at IS NULL', { id })
    .getOne();
  if (!member) throw invalid('memberId', 'enrolment.unknown_member');
  return member;
}
