import type { User } from '../../src/accounts/user.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { SetAside } from '../../src/childcare/set-aside/set-aside.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { Seats } from '../../src/training/enrolment/seats.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { TestApp } from './app.js';
import { addCareHouse, type CareHouse } from './care-factories.js';
import { addUser, signIn } from './factories.js';
import { addCourse, addSession } from './training-factories.js';
import { addResource } from './venue-factories.js';
import type { Answer, Visitor } from './visitor.js';

/** A house with childcare and a room for courses, a manager, and two families who are signed in. */
export class EnrolmentHouse {
  private constructor(
    readonly world: TestApp,
    readonly house: CareHouse,
    readonly salon: Resource,
    readonly boss: User,
    readonly manager: Visitor,
    readonly mother: Visitor,
    readonly father: Visitor,
  ) {}

  static async build(world: TestApp): Promise<EnrolmentHouse> {
    const house = await addCareHouse(world);
    const salon = await addResource(world, house.venue, { kind: 'room', name: 'サロン', bookableBy: 'staff' });
    const boss = await addUser(world, { roles: ['manager'] });
    const signedIn = [await signIn(world, boss), await signIn(world, house.mother), await signIn(world, house.father)];
    return new EnrolmentHouse(world, house, salon, boss, ...(signedIn as [Visitor, Visitor, Visitor]));
  }

  /** Nobody is enrolled, and nothing lies ahead. */
  async clear(): Promise<void> {
    await this.world.database.transaction(async (tx) => {
      for (const entity of [CarePlace, SetAside, SessionSeat, Enrolment, OutboxMail])
        await tx.createQueryBuilder().delete().from(entity).execute();
      await tx.update(TrainingSession, { status: 'planned' }, { status: 'cancelled' });
      await tx.delete(Occupancy, { sourceKind: 'training_session' });
    });
  }

  inHouse(part: Partial<TrainingSession> = {}): Partial<TrainingSession> {
    return { venueId: this.house.venue.id, roomId: this.salon.id, onlineLink: null, ...part };
  }

  /** In the house on two days, unless told otherwise. */
  async course(
    facts: Partial<Course> = {},
    parts = [this.inHouse({ date: '2026-11-24' }), this.inHouse({ date: '2026-11-25' })],
  ): Promise<{ course: Course; sessions: TrainingSession[] }> {
    const course = await addCourse(this.world, this.boss, facts);
    const sessions = [];
    for (const part of parts) sessions.push(await addSession(this.world, course, part));
    return { course, sessions };
  }

  enrol(who: Visitor, course: Course, form: Record<string, string | number | readonly number[]> = {}): Promise<Answer> {
    return who.post(paths.enrolments(course.id), form);
  }

  /** Who is enrolled in it, by kana. */
  async namesIn(session: TrainingSession): Promise<string[]> {
    const rows = await this.world.get(Seats).of(this.world.database.reader, [session.id]);
    return rows.map(({ name }) => name);
  }

  enrolments(): Promise<Enrolment[]> {
    return this.world.database.reader.find(Enrolment, { order: { id: 'ASC' } });
  }

  /** Who has a place in childcare: `for child date start–end`, as they were written. */
  async care(): Promise<string[]> {
    const rows = await this.world.database.reader.find(CarePlace, {
      where: { status: 'reserved' },
      order: { id: 'ASC' },
    });
    return rows.map((row) => `${row.forKind} ${row.childId} ${row.date} ${row.startMinute}–${row.endMinute}`);
  }
}
