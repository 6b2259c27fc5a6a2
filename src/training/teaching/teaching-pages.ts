import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { TrainingCount } from '../count/training-count.js';
import { Course } from '../courses/course.entity.js';
import { OwnSessions } from '../sessions/own-sessions.js';
import { SessionRows } from '../sessions/session-rows.js';
import { SessionMessages } from './session-messages.js';
import { attendedView, messageView, teachingView } from './teaching.view.js';

/** Reads what trainers see of their work, and members of what they took part in. */
@Injectable()
export class TeachingPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rows: SessionRows,
    private readonly sessions: OwnSessions,
    private readonly counts: TrainingCount,
    private readonly messages: SessionMessages,
  ) {}

  /** At most four statements. */
  async teaching(viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const now = this.clock.now();
    const sessions = await this.rows.taughtBy(reader, viewer.id);
    const hers = new Set(sessions.map(({ id }) => id));
    const courseIds = [...new Set(sessions.map(({ courseId }) => courseId))];
    const turnouts = await this.counts.turnouts(reader, { courseIds, asOf: todayAt(now) });
    return teachingView(
      sessions,
      turnouts.filter(({ sessionId }) => hers.has(sessionId)),
      now,
    );
  }

  /** Four statements. @throws Refused not_found */
  async message(viewer: Viewer, sessionId: number): Promise<object> {
    const { reader } = this.database;
    const session = await this.sessions.find(reader, viewer, sessionId);
    const recipients = (await this.messages.recipients(reader, sessionId)).length;
    return messageView(session, { recipients, sent: await this.messages.sent(reader, sessionId), key: randomUUID() });
  }

  /** What a member took part in, the latest first. Three statements. */
  async attended(viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const attended = await this.counts.ofMember(reader, viewer.id, todayAt(this.clock.now()));
    const courses = await reader.find(Course, { select: { id: true, title: true, status: true } });
    return attendedView(attended.toReversed(), courses);
  }
}
