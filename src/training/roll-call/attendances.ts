import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { isDuplicate } from '../../platform/database/sql-errors.js';
import { conflict, invalid, notFound, type Refused } from '../../platform/errors.js';
import type { Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { AttendanceStatus } from '../count/record.policy.js';
import { idsOf } from '../count/who.js';
import { AttendanceLocks } from './attendance-locks.js';
import { Attendance, type Means } from './attendance.entity.js';
import { type Mark, type MarkRefusal, whyNotMarked } from './mark.policy.js';
import { RollReading, tapFor } from './roll-reading.js';
import { mayCorrect, type RollSession, RollSessions } from './roll-sessions.js';
import type { Roll, RollPerson } from './roll.policy.js';

/** A tap as it came in. */
export interface SentMark extends Mark {
  who: string;
  /** What the person who tapped saw. */
  from: AttendanceStatus | null;
  /** Of the tap; the same one again changes nothing. */
  tap: string;
  means?: Means;
}

/** A roll that is open for writing, until the transaction ends. */
export interface OpenRoll {
  session: RollSession;
  roll: Roll;
  /** Why only a correction is possible; none: it is not final. */
  locked: Phrase | undefined;
}

const TAP = { name: 'attendance_tap', columns: 'attendance.tap' };

/** Writes down who came: row after row, nothing is ever changed. */
@Injectable()
export class Attendances {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: RollSessions,
    private readonly reading: RollReading,
    private readonly locks: AttendanceLocks,
  ) {}

  /**
   * What is said already is not said again, unless two people had said different things.
   * @returns false: nothing was to be written
   * @throws Refused not_found for a session or a person that is not there; mark.policy.ts says the rest
   */
  async mark(viewer: Viewer, sessionId: number, mark: SentMark): Promise<boolean> {
    return this.once(this.own(viewer, sessionId), mark.tap, async (tx, open) => {
      const person = open.roll.people.find(({ who }) => who === mark.who);
      if (!person) throw notFound();
      if (person.status === mark.status && !person.conflict) return false;
      await this.write(tx, viewer, open, [{ ...mark, person }]);
      return true;
    });
  }

  /** All of whom nothing was said are there. @throws as `mark` */
  async markEverybody(viewer: Viewer, sessionId: number, { at, tap }: { at: Moment; tap: string }): Promise<boolean> {
    return this.once(this.own(viewer, sessionId), tap, async (tx, open) => {
      const unmarked = open.roll.people.filter(({ seatId, status }) => seatId !== null && status === null);
      const said = { status: 'present', from: null, at, reason: null, means: 'everybody' } as const;
      const marks = unmarked.map((person, index) => ({ ...said, person, tap: tapFor(tap, index) }));
      if (marks.length > 0) await this.write(tx, viewer, open, marks);
      return marks.length > 0;
    });
  }

  /**
   * Takes back what the viewer did last: what stood before stands again, save where somebody has said otherwise since.
   * @param id of a row of hers
   * @throws Refused not_found; training.roll_undone where nothing of it stands; as `mark`
   */
  async undo(viewer: Viewer, sessionId: number, id: number, { at, tap }: { at: Moment; tap: string }): Promise<void> {
    await this.once(this.own(viewer, sessionId), tap, async (tx, open) => {
      const all = open.roll.people.flatMap(({ said }) => said);
      const last = all.find((one) => one.id === id && one.by === viewer.id);
      if (!last) throw notFound();
      const standing = open.roll.people.filter((person) => person.last?.deed === last.deed);
      if (standing.length === 0) throw conflict('', 'training.roll_undone');
      const marks = standing.map((person, index) => ({
        person,
        status: person.last!.from,
        from: person.status,
        at,
        reason: null,
        means: 'undoing' as const,
        tap: tapFor(tap, index),
      }));
      await this.write(tx, viewer, open, marks);
      return true;
    });
  }

  /** The session, for who calls its roll. @throws Refused not_found */
  own(viewer: Viewer, sessionId: number): (tx: EntityManager) => Promise<RollSession> {
    return (tx) => this.sessions.find(tx, viewer, sessionId);
  }

  /** Runs `work` with the roll, for this transaction alone; not at all for a tap that is known. */
  async once(
    find: (tx: EntityManager) => Promise<RollSession>,
    tap: string,
    work: (tx: EntityManager, open: OpenRoll) => Promise<boolean>,
  ): Promise<boolean> {
    try {
      return await this.database.transaction(async (tx) => {
        const session = await find(tx);
        await this.database.lock(tx, 'roll-call', session.id);
        if (await tx.existsBy(Attendance, { tap })) return false;
        const locked = await this.locks.hold(tx, session);
        return work(tx, { session, locked, roll: await this.reading.of(tx, session) });
      });
    } catch (error) {
      if (isDuplicate(error, TAP)) return false;
      throw error;
    }
  }

  /** @throws Refused whatever mark.policy.ts says */
  async write(
    tx: EntityManager,
    viewer: Viewer,
    { session, locked }: OpenRoll,
    marks: readonly (Omit<SentMark, 'who'> & { person: Pick<RollPerson, 'who' | 'seatId'> })[],
  ): Promise<void> {
    const recordedAt = this.clock.now(); // with the lock of the month held: never before a report that is accepted already
    const facts = { date: session.date, cancelled: session.status === 'cancelled', locked: locked !== undefined };
    const rows = marks.map(({ person: { who, seatId }, status, from, at, reason, tap, means = 'list' }) => {
      const why = whyNotMarked({ status, at, reason }, { ...facts, mayCorrect: mayCorrect(viewer) });
      if (why) throw refused(why, session, locked);
      return {
        ...idsOf(who),
        sessionId: session.id,
        seatId,
        status,
        fromStatus: from,
        markedAt: at,
        recordedAt,
        markedBy: viewer.id,
        means: locked ? ('correction' as const) : means,
        reason: locked ? reason : null,
        tap,
      };
    });
    await tx.insert(Attendance, rows);
  }
}

function refused(why: MarkRefusal, { date }: RollSession, locked: Phrase | undefined): Refused {
  if (why === 'no_reason') return invalid('reason', 'platform.required');
  return conflict('', `training.roll_${why}`, { date, why: locked });
}
