import { Injectable } from '@nestjs/common';
import { Members } from '../../accounts/members/members.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { AttendanceLocks } from './attendance-locks.js';
import { RollReading } from './roll-reading.js';
import { RollSessions } from './roll-sessions.js';
import { historyView, rollView } from './roll.view.js';
import type { RollQuery } from './walk-in-forms.js';

const MOST_FOUND = 20;

/** Reads what the pages of a roll show. */
@Injectable()
export class RollPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: RollSessions,
    private readonly reading: RollReading,
    private readonly locks: AttendanceLocks,
    private readonly members: Members,
  ) {}

  /** Four statements, one for a search, and one for each room that makes months final. @throws Refused not_found */
  async show(viewer: Viewer, id: number, { q, scan, part }: RollQuery): Promise<object> {
    const { reader } = this.database;
    const session = await this.sessions.find(reader, viewer, id);
    const locked = await this.locks.of(reader, session);
    const roll = await this.reading.of(reader, session);
    const members = q === undefined ? [] : await this.members.find(q, MOST_FOUND);
    return rollView({
      session,
      locked,
      roll,
      viewer,
      now: this.clock.now(),
      q,
      members,
      part,
      scanning: scan === 'on',
    });
  }

  /** Three statements at most. @throws Refused not_found */
  async history(viewer: Viewer, id: number): Promise<object> {
    const { reader } = this.database;
    const session = await this.sessions.find(reader, viewer, id);
    return historyView(session, await this.reading.of(reader, session));
  }
}
