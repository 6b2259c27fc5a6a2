import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import { type DateText, minuteAt, todayAt } from '../../platform/time.js';
import { Freed } from '../../venues/freed.js';
import { type Source, Timetable } from '../../venues/timetable.js';
import type { Venue } from '../../venues/venue.entity.js';
import { courseOf } from '../courses/courses.js';
import type { ChangeForm, OpeningForm, SessionShape } from './session-form.js';
import type { RoomRefusal } from './session-room.policy.js';
import { SessionNews } from './session-news.js';
import { roomRefused, SessionRooms } from './session-rooms.js';
import { type CareLack, SessionCare } from './session-care.js';
import { SessionTrainers } from './session-trainers.js';
import { type TrainerClash, TrainerClashes } from './trainer-clashes.js';
import { SESSION, TrainingSession } from './training-session.entity.js';

/** What came of setting sessions. */
export interface Opened {
  ids: number[];
  /** Days that were left out: the house is shut, or the room is taken. */
  leftOut: { date: DateText; refusal: RoomRefusal }[];
  /** What their trainers teach at the same time. */
  clashes: TrainerClash[];
  /** Where fewer places in childcare could be kept than wished for. */
  careLacks: CareLack[];
}

/** Sets, moves and cancels the sessions of courses. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly timetable: Timetable,
    private readonly freed: Freed,
    private readonly rooms: SessionRooms,
    private readonly trainers: SessionTrainers,
    private readonly clashes: TrainerClashes,
    private readonly news: SessionNews,
    private readonly care: SessionCare,
    private readonly audit: Audit,
  ) {}

  /**
   * Sets one session, or one for each day of a weekly pattern; days on which the room cannot be had are left out.
   * @throws Refused not_found; where it is one day and cannot be, or none of many can
   */
  async open(actorId: number, courseId: number, { shape, dates }: OpeningForm): Promise<Opened> {
    return this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'course', courseId);
      await courseOf(tx, courseId);
      this.mustLieAhead(dates, shape.start);
      if (dates.length === 0) throw invalid('weekdays', 'training.no_such_day');
      const { roomId } = shape;
      const venue = roomId === null ? undefined : await this.rooms.venueOf(tx, roomId);
      const wish = venue && { roomId: roomId!, dates, wanted: shape };
      const refused = wish ? await this.rooms.refusals(tx, venue, wish) : new Map<DateText, RoomRefusal>();
      const possible = dates.filter((date) => !refused.has(date));
      if (possible.length === 0) throw roomRefused(dates[0]!, refused.get(dates[0]!)!);
      const ids = await this.write(tx, actorId, courseId, { shape, dates: possible, venue });
      await this.news.tell((one) => one.opened(tx, actorId, courseId, ids));
      const careLacks = await this.care.keep(tx, ids);
      const leftOut = [...refused].map(([date, refusal]) => ({ date, refusal }));
      return { ids, leftOut, clashes: await this.clashes.of(tx, ids), careLacks };
    });
  }

  /**
   * @returns where fewer places in childcare could be kept than wished for
   * @throws Refused not_found; training.session_stale, training.session_over; as `open`
   */
  async move(actorId: number, courseId: number, id: number, form: ChangeForm): Promise<CareLack[]> {
    const { shape, date, revision } = form;
    return this.database.transaction(async (tx) => {
      const session = await this.locked(tx, courseId, id);
      if (session.revision !== revision) throw new Refused('conflict', 'training.session_stale');
      this.mustLieAhead([date], shape.start);
      const { roomId } = shape;
      const venue = roomId === null ? undefined : await this.rooms.venueOf(tx, roomId);
      const without = [sourceOf(id)];
      if (venue) {
        const refused = await this.rooms.refusals(tx, venue, {
          roomId: roomId!,
          dates: [date],
          wanted: shape,
          without,
        });
        const why = refused.get(date);
        if (why) throw roomRefused(date, why);
      }
      await this.timetable.release(tx, sourceOf(id));
      if (venue) await this.timetable.occupy(tx, sourceOf(id), [roomId!], { ...shape, date });
      const columns = { ...columnsOf(shape, venue), date, revision: revision + 1, changedAt: this.clock.now() };
      await tx.update(TrainingSession, id, columns);
      await this.trainers.put(tx, [id], shape.trainerIds);
      await this.tellFreed(tx, [session]);
      const detail = { before: placeOf(session), after: { ...shape, date } };
      const subject = { kind: 'training_session', id };
      await this.audit.record(tx, { actorId, action: 'training.session_moved', subject, detail });
      await this.news.tell((one) => one.changed(tx, actorId, session));
      return this.care.keep(tx, [id]);
    });
  }

  /** @throws Refused not_found, training.session_over */
  async cancel(actorId: number, courseId: number, id: number, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.end(tx, actorId, [await this.locked(tx, courseId, id)], reason);
    });
  }

  /** Ends planned sessions, and gives their rooms free. @param actorId none: the clock */
  async end(
    tx: EntityManager,
    actorId: number | null,
    sessions: readonly TrainingSession[],
    reason: string,
  ): Promise<void> {
    if (sessions.length === 0) return;
    const [ids, now] = [sessions.map(({ id }) => id), this.clock.now()];
    await this.timetable.releaseAll(tx, SESSION, ids);
    const ended = { status: 'cancelled', cancelledAt: now, cancelledBy: actorId, cancelReason: reason } as const;
    await tx.update(TrainingSession, ids, { ...ended, changedAt: now, revision: () => 'revision + 1' });
    await this.tellFreed(tx, sessions);
    for (const id of ids) {
      const subject = { kind: 'training_session', id };
      await this.audit.record(tx, { actorId, action: 'training.session_cancelled', subject, detail: { reason } });
    }
    await this.news.tell((one) => one.cancelled(tx, actorId, sessions, reason));
    await this.care.drop(tx, ids);
  }

  private mustLieAhead(dates: readonly DateText[], start: number): void {
    const now = this.clock.now();
    const today = todayAt(now);
    const past = dates.some((date) => date < today || (date === today && start <= minuteAt(now)));
    if (past) throw invalid('date', 'training.date_past');
  }

  private async write(
    tx: EntityManager,
    actorId: number,
    courseId: number,
    { shape, dates, venue }: OpeningForm & { venue: Venue | undefined },
  ): Promise<number[]> {
    const now = this.clock.now();
    const made = { createdAt: now, createdBy: actorId, changedAt: now };
    const common = { ...columnsOf(shape, venue), ...made, courseId, status: 'planned' as const };
    const sessions = await tx.save(dates.map((date) => tx.create(TrainingSession, { ...common, date })));
    const ids = sessions.map(({ id }) => id);
    if (venue) {
      const { start, end, roomId } = shape;
      const holds = sessions.map(({ id, date }) => ({ sourceId: id, resourceIds: [roomId!], date, start, end }));
      await this.timetable.occupyAll(tx, SESSION, holds);
    }
    await this.trainers.put(tx, ids, shape.trainerIds);
    const detail = { ids, dates, shape };
    const subject = { kind: 'course', id: courseId };
    await this.audit.record(tx, { actorId, action: 'training.sessions_set', subject, detail });
    return ids;
  }

  /** The session, for this transaction alone, while it can still be changed. */
  private async locked(tx: EntityManager, courseId: number, id: number): Promise<TrainingSession> {
    await this.database.lock(tx, 'course', courseId);
    const session = await tx.findOneBy(TrainingSession, { id, courseId });
    if (!session) throw notFound();
    const now = this.clock.now();
    const [today, minute] = [todayAt(now), minuteAt(now)];
    const over = session.date < today || (session.date === today && session.startMinute <= minute);
    if (over || session.status === 'cancelled') throw new Refused('conflict', 'training.session_over');
    return session;
  }

  private async tellFreed(tx: EntityManager, sessions: readonly TrainingSession[]): Promise<void> {
    const places = sessions.flatMap(({ venueId, roomId, date, startMinute: start, endMinute: end }) =>
      venueId === null || roomId === null ? [] : [{ venueId, resourceIds: [roomId], date, start, end }],
    );
    if (places.length > 0) await this.freed.tell(tx, ...places);
  }
}

function sourceOf(id: number): Source {
  return { kind: SESSION, id };
}

function columnsOf(shape: SessionShape, venue: Venue | undefined): object {
  const { start: startMinute, end: endMinute, roomId, onlineLink, capacity, minimum, enrolmentFrom } = shape;
  const { closesDaysBefore, belowMinimum, minimumHours, carePlaces, careSlotId, careHours } = shape;
  const place = { venueId: venue?.id ?? null, roomId, onlineLink };
  const least = { minimum, belowMinimum, minimumHours };
  const care = { carePlaces, careSlotId, careHours };
  return { ...place, startMinute, endMinute, capacity, ...least, enrolmentFrom, closesDaysBefore, ...care };
}

function placeOf({ date, startMinute, endMinute, roomId }: TrainingSession): object {
  return { date, startMinute, endMinute, roomId };
}
