import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CarePlace } from '../../childcare/places/care-place.entity.js';
import { groupBy } from '../../platform/group-by.js';
import { type DateText, firstOfMonth, type Slot } from '../../platform/time.js';
import type { Category } from '../courses/course.entity.js';
import { SessionSeat } from '../enrolment/session-seat.entity.js';
import { SessionRows } from '../sessions/session-rows.js';
import { SessionTrainers } from '../sessions/session-trainers.js';
import { type Figure, figureOf } from './count.policy.js';
import { TrainingCount } from './training-count.js';
import type { Turnout } from './turnout.policy.js';

/** A session that was held, or is to be. */
export interface SessionFigure extends Slot {
  id: number;
  courseId: number;
  title: string;
  category: Category;
  trainers: string[];
  capacity: number;
  /** Seats that are held. */
  enrolled: number;
  attended: number;
  /** Of the seats, those with a child in childcare meanwhile. */
  withCare: number;
}

export interface TrainingFigures extends Figure {
  /** By date and start; cancelled ones are left out. */
  sessions: SessionFigure[];
}

export interface MonthAttended extends Figure {
  /** Its first day. */
  month: DateText;
}

/** What trainings have done in a stretch of days, for reports. */
@Injectable()
export class SessionFigures {
  constructor(
    private readonly count: TrainingCount,
    private readonly rows: SessionRows,
    private readonly trainers: SessionTrainers,
  ) {}

  /**
   * Of these courses, both days taken. Three statements, however many sessions, and one for who came.
   * @param known who came to them, and to others, where that was read already
   */
  async between(
    manager: EntityManager,
    courseIds: readonly number[],
    from: DateText,
    to: DateText,
    known?: readonly Turnout[],
  ): Promise<TrainingFigures> {
    const rows = await this.rows.ofCourses(manager, courseIds, from, to);
    const held = rows.filter(({ status }) => status !== 'cancelled');
    const ids = held.map(({ id }) => id);
    const trainers = groupBy(await this.trainers.of(manager, ids), ({ sessionId }) => sessionId);
    const seats = await this.seats(manager, ids);
    const attended = within(known ?? (await this.attended(manager, courseIds, from, to)), from, to);
    const came = new Map(attended.map(({ sessionId, people }) => [sessionId, people.length]));
    return {
      ...figureOf(attended),
      sessions: held.map(({ id, courseId, title, category, date, start, end, capacity }) => ({
        id,
        courseId,
        title,
        category,
        date,
        start,
        end,
        capacity,
        trainers: (trainers.get(id) ?? []).map(({ name }) => name),
        enrolled: seats.get(id)?.seats ?? 0,
        attended: came.get(id) ?? 0,
        withCare: seats.get(id)?.withCare ?? 0,
      })),
    };
  }

  /** Who came to these courses, by date. One statement, however many years. */
  attended(manager: EntityManager, courseIds: readonly number[], from: DateText, to: DateText): Promise<Turnout[]> {
    return this.count.turnouts(manager, { courseIds, from, asOf: to });
  }

  private async seats(
    manager: EntityManager,
    sessionIds: readonly number[],
  ): Promise<Map<number, { seats: number; withCare: number }>> {
    const inCare = manager
      .createQueryBuilder(CarePlace, 'place')
      .select('1')
      .where("place.for_kind = 'session_seat' AND place.for_id = seat.id AND place.status = 'reserved'");
    const rows = await manager
      .createQueryBuilder(SessionSeat, 'seat')
      .select('seat.session_id', 'sessionId')
      .addSelect('COUNT(*)', 'seats')
      .addSelect(`SUM(CASE WHEN EXISTS (${inCare.getQuery()}) THEN 1 ELSE 0 END)`, 'withCare')
      .where('seat.released_at IS NULL AND seat.session_id IN (:...ids)', { ids: [...sessionIds, 0] })
      .groupBy('seat.session_id')
      .getRawMany<{ sessionId: number; seats: number | string; withCare: number | string }>();
    return new Map(
      rows.map(({ sessionId, seats, withCare }) => [sessionId, { seats: Number(seats), withCare: Number(withCare) }]),
    );
  }
}

/** Of each month alone, those without any left out. */
export function monthly(attended: readonly Turnout[], from: DateText, to: DateText): MonthAttended[] {
  return [...groupBy(within(attended, from, to), ({ date }) => firstOfMonth(date))].map(([month, of]) => {
    return { month, ...figureOf(of) };
  });
}

function within(attended: readonly Turnout[], from: DateText, to: DateText): Turnout[] {
  return attended.filter(({ date }) => date >= from && date <= to);
}
