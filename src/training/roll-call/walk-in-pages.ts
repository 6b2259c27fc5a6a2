import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { Members } from '../../accounts/members/members.service.js';
import { User } from '../../accounts/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Course } from '../courses/course.entity.js';
import { idsOf } from '../count/who.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { RollReading } from './roll-reading.js';
import { RollSessions } from './roll-sessions.js';
import { personsIn } from './walk-in-merges.js';
import { WalkIn } from './walk-in.entity.js';

const MOST = 20;

/** Reads who a name could be. */
@Injectable()
export class WalkInPages {
  constructor(
    private readonly database: Database,
    private readonly sessions: RollSessions,
    private readonly reading: RollReading,
    private readonly members: Members,
  ) {}

  /**
   * Eight statements at most.
   * @param q who is looked for; none: somebody of that name
   * @throws Refused not_found
   */
  async show(viewer: Viewer, sessionId: number, id: number, q: string | undefined): Promise<object> {
    const { reader } = this.database;
    const walkIn = await reader.findOneBy(WalkIn, { id, sessionId });
    if (!walkIn) throw notFound();
    const session = await this.sessions.find(reader, viewer, sessionId);
    const person = (await personsIn(reader))(`walk_in:${id}`);
    const merged = person !== `walk_in:${id}`;
    const search = q ?? walkIn.name;
    const roll = merged ? undefined : await this.reading.of(reader, session);
    const here = new Set(roll?.people.filter(({ said }) => said.length > 0).map(({ who }) => who));
    const members = merged ? [] : await this.members.find(search, MOST);
    return {
      title: { key: 'rollcall:walk_in_page.title', name: walkIn.name },
      session,
      walkIn,
      back: paths.attendance(sessionId),
      history: paths.attendanceHistory(sessionId, person),
      search,
      merged: merged ? await this.nameOf(person) : undefined,
      members: members.map(({ email, ...member }) => ({ ...member, email, here: here.has(`member:${member.id}`) })),
      names: merged ? [] : await this.names(walkIn, search),
    };
  }

  private async nameOf(person: string): Promise<string> {
    const { reader } = this.database;
    const { userId, walkInId } = idsOf(person);
    const { name } = await (userId === null
      ? reader.findOneByOrFail(WalkIn, { id: walkInId! })
      : reader.findOneByOrFail(User, { id: userId }));
    return name;
  }

  /** The same name at other sessions. */
  private names({ id, sessionId }: WalkIn, name: string) {
    return this.database.reader
      .createQueryBuilder(WalkIn, 'walk_in')
      .innerJoin(TrainingSession, 'session', 'session.id = walk_in.session_id')
      .innerJoin(Course, 'course', 'course.id = session.course_id')
      .select(['walk_in.id AS "id"', 'walk_in.name AS "name"', 'walk_in.kana AS "kana"'])
      .addSelect(['course.title AS "title"', 'session.date AS "date"'])
      .where({ id: Not(id), sessionId: Not(sessionId), name })
      .orderBy('session.date', 'DESC')
      .addOrderBy('walk_in.id', 'DESC')
      .limit(MOST)
      .getRawMany<{ id: number; name: string; kana: string | null; title: string; date: DateText }>();
  }
}
