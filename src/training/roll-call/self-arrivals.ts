import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Throttle } from '../../accounts/throttle.js';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid } from '../../platform/errors.js';
import type { Moment } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { isPresent } from '../count/record.policy.js';
import { isFor } from '../enrolment/door.policy.js';
import { Seats } from '../enrolment/seats.js';
import { arrivalStatus } from './arrival.policy.js';
import { Attendances, type OpenRoll } from './attendances.js';
import { type RollSession, RollSessions } from './roll-sessions.js';
import type { Roll } from './roll.policy.js';
import { codeMinute, isCodeTime, whyNotBySelf } from './room-code.policy.js';
import { RoomCodes } from './room-codes.js';

/** What came of a code. */
export interface SelfArrived {
  session: RollSession;
  /** It stood there already. */
  already: boolean;
}

/** Members who take themselves in, by the code on the screen of the room. */
@Injectable()
export class SelfArrivals {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly throttle: Throttle,
    private readonly sessions: RollSessions,
    private readonly codes: RoomCodes,
    private readonly seats: Seats,
    private readonly attendances: Attendances,
  ) {}

  /**
   * @param code six digits
   * @throws Refused at `code`: training.room_code_wrong, _old, _over; training.room_not_for_you, room_full; `throttled`
   */
  async arrive(viewer: Viewer, code: string): Promise<SelfArrived> {
    await this.throttle.count(['attendance.code', String(viewer.id)]);
    const now = this.clock.now();
    const session = await this.meant(viewer, code, now);
    const tap = `code:${session.id}:${viewer.id}:${codeMinute(now)}`;
    const isNew = await this.attendances.once(
      (tx) => this.counted(tx, session.id),
      tap,
      (tx, open) => this.write(tx, viewer, open, now, tap),
    );
    await this.throttle.forgive(['attendance.code', String(viewer.id)]);
    return { session, already: !isNew };
  }

  /** The session of the code; where two have the same one, that in which she has a seat. */
  private async meant(viewer: Viewer, code: string, now: Moment): Promise<RollSession> {
    const { reader } = this.database;
    const around = await this.sessions.around(reader, now);
    const { now: found, before } = this.codes.sessionsOf(around, code, now);
    const [any] = [...found, ...before];
    if (!any) throw invalid('code', 'training.room_code_wrong');
    const running = found.filter((one) => isCodeTime(one, now));
    if (!isCodeTime(any, now)) throw invalid('code', 'training.room_code_over', { end: any.end });
    if (running.length === 0) throw invalid('code', 'training.room_code_old');
    const ids = running.map(({ id }) => id);
    const own = (ids.length > 1 ? await this.seats.of(reader, ids) : []).find(({ userId }) => userId === viewer.id);
    return running.find(({ id }) => id === own?.sessionId) ?? running[0]!;
  }

  /** Nobody is given a seat in it meanwhile. */
  private async counted(tx: EntityManager, id: number): Promise<RollSession> {
    const session = await this.sessions.any(tx, id);
    await this.database.lock(tx, 'course', session.courseId);
    return session;
  }

  private async write(tx: EntityManager, viewer: Viewer, open: OpenRoll, at: Moment, tap: string): Promise<boolean> {
    const { roll, session } = open;
    const who = `member:${viewer.id}`;
    const known = roll.people.find((person) => person.who === who);
    if (known && isPresent(known.status)) return false;
    const member = await tx.findOneByOrFail(User, { id: viewer.id });
    const expected = known !== undefined;
    const held = await this.seats.heldIn(tx, [session.id]);
    const free = session.capacity - held.length - withoutSeat(roll);
    const why = whyNotBySelf({ expected, eligible: isFor(session.audience, member), free });
    if (why) throw conflict('code', `training.room_${why}`, { title: session.title });
    const status = arrivalStatus(at, session);
    const mark = { status, from: null, at, reason: null, tap, means: 'code' } as const;
    await this.attendances.write(tx, viewer, open, [{ ...mark, person: known ?? { who, seatId: null } }]);
    return true;
  }
}

function withoutSeat({ people }: Roll): number {
  return people.filter(({ seatId, status }) => seatId === null && isPresent(status)).length;
}
