import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CareBoards } from '../../childcare/places/care-board.js';
import { SetAsides } from '../../childcare/set-aside/set-asides.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Course } from '../courses/course.entity.js';
import { courseOf } from '../courses/courses.js';
import { Seats } from '../enrolment/seats.js';
import { formView, type RoomChoice, showView } from './session.view.js';
import { SessionTrainers } from './session-trainers.js';
import { TrainerClashes } from './trainer-clashes.js';
import { SESSION, TrainingSession } from './training-session.entity.js';

/** Reads what the staff's pages about sessions show. */
@Injectable()
export class SessionPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly trainers: SessionTrainers,
    private readonly clashes: TrainerClashes,
    private readonly seats: Seats,
    private readonly boards: CareBoards,
    private readonly setAsides: SetAsides,
  ) {}

  async opening(courseId: number): Promise<object> {
    const { reader } = this.database;
    const course = await courseOf(reader, courseId);
    const trainers = await this.trainers.all(reader);
    return formView({ course, rooms: await this.rooms(reader), trainers, date: todayAt(this.clock.now()) });
  }

  async editing(courseId: number, id: number): Promise<object> {
    const { reader } = this.database;
    const course = await courseOf(reader, courseId);
    const session = await this.find(reader, courseId, id);
    const [all, teaching] = [await this.trainers.all(reader), await this.trainers.of(reader, [id])];
    const others = teaching.filter((one) => !all.some((trainer) => trainer.id === one.id));
    const trainers = [...all, ...others];
    const { venueId, date } = session;
    const { slots } = await this.boards.read(reader, venueId === null ? [] : [{ venueId, date }]);
    return formView({ course, rooms: await this.rooms(reader), trainers, teaching, session, careSlots: slots, date });
  }

  /** Seven statements. @throws Refused not_found */
  async show(courseId: number, id: number, viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const found = await reader
      .createQueryBuilder(TrainingSession, 'session')
      .innerJoinAndMapOne('session.course', Course, 'course', 'course.id = session.courseId')
      .where('session.id = :id AND session.courseId = :courseId', { id, courseId })
      .getOne();
    if (!found) throw notFound();
    const { course, ...session } = found as TrainingSession & { course: Course };
    const [rooms, trainers] = [await this.rooms(reader), await this.trainers.of(reader, [id])];
    const seats = await this.seats.of(reader, [id]);
    const others = await this.seats.notEnrolled(reader, courseId, id);
    const clashes = trainers.length > 0 ? await this.clashes.of(reader, [id]) : [];
    const [kept] = session.carePlaces > 0 ? await this.setAsides.of(reader, [{ kind: SESSION, id }]) : [];
    const now = this.clock.now();
    return showView({ course, session, rooms, trainers, clashes, kept, seats, others, viewer, now });
  }

  private async find(manager: EntityManager, courseId: number, id: number): Promise<TrainingSession> {
    const session = await manager.findOneBy(TrainingSession, { id, courseId });
    if (!session) throw notFound();
    return session;
  }

  private async rooms(manager: EntityManager): Promise<RoomChoice[]> {
    const furnished = await this.venueDays.furnished(manager);
    return furnished.flatMap(({ venue, resources }) =>
      resources
        .filter(({ kind }) => kind === 'room')
        .map(({ id, name, capacity }) => ({
          id,
          capacity,
          label: furnished.length > 1 ? `${venue.name} ${name}` : name,
        })),
    );
  }
}
