import { Injectable } from '@nestjs/common';
import { User } from '../../accounts/user.entity.js';
import type { GuardiansChild } from '../../childcare/children/children.js';
import { NamedFamily } from '../../childcare/readings/named-family.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { type DateText, todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Course } from '../courses/course.entity.js';
import { Questionnaires } from '../questions/questionnaires.js';
import { SessionRows } from '../sessions/session-rows.js';
import { doorOf, wantedOf } from './door.policy.js';
import { careChoices, enrolmentFormView } from './enrolment-form.view.js';
import type { EnrolmentDraft } from './enrolment-forms.js';
import { mayLook, whyNotFor } from './enrolment-who.policy.js';
import { Enrolment, isOpen, OPEN } from './enrolment.entity.js';
import { whyNotEnrol } from './enrolment.policy.js';
import { enrolmentView } from './enrolment.view.js';
import { awaited } from './line.policy.js';
import { SeatCare } from './seat-care.js';
import { SeatRows } from './seat-rows.js';
import { Seats } from './seats.js';

/** Reads what the pages of enrolments show. */
@Injectable()
export class EnrolmentPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rows: SessionRows,
    private readonly seats: Seats,
    private readonly seatRows: SeatRows,
    private readonly families: NamedFamily,
    private readonly care: SeatCare,
    private readonly questionnaires: Questionnaires,
  ) {}

  /** The form. Six statements. @throws Refused not_found for a draft, or where a member names somebody else */
  async form(viewer: Viewer, courseId: number, { sessionId, memberId }: EnrolmentDraft): Promise<object> {
    const { reader } = this.database;
    if (whyNotFor(viewer, memberId ?? null)) throw notFound();
    const userId = memberId ?? viewer.id;
    const { course, questions } = await this.questionnaires.courseWith(reader, courseId);
    if (course.status === 'draft') throw notFound();
    const person = await this.person(userId, courseId);
    const all = await this.rows.ofCourse(reader, courseId);
    const these = course.enrolmentPer === 'course' ? all : all.filter(({ id }) => id === sessionId);
    if (these.length === 0 && sessionId !== undefined) throw notFound();

    const facts = { now: this.clock.now(), byStaff: userId !== viewer.id };
    const today = todayAt(facts.now);
    const [door, wanted] = [doorOf(course.status, these, facts), wantedOf(these, facts)];
    const seats = await this.seats.ofPeople(reader, [userId], today);
    const { audience, enrolmentPer } = course;
    const wantedId = enrolmentPer === 'session' ? (sessionId ?? 0) : null;
    const first = wanted[0]?.date ?? today;
    const { children, named } = await this.family(viewer, userId, wanted.length > 0 ? first : undefined);
    return enrolmentFormView({
      course,
      wanted,
      careLeft: children.length > 0 ? await this.care.left(reader, wanted) : new Map(),
      door,
      refused: whyNotEnrol({ audience, member: person.user, door, wanted, seats }),
      twin: person.open.find((one) => one.sessionId === wantedId),
      children,
      questions,
      named,
      sessionId,
      member: userId === viewer.id ? undefined : person.user,
    });
  }

  /** One enrolment, for its owner and the staff. Four statements. @throws Refused not_found */
  async show(viewer: Viewer, id: number): Promise<object> {
    const { reader } = this.database;
    const { course, member, ...enrolment } = await this.find(viewer, id);
    const seats = await this.seatRows.ofEnrolments(reader, [id]);
    const before = enrolment.status === 'waiting' ? await this.before(enrolment) : 0;
    const own = enrolment.userId === viewer.id;
    const answers = await this.questionnaires.ofEnrolment(reader, id);
    return enrolmentView({
      enrolment,
      answers,
      course,
      member: own ? undefined : member,
      seats,
      before,
      now: this.clock.now(),
    });
  }

  /** Who is looked after meanwhile, to be changed. Four statements. @throws Refused not_found */
  async children(viewer: Viewer, id: number): Promise<object> {
    const { reader } = this.database;
    const { course, member, ...enrolment } = await this.find(viewer, id);
    const sessions = await this.rows.ofCourse(reader, course.id);
    const wanted = awaited(enrolment, sessions, this.clock.now());
    const { userId, childIds: chosen } = enrolment;
    const own = userId === viewer.id;
    const { children, named } = await this.family(viewer, userId, wanted[0]?.date);
    const careLeft = children.length > 0 ? await this.care.left(reader, wanted) : new Map<number, never>();
    return {
      title: { key: 'enrolment:children.title', title: course.title },
      id,
      course,
      member: own ? undefined : member,
      open: isOpen(enrolment),
      care: careChoices({ children, wanted, careLeft, named, chosen }),
    };
  }

  /** Nobody comes along where nothing is wanted. */
  private async family(
    viewer: Viewer,
    guardianId: number,
    on: DateText | undefined,
  ): Promise<{ children: GuardiansChild[]; named: boolean }> {
    if (on === undefined) return { children: [], named: false };
    return this.families.of(this.database.reader, viewer, { guardianId, on }, 'enrolment');
  }

  /** @throws Refused not_found: somebody else's, too */
  private async find(viewer: Viewer, id: number): Promise<Enrolment & { course: Course; member: User }> {
    const found = await this.database.reader
      .createQueryBuilder(Enrolment, 'enrolment')
      .innerJoinAndMapOne('enrolment.course', Course, 'course', 'course.id = enrolment.course_id')
      .innerJoinAndMapOne('enrolment.member', User, 'member', 'member.id = enrolment.user_id')
      .where('enrolment.id = :id', { id })
      .getOne();
    if (!found || !mayLook(viewer, found)) throw notFound();
    return found as Enrolment & { course: Course; member: User };
  }

  /** How many wait for the same before her. */
  private before({ id, courseId, sessionId }: Enrolment): Promise<number> {
    return this.database.reader
      .createQueryBuilder(Enrolment, 'enrolment')
      .where("enrolment.course_id = :courseId AND enrolment.status = 'waiting' AND enrolment.id < :id", {
        courseId,
        id,
      })
      .andWhere('COALESCE(enrolment.session_id, 0) = :sessionId', { sessionId: sessionId ?? 0 })
      .getCount();
  }

  /** A person, with what she has in the course. One statement. @throws Refused not_found */
  private async person(id: number, courseId: number): Promise<{ user: User; open: Enrolment[] }> {
    const user = await this.database.reader
      .createQueryBuilder(User, 'user')
      .leftJoinAndMapMany(
        'user.open',
        Enrolment,
        'enrolment',
        'enrolment.user_id = user.id AND enrolment.course_id = :courseId AND enrolment.status IN (:...open)',
        { courseId, open: OPEN },
      )
      .where('user.id = :id AND user.deactivated_at IS NULL', { id })
      .getOne();
    if (!user) throw notFound();
    return { user, open: (user as User & { open: Enrolment[] }).open };
  }
}
